package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The Debian packages that a source asks for, in an {@code Aptfile} and in the last stage of its Dockerfile. */
public final class AptPackages {
    private static final Pattern INSTALL =
            Pattern.compile("\\bapt(?:-get)?\\s+(?:-\\S+\\s+)*install\\s+((?:[^&|;\\n])+)");
    private static final Pattern STAGE = Pattern.compile("(?mi)^\\s*FROM\\s");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]+");
    /** Packages that only build, fetch or inspect. An image does not need them. */
    private static final Pattern BUILDS = Pattern.compile(
            ".*-dev|build-essential|gcc.*|g\\+\\+.*|make|cmake|pkg-config|pkgconf|python3?(-.*)?|curl|wget|gnupg2?|git|vim.*|nano|less"
                    + "|netcat.*|telnet|procps|iputils-ping|lsb-release|software-properties-common|apt-.*|sudo|supervisor|cron|nginx"
                    + "|nodejs|npm|ca-certificates|postgresql-client.*|default-mysql-client|redis-tools");

    private AptPackages() {}

    /** The packages' names for a folder, sorted. Those that only a build needs are left out of a Dockerfile's list. */
    public static List<String> of(Tree tree, String dir) {
        Set<String> names = new TreeSet<>();
        for (String file : List.of(Tree.at(dir, "Aptfile"), "Aptfile")) {
            tree.lines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> NAME.matcher(line).matches())
                    .forEach(names::add);
        }
        String text = tree.text(Tree.at(dir, "Dockerfile"))
                .replaceAll("(?m)^\\s*#.*$", "")
                .replaceAll("\\\\\\r?\\n\\s*", " ");
        int last = STAGE.matcher(text).results().mapToInt(m -> m.start()).max().orElse(0);
        INSTALL.matcher(text.substring(last))
                .results()
                .flatMap(m -> List.of(m.group(1).strip().split("\\s+")).stream())
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word ->
                        NAME.matcher(word).matches() && !BUILDS.matcher(word).matches())
                .forEach(names::add);
        return List.copyOf(names);
    }
}
