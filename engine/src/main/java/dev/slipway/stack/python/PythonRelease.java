package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Debian release of Python for a service.
 *
 * @param suite of Debian
 * @param why for people, with the place; empty for the usual one
 * @param adapted whether dependencies that do not fit together are adapted: see {@code adapted-install.py}
 */
record PythonRelease(String version, String suite, String why, boolean adapted) {
    private static final PythonRelease USUAL = new PythonRelease("3.13", "trixie", "");
    /** The release for which most old packages have wheels. */
    private static final String OF_OLD = "3.11";

    /** Debian's releases of Python, the usual one first. */
    private static final List<PythonRelease> ALL =
            List.of(USUAL, new PythonRelease("3.11", "bookworm", ""), new PythonRelease("3.14", "forky", ""));

    private static final Pattern CLAUSE =
            Pattern.compile("(===?|!=|<=|>=|<|>|~=|\\^|~)?\\s*3(?:\\.(\\d+))?(\\.[\\w*]+)?");
    private static final List<VersionFile> VERSION_FILES = List.of(
            new VersionFile(".python-version", "^\\s*(?:cpython-|python-?)?3\\.(\\d+)"),
            new VersionFile("runtime.txt", "python-3\\.(\\d+)"),
            new VersionFile(".tool-versions", "(?m)^python\\s+3\\.(\\d+)"),
            new VersionFile("Dockerfile", "(?mi)^FROM\\s+\\S*python:?3\\.(\\d+)"));
    private static final Pattern WHEEL = Pattern.compile(".*-([^-]+)-([^-]+)-([^-]+)\\.whl");

    private PythonRelease(String version, String suite, String why) {
        this(version, suite, why, false);
    }

    /** A file that names a version, with the pattern that finds it. */
    private record VersionFile(String file, Pattern pattern) {
        VersionFile(String file, String pattern) {
            this(file, Pattern.compile(pattern));
        }
    }

    /** @param minor the number behind the 3 */
    private record Requirement(int minor, String place) {}

    /** The number behind the 3. */
    int minor() {
        return Integer.parseInt(version.substring(2));
    }

    /** The release of this version, if Debian has it. */
    static Optional<PythonRelease> named(String version) {
        return ALL.stream()
                .filter(one -> version.equals(one.version) || version.startsWith(one.version + "."))
                .findFirst();
    }

    /**
     * The releases with which a service may run, the most probable first. The author's own comes before the usual one.
     * A release for which locked packages have no wheels comes last.
     *
     * @param range as in {@code requires-python}; empty if there is none
     * @param place of the range
     * @param locked the locked packages, by name
     */
    static List<PythonRelease> of(
            Tree tree, String dir, String range, String place, Map<String, PythonLock.Locked> locked) {
        List<PythonRelease> allowed =
                ALL.stream().filter(one -> allows(range, one.minor())).toList();
        Optional<Requirement> wanted = wanted(tree, dir);
        Comparator<PythonRelease> order = Comparator.<PythonRelease>comparingLong(
                        one -> missing(locked, one.minor()).size())
                .thenComparingInt(one ->
                        wanted.map(said -> Math.abs(one.minor() - said.minor())).orElse(0))
                .thenComparingInt(ALL::indexOf);
        List<PythonRelease> ranked = new ArrayList<>(
                (allowed.isEmpty() ? ALL : allowed).stream().sorted(order).toList());
        PythonRelease first = ranked.getFirst();
        ranked.set(0, new PythonRelease(first.version, first.suite, why(first, allowed, range, place, wanted, locked)));
        return List.copyOf(ranked);
    }

    /**
     * The same releases. After the first, it adds one that adapts dependencies, in case the source's own versions do
     * not work.
     */
    static List<PythonRelease> orAdapted(List<PythonRelease> ranked) {
        PythonRelease old = ranked.stream()
                .filter(one -> one.version.equals(OF_OLD))
                .findFirst()
                .orElse(ranked.getFirst());
        List<PythonRelease> all = new ArrayList<>(ranked);
        all.add(1, new PythonRelease(old.version, old.suite, old.why, true));
        return List.copyOf(all);
    }

    private static String why(
            PythonRelease taken,
            List<PythonRelease> allowed,
            String range,
            String place,
            Optional<Requirement> wanted,
            Map<String, PythonLock.Locked> locked) {
        String takes = ": Python " + taken.version + " of Debian's " + taken.suite + " is taken";
        if (allowed.isEmpty()) {
            return place + ": Python " + range + " is none that Debian has" + takes;
        }
        List<String> without = missing(locked, USUAL.minor());
        if (!taken.version.equals(USUAL.version) && !without.isEmpty()) {
            return "the lock has no built file of " + without.getFirst() + " for Python " + USUAL.version + takes;
        }
        if (!taken.version.equals(USUAL.version) && !allows(range, USUAL.minor())) {
            return place + ": Python " + range + takes;
        }
        if (wanted.isPresent() && wanted.get().minor() != taken.minor()) {
            boolean there =
                    ALL.stream().anyMatch(one -> one.minor() == wanted.get().minor());
            return wanted.get().place() + ": Python 3." + wanted.get().minor()
                    + (there
                            ? " is not what " + (place.isEmpty() ? "the lock" : place) + " allows"
                            : " is none that Debian has")
                    + takes;
        }
        return taken.version.equals(USUAL.version)
                ? ""
                : wanted.map(Requirement::place).orElse(place) + takes;
    }

    /** The version that another tool's file names. */
    private static Optional<Requirement> wanted(Tree tree, String dir) {
        for (String folder = dir; ; folder = Tree.parent(folder)) {
            for (VersionFile by : folder.equals(dir) ? VERSION_FILES : VERSION_FILES.subList(0, 1)) {
                String file = Tree.at(folder, by.file());
                Matcher matcher = by.pattern().matcher(tree.text(file));
                if (matcher.find()) {
                    return Optional.of(
                            new Requirement(Integer.parseInt(matcher.group(1)), tree.place(file, matcher.start(1))));
                }
            }
            if (folder.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** Whether a range contains a version of this release. */
    static boolean allows(String range, int minor) {
        for (String alternative : range.split("\\|\\|?")) {
            boolean all = true;
            Matcher clause = CLAUSE.matcher(alternative);
            while (clause.find()) {
                all &= holds(clause, minor);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Matcher clause, int minor) {
        String operator = clause.group(1) == null ? "==" : clause.group(1);
        if (clause.group(2) == null) {
            return !operator.equals("<");
        }
        int named = Integer.parseInt(clause.group(2));
        boolean patch = clause.group(3) != null && !clause.group(3).matches("\\.\\*|\\.0+");
        return switch (operator) {
            case "<" -> patch ? minor <= named : minor < named;
            case "<=" -> minor <= named;
            case ">" -> patch ? minor >= named : minor > named;
            case ">=", "^" -> minor >= named;
            case "!=" -> patch || minor != named;
            case "~=" -> clause.group(3) == null ? minor >= named : minor == named;
            default -> minor == named;
        };
    }

    /** Locked packages whose wheels do not include one for this release on Linux. */
    private static List<String> missing(Map<String, PythonLock.Locked> locked, int minor) {
        return locked.entrySet().stream()
                .filter(one -> one.getValue().wheels().stream().anyMatch(PythonRelease::compiledForLinux))
                .filter(one -> one.getValue().wheels().stream().noneMatch(wheel -> fits(wheel, minor)))
                .map(one -> one.getKey() + " " + one.getValue().version())
                .toList();
    }

    private static boolean compiledForLinux(String wheel) {
        return wheel.contains("linux");
    }

    /** Whether a wheel fits, by the tags in its name (PEP 425): interpreter, binary interface, platform. */
    static boolean fits(String wheel, int minor) {
        Matcher tags = WHEEL.matcher(wheel);
        if (!tags.matches()) {
            return false;
        }
        boolean platform = tags.group(3).equals("any")
                || tags.group(3).contains("linux")
                        && !tags.group(3).contains("musl")
                        && tags.group(3).contains("x86_64");
        List<String> interpreters = List.of(tags.group(1).split("\\."));
        boolean stable = tags.group(2).contains("abi3")
                && interpreters.stream()
                        .filter(tag -> tag.matches("cp3\\d+"))
                        .anyMatch(tag -> Integer.parseInt(tag.substring(3)) <= minor);
        return platform
                && (stable
                        || interpreters.contains("cp3" + minor)
                                && !tags.group(2).equals("cp3" + minor + "t")
                        || interpreters.stream().anyMatch(tag -> tag.equals("py3") || tag.equals("py2")));
    }
}
