package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * SQLite keeps its data in a file beside the code, where a container cannot write. In the image, that file is a link
 * into the folder {@link #FOLDER}, for which the chart has a permanent volume.
 */
public final class Sqlite {
    /** The folder in which a service keeps permanent data. */
    public static final String FOLDER = BuildPlan.KEPT;

    private static final String LINKS = LayerPaths.made("links");
    private static final Pattern USED = Pattern.compile("(?i)sqlite");
    private static final Pattern FILE =
            Pattern.compile("[\"'`/]((?:\\.{1,2}/)?(?:[\\w-]+/)*[\\w.-]+\\.(?:db|sqlite3?))[\"'`?]");

    private Sqlite() {}

    /**
     * Data files that the code names, relative to its working folder.
     *
     * @param sources the service's files of code
     * @param code a file's text without its comments
     */
    public static List<String> files(Collection<String> sources, UnaryOperator<String> code) {
        TreeSet<String> files = new TreeSet<>();
        for (String source : sources) {
            String text = code.apply(source);
            if (USED.matcher(text).find()) {
                FILE.matcher(text)
                        .results()
                        .map((MatchResult m) -> m.group(1))
                        .filter(f -> !f.startsWith("django.db."))
                        .forEach(f -> files.add(f.replaceFirst("^(\\.{1,2}/)+", "")));
            }
        }
        return List.copyOf(files);
    }

    public static Step step(List<String> files) {
        List<String> commands = new ArrayList<>(List.of("rm -rf " + LINKS));
        for (String file : files) {
            commands.add("mkdir -p " + Tree.at(LINKS, Tree.parent(file)).replaceAll("/$", ""));
            commands.add("ln -s " + FOLDER + "/" + Tree.name(file) + " " + LINKS + "/" + file);
        }
        return new Step(
                "links", List.of("sh", "-c", String.join(" && ", commands)), "", Map.of(), List.of(), List.of(LINKS));
    }

    public static Copy copy(String workdir) {
        return new Copy(LINKS, workdir);
    }

    public static String note(String place) {
        return place + ": SQLite keeps the data in a file: it lies in a volume, and the service has one pod"
                + " (with a driver for Postgres and DATABASE_URL it could have several)";
    }
}
