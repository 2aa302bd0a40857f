package dev.slipway.stack.jvm;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.SettingsFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code application.properties} or {@code application.yaml} of a Java service in production, with places. */
final class JavaSettings {
    /** Keys with profiles of Quarkus: {@code %dev.key}, {@code %prod,staging.key}. */
    private static final Pattern PROFILES = Pattern.compile("%([\\w,-]+)\\.(.*)");

    private static final Pattern NUMBER = Pattern.compile("(?:\\$\\{[^:}]*:)?(\\d{2,5})}?");

    /** A path, or the default of a variable. */
    private static final Pattern DEFAULTED = Pattern.compile("(?:\\$\\{[^:}]*:)?(/?[\\w./-]*)}?");

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /** @param place {@code file:line} */
    record Setting(String key, String value, String place) {}

    private JavaSettings() {}

    static JavaSettings of(Tree tree, String dir) {
        JavaSettings settings = new JavaSettings();
        String resources = Tree.at(dir, "src/main/resources/application");
        for (String end : List.of(".yaml", ".yml", ".properties")) {
            String file = resources + end;
            String text = tree.text(file);
            settings.add(file, end.equals(".properties") ? SettingsFile.properties(text) : SettingsFile.yaml(text));
        }
        return settings;
    }

    /** Adds those documents of a file that apply if only the file itself chooses profiles. The last one wins. */
    private void add(String file, List<List<SettingsFile.Setting>> documents) {
        JavaSettings own = new JavaSettings();
        Set<String> active = documents.isEmpty() ? Set.of() : active(documents.getFirst());
        for (List<SettingsFile.Setting> document : documents) {
            List<String> profiles = values(document, "spring.config.activate.on-profile", "spring.profiles");
            if (profiles.isEmpty() || profiles.stream().anyMatch(profile -> holds(profile, active))) {
                JavaSettings one = new JavaSettings();
                document.forEach(s -> one.put(s.key(), s.value(), file + ":" + s.line()));
                own.settings.putAll(one.settings);
            }
        }
        own.settings.forEach(settings::putIfAbsent);
    }

    private static Set<String> active(List<SettingsFile.Setting> document) {
        return values(document, "spring.profiles.active").stream()
                .map(value -> value.replaceFirst("^\\$\\{[^:}]*:?([^}]*)}$", "$1"))
                .filter(value -> !value.isBlank())
                .collect(Collectors.toSet());
    }

    /** The values of a key: a single one, several with commas between, or a list. */
    private static List<String> values(List<SettingsFile.Setting> document, String... keys) {
        return document.stream()
                .filter(s -> List.of(keys).contains(s.key().replaceFirst("\\[\\d+]$", "")))
                .flatMap(s -> Arrays.stream(s.value().split(",")))
                .map(String::strip)
                .toList();
    }

    /** Whether an expression over profiles is true: {@code dev}, {@code !dev}, {@code prod & eu}, {@code prod | staging}. */
    private static boolean holds(String expression, Set<String> active) {
        return Arrays.stream(expression.split("\\|"))
                .anyMatch(any -> Arrays.stream(any.split("&"))
                        .map(String::strip)
                        .allMatch(all ->
                                all.startsWith("!") ? !active(all.substring(1).strip(), active) : active(all, active)));
    }

    private static boolean active(String profile, Set<String> active) {
        return active.contains(profile) || profile.equals("default") && active.isEmpty();
    }

    private void put(String key, String value, String place) {
        Matcher profile = PROFILES.matcher(key);
        if (profile.matches() && List.of(profile.group(1).split(",")).contains("prod")) {
            settings.put(profile.group(2), new Setting(key, value, place));
        } else if (!key.startsWith("%")) {
            settings.putIfAbsent(key, new Setting(key, value, place));
        }
    }

    List<Setting> all() {
        return List.copyOf(settings.values());
    }

    boolean has(String key) {
        return settings.containsKey(key);
    }

    String get(String key) {
        return get(key, "");
    }

    String get(String key, String otherwise) {
        Setting setting = settings.get(key);
        return setting == null ? otherwise : setting.value();
    }

    /**
     * The path below which it answers all requests, from the first of these keys; empty if there is none, or only
     * {@code /}.
     */
    String base(String... keys) {
        for (String key : keys) {
            Matcher matcher = DEFAULTED.matcher(get(key));
            if (matcher.matches() && !path(matcher.group(1)).isEmpty()) {
                return path(matcher.group(1));
            }
        }
        return "";
    }

    /** A path with a slash before it and none behind; empty for {@code /}. */
    static String path(String said) {
        String plain = said.strip().replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? "" : "/" + plain;
    }

    int port(String key, int otherwise) {
        Matcher matcher = NUMBER.matcher(get(key));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
