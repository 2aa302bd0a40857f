package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of Debian's Pythons a service gets: stable's, or the one of the release before where the code is bound to an older one.
 *
 * @param suite of Debian
 * @param why for people, with the place; empty for the usual one
 */
record PythonRelease(String version, String suite, String why) {
    private static final PythonRelease USUAL = new PythonRelease("3.13", "trixie", "");
    private static final int USUAL_MINOR = 13;
    private static final int OLDER_MINOR = 11;
    private static final List<Told> WANTED = List.of(
            new Told("pyproject.toml", "(?m)^(?:requires-python|python)\\s*=\\s*[\"']([^\"']+)[\"']"),
            new Told("Pipfile", "(?m)^python_version\\s*=\\s*[\"']([^\"']+)[\"']"));
    private static final Pattern CLAUSE = Pattern.compile("([!<>=~^]=?)?\\s*3\\.(\\d+)(\\.[1-9*])?");
    private static final List<Told> TOLD = List.of(
            new Told(".python-version", "^\\s*3\\.(\\d+)"),
            new Told("runtime.txt", "python-3\\.(\\d+)"),
            new Told("Dockerfile", "(?mi)^FROM\\s+\\S*python:?3\\.(\\d+)"));

    /** Of libraries that are compiled: the first version with wheels for 3.13, or that works with it. */
    private static final Map<String, String> FIRST = Map.ofEntries(
            Map.entry("aiohttp", "3.10.11"),
            Map.entry("aiokafka", "0.12"),
            Map.entry("asyncpg", "0.30"),
            Map.entry("cffi", "1.17.1"),
            Map.entry("confluent-kafka", "2.6"),
            Map.entry("frozenlist", "1.5"),
            Map.entry("greenlet", "3.1"),
            Map.entry("grpcio", "1.67"),
            Map.entry("hiredis", "3.0.1"),
            Map.entry("httptools", "0.6.2"),
            Map.entry("jiter", "0.7"),
            Map.entry("lxml", "5.3"),
            Map.entry("markupsafe", "3.0"),
            Map.entry("multidict", "6.1"),
            Map.entry("numpy", "2.1"),
            Map.entry("orjson", "3.10.8"),
            Map.entry("pandas", "2.2.3"),
            Map.entry("pillow", "11"),
            Map.entry("psycopg-binary", "3.2.3"),
            Map.entry("psycopg2", "2.9.10"),
            Map.entry("psycopg2-binary", "2.9.10"),
            Map.entry("pydantic", "2.8"),
            Map.entry("pydantic-core", "2.20"),
            Map.entry("pyyaml", "6.0.2"),
            Map.entry("regex", "2024.9"),
            Map.entry("rpds-py", "0.20"),
            Map.entry("scikit-learn", "1.6"),
            Map.entry("scipy", "1.14.1"),
            Map.entry("sqlalchemy", "2.0.31"),
            Map.entry("tiktoken", "0.8"),
            Map.entry("tokenizers", "0.20.1"),
            Map.entry("uvloop", "0.21"),
            Map.entry("watchfiles", "0.24"),
            Map.entry("yarl", "1.15"));

    /** @param pins exact versions by the library's name, with their place */
    static PythonRelease of(Tree tree, String dir, List<Pin> pins) {
        for (Told by : WANTED) {
            String file = Tree.at(dir, by.file());
            Matcher wanted = by.pattern().matcher(tree.text(file));
            if (wanted.find()) {
                if (lowest(wanted.group(1)) > OLDER_MINOR) {
                    return USUAL;
                }
                if (highest(wanted.group(1)) < USUAL_MINOR) {
                    return older(tree.place(file, wanted.start()) + ": Python " + wanted.group(1));
                }
            }
        }
        for (Pin pin : pins) {
            String first = FIRST.get(pin.name());
            if (first != null && compare(pin.version(), first) < 0) {
                return older(pin.place() + ": " + pin.name() + " " + pin.version() + " is older than Python 3.13");
            }
        }
        return pins.isEmpty()
                ? USUAL
                : told(tree, dir).map(PythonRelease::older).orElse(USUAL);
    }

    /** A file that tells of a version, and where in it. */
    private record Told(String file, Pattern pattern) {
        Told(String file, String pattern) {
            this(file, Pattern.compile(pattern));
        }
    }

    /** One library's exact version. */
    record Pin(String name, String version, String place) {}

    private static PythonRelease older(String why) {
        return new PythonRelease("3.11", "bookworm", why + ": Python 3.11 of Debian 12 is taken");
    }

    private static int lowest(String range) {
        return CLAUSE.matcher(range)
                .results()
                .filter(m -> m.group(1) == null || !m.group(1).matches("[<!]=?"))
                .mapToInt(m -> Integer.parseInt(m.group(2)))
                .max()
                .orElse(0);
    }

    private static int highest(String range) {
        return CLAUSE.matcher(range)
                .results()
                .mapToInt(m -> {
                    int minor = Integer.parseInt(m.group(2));
                    return switch (m.group(1) == null ? "==" : m.group(1)) {
                        case "<" -> m.group(3) == null ? minor - 1 : minor;
                        case "<=", "==", "~" -> minor;
                        case "~=" -> m.group(3) == null ? Integer.MAX_VALUE : minor;
                        default -> Integer.MAX_VALUE;
                    };
                })
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** What another tool was told, where that is no newer than the older one. */
    private static Optional<String> told(Tree tree, String dir) {
        for (Told by : TOLD) {
            String file = Tree.at(dir, by.file());
            Matcher matcher = by.pattern().matcher(tree.text(file));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1)) <= OLDER_MINOR
                        ? Optional.of(tree.place(file, matcher.start()) + ": Python 3." + matcher.group(1))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int compare(String a, String b) {
        String[] left = a.split("\\.");
        String[] right = b.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Integer.compare(number(left, i), number(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int i) {
        String digits = i < parts.length ? parts[i].replaceFirst("\\D.*", "") : "";
        return digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
    }
}
