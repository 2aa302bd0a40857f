package dev.slipway.stack.python;

import dev.slipway.application.EnvVar;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables that Python code reads. */
final class PythonEnv {
    private static final Pattern SUBSCRIPT = Pattern.compile("\\benviron\\[\\s*[\"'](\\w+)[\"']\\s*](?!\\s*=[^=])");
    private static final Pattern CALL = Pattern.compile(
            "(?:\\benviron\\.get|\\bgetenv)\\(\\s*[\"'](\\w+)[\"']\\s*(?:,\\s*([^()\\n]*?|[\"'][^\"'\\n]*[\"'])\\s*,?\\s*)?\\)");
    /** Readers of django-environ, environs, python-decouple and Starlette. */
    private static final Pattern READER = Pattern.compile("\\b(environ\\.Env|environs|decouple|starlette\\.config)\\b");

    private static final Pattern BY_READER = Pattern.compile(
            "\\b(?:env|config)(?:\\.\\w+)?\\(\\s*[\"']([A-Z][A-Z0-9_]*)[\"']([^()\\n]*(?:\\([^()\\n]*\\)[^()\\n]*)*)");
    private static final Pattern DEFAULT =
            Pattern.compile("default\\s*=\\s*([\"'][^\"'\\n]*[\"']|[^,\\n]+)|^\\s*,\\s*([\"'][^\"'\\n]*[\"'])");
    private static final Pattern DATABASE_URL = Pattern.compile(
            "\\bdj_database_url\\.config\\((?![^)]*\\benv\\s*=)|\\benv\\.(?:dj_)?db(?:_url)?\\(\\s*\\)");
    private static final Pattern ASSIGNED = Pattern.compile("(?m)^\\s*(\\w+)\\s*(?::[^=\\n]*)?=\\s*(?:os\\.)?$");
    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)\\(([^)]*)\\):");
    private static final String SETTINGS = "BaseSettings";
    private static final Pattern FIELD =
            Pattern.compile("^    (\\w+)\\s*:\\s*([^=#\\n]+?)\\s*(?:=\\s*(.+?))?\\s*(?:#[^\"']*)?$");
    private static final Pattern PREFIX = Pattern.compile("env_prefix\\s*=\\s*[\"'](\\w*)[\"']");
    private static final Pattern ALIAS = Pattern.compile("(?:alias|env)\\s*=\\s*[\"'](\\w+)[\"']");
    private static final Pattern FIELD_DEFAULT =
            Pattern.compile("Field\\(\\s*(?:default\\s*=\\s*)?([^,()=]+?)\\s*[,)]");
    private static final Pattern LITERAL = Pattern.compile("[\"']([^\"']*)[\"']|(-?\\d[\\d_.]*)|(True|False)");

    private PythonEnv() {}

    static List<EnvVar> read(PythonSource source, List<String> files) {
        EnvReads reads = new EnvReads();
        Tree tree = source.tree();
        boolean reader =
                files.stream().anyMatch(f -> READER.matcher(source.code(f)).find());
        Set<String> settings = settings(source, files);
        for (String file : files) {
            String text = source.code(file);
            SUBSCRIPT.matcher(text).results().forEach(m -> {
                reads.add(m.group(1), "", true, tree.place(file, m.start()));
            });
            CALL.matcher(text).results().forEach(m -> {
                reads.add(m.group(1), literal(m.group(2)), refused(text, m), tree.place(file, m.start()));
            });
            if (reader) {
                BY_READER.matcher(text).results().forEach(m -> {
                    Matcher given = DEFAULT.matcher(m.group(2));
                    boolean optional = given.find();
                    String value = !optional ? "" : given.group(1) == null ? given.group(2) : given.group(1);
                    reads.add(m.group(1), literal(value), !optional, tree.place(file, m.start()));
                });
            }
            DATABASE_URL
                    .matcher(text)
                    .results()
                    .forEach(m -> reads.add("DATABASE_URL", "", false, tree.place(file, m.start())));
            CLASS.matcher(text)
                    .results()
                    .filter(m -> settings.contains(m.group(1)))
                    .forEach(m -> settings(source, file, m.end(), reads));
        }
        return reads.all();
    }

    /** Names of settings classes, with their subclasses. */
    private static Set<String> settings(PythonSource source, List<String> files) {
        Set<String> known = new TreeSet<>(Set.of(SETTINGS));
        for (int before = 0; before != known.size(); ) {
            before = known.size();
            files.stream()
                    .flatMap(file -> CLASS.matcher(source.code(file)).results())
                    .filter(m ->
                            Arrays.stream(m.group(2).split("[,\\s\\[\\].]+")).anyMatch(known::contains))
                    .forEach(m -> known.add(m.group(1)));
        }
        return known;
    }

    /** Whether the code refuses an unset variable: {@code X = os.getenv("X")}, followed by {@code if not X: raise}. */
    private static boolean refused(String text, MatchResult match) {
        Matcher name = ASSIGNED.matcher(text.substring(text.lastIndexOf('\n', match.start()) + 1, match.start()));
        return name.find()
                && Pattern.compile("(?m)^\\s*if (?:not " + name.group(1) + "|" + name.group(1)
                                + " is None)\\b[^\\n]*:\\s*\\n?\\s*(raise|sys\\.exit)")
                        .matcher(text)
                        .find(match.end());
    }

    private static void settings(PythonSource source, String file, int from, EnvReads reads) {
        String text = source.code(file);
        Matcher end = Pattern.compile("(?m)^\\S").matcher(text);
        String body = text.substring(from, end.find(from) ? end.start() : text.length());
        Matcher prefix = PREFIX.matcher(body);
        String before = prefix.find() ? prefix.group(1) : "";
        int at = from;
        for (String line : body.split("\n", -1)) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()
                    && !field.group(1).equals("model_config")
                    && !field.group(2).contains("ClassVar")) {
                String value = field.group(3) == null ? "..." : field.group(3);
                Matcher alias = ALIAS.matcher(value);
                String name = alias.find() ? alias.group(1) : before + field.group(1);
                Matcher inField = FIELD_DEFAULT.matcher(value);
                String given = value.startsWith("Field(") ? inField.find() ? inField.group(1) : "..." : value;
                boolean optional = !given.equals("...") || value.contains("default_factory");
                reads.add(
                        name.toUpperCase(Locale.ROOT),
                        literal(given),
                        !optional,
                        source.tree().place(file, at));
            }
            at += line.length() + 1;
        }
    }

    private static String literal(@org.jspecify.annotations.Nullable String expression) {
        Matcher matcher = LITERAL.matcher(expression == null ? "" : expression.strip());
        if (!matcher.matches()) {
            return "";
        }
        if (matcher.group(1) != null) {
            return matcher.group(1);
        }
        return matcher.group(2) != null ? matcher.group(2) : matcher.group(3).toLowerCase(Locale.ROOT);
    }
}
