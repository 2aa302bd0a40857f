package dev.slipway.manifest;

import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * {@code slipway.lock} beside the source: what tries have shown of each service, with the line that showed it. It has
 * the keys of {@code slipway.yaml}, whose own values win. It should be committed; without it, the next run tries again.
 */
public final class LockFile {
    /** The file's name, in the root of the source. */
    public static final String NAME = "slipway.lock";

    private static final String HEAD =
            "# What trying this application has shown, written by ./slipway up. Commit it: then the next run tries\n"
                    + "# nothing. Delete it to try anew; what slipway.yaml says holds over it.\n";
    private static final String LESSONS = "lessons";

    private final Path file;

    public LockFile(Path file) {
        this.file = file;
    }

    /** The lock file of the application in this workspace. */
    public static LockFile of(Workspace workspace) {
        return new LockFile(
                (Files.isWritable(workspace.source()) ? workspace.source() : workspace.work()).resolve(NAME));
    }

    /**
     * What is known of one service.
     *
     * @param settings keys of {@code slipway.yaml} with a value or a list of values
     * @param lessons what was changed and why, for people
     */
    public record LearnedSettings(Map<String, Object> settings, List<String> lessons) {
        public static final LearnedSettings NOTHING = new LearnedSettings(Map.of(), List.of());

        public LearnedSettings {
            settings = new TreeMap<>(settings);
            lessons = List.copyOf(lessons);
        }

        /**
         * The same with one more value.
         *
         * @param key of {@code slipway.yaml}; {@code env.NAME} for a variable
         * @param lesson what was learned, for people
         */
        public LearnedSettings with(String key, String value, String lesson) {
            Map<String, Object> more = new TreeMap<>(settings);
            if (key.equals("health")) {
                more.put(key, Map.of("live", "", "ready", "", "started", ""));
            } else if (key.startsWith("env.")) {
                Map<String, Object> env = new TreeMap<>(map(settings.get("env")));
                Matcher leads = LEADS.matcher(value);
                env.put(key.substring(4), leads.matches() ? Map.of(leads.group(1), leads.group(2)) : value);
                more.put("env", env);
            } else if (LISTS.contains(key)) {
                List<Object> values = new ArrayList<>(list(settings.get(key)));
                values.add(value);
                more.put(key, values.stream().distinct().toList());
            } else {
                more.put(key, value);
            }
            List<String> lines = new ArrayList<>(lessons);
            lines.add(lesson);
            return new LearnedSettings(more, lines);
        }

        /** The same without a value that was added to a list. */
        public LearnedSettings without(String key, String value, String lesson) {
            Map<String, Object> less = new TreeMap<>(settings);
            if (LISTS.contains(key)) {
                List<Object> values = new ArrayList<>(list(settings.get(key)));
                values.remove(value);
                less.put(key, values);
            }
            List<String> lines = new ArrayList<>(lessons);
            lines.remove(lesson);
            return new LearnedSettings(less, lines);
        }
    }

    private static final List<String> LISTS = List.of("packages", "buildPackages", "dependencies", "volumes", "files");
    /** What a variable leads to, as {@code slipway.yaml} has it: {@code {secret: true}}. */
    private static final Pattern LEADS = Pattern.compile("\\{(\\w+): \"?(.*?)\"?}");

    /** The settings of each service; empty if there is no file, or the file cannot be read. */
    public Map<String, LearnedSettings> read() {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, LearnedSettings> all = new TreeMap<>();
        try {
            Object read =
                    new Load(LoadSettings.builder().setLabel(NAME).build()).loadFromString(Files.readString(file));
            map(map(read).get("services")).forEach((name, value) -> {
                Map<String, Object> settings = new TreeMap<>(map(value));
                Object lessons = settings.remove(LESSONS);
                all.put(
                        name,
                        new LearnedSettings(
                                settings,
                                list(lessons).stream().map(String::valueOf).toList()));
            });
        } catch (IOException | YamlEngineException e) {
            return Map.of(); // A damaged file is written anew.
        }
        return all;
    }

    /** Writes a new file and renames it over the old one. */
    public void write(Map<String, LearnedSettings> all) throws IOException {
        Map<String, Object> services = new TreeMap<>();
        all.forEach((name, learned) -> {
            Map<String, Object> keys = new LinkedHashMap<>(learned.settings());
            keys.put(LESSONS, learned.lessons());
            services.put(name, keys);
        });
        String text = new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(120)
                        .build())
                .dumpToString(Map.of("services", services));
        Path next = file.resolveSibling(NAME + ".new");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(next, HEAD + text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> map = new TreeMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, one) -> map.put(String.valueOf(key), one));
        }
        return map;
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
