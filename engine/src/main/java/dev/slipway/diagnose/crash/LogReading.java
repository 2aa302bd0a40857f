package dev.slipway.diagnose.crash;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cause that a program's last lines tell.
 *
 * @param kind what family of cause
 * @param detail the variable, module, host, file or port that the line names; may be empty
 * @param why in words
 * @param line the line itself
 * @param place {@code file:line} of the program, where its trace tells one; else empty
 */
public record LogReading(Kind kind, String detail, String why, String line, String place) {
    /**
     * A family of causes.
     *
     * @param id of the failure
     * @param fatal whether another start must end the same way
     */
    public enum Kind {
        VARIABLE("SLIP-457", true),
        MODULE("SLIP-458", true),
        PORT("SLIP-470", true),
        PASSWORD("SLIP-469", false),
        NAME("SLIP-460", false),
        REFUSED("SLIP-459", false),
        STARTING("SLIP-459", false),
        MEMORY("SLIP-462", false),
        FILE("SLIP-461", true),
        SCHEMA("SLIP-474", false),
        TRUST("SLIP-635", false),
        PLATFORM("SLIP-472", true),
        ARGUMENT("SLIP-636", true),
        SYNTAX("SLIP-634", true),
        DISK("SLIP-684", true),
        API("SLIP-696", true),
        TIMEOUT("SLIP-632", false),
        EXCEPTION("SLIP-627", false);

        final String id;
        final boolean fatal;

        Kind(String id, boolean fatal) {
            this.id = id;
            this.fatal = fatal;
        }
    }

    private record Phrase(Kind kind, Pattern pattern, Function<MatchResult, String> why) {}

    private static final String NAME = "([A-Z][A-Z0-9_]{2,})";

    /** Patterns, the most precise first: a program that lacks a variable often reports a failed connection afterwards. */
    private static final List<Phrase> PHRASES = List.of(
            phrase(
                    Kind.PLATFORM,
                    "(?i:exec(?:ve)? (\\S+): exec format error)",
                    m -> m.group(1) + " is made for another processor, or is a script without its first line"),
            variable("KeyError: '" + NAME + "'"),
            variable("(?i:environment variable)(?: not found)?:? [\"'`]?" + NAME),
            variable("[\"'`]?" + NAME
                    + "[\"'`]? (?i:(?:is|was|must be|environment variable)(?: is)? ?(?:not set|not defined"
                    + "|undefined|missing|required|set|unset|empty))"),
            variable("(?i:missing|required|undefined|unset)(?: \\w+){0,3} [\"'`]?" + NAME),
            variable("SRCFG00011: Could not expand value ([\\w.]+)"),
            variable("SRCFG00014: The config property ([\\w.\"-]+) is required"),
            variable("Could not resolve placeholder '([^':]+)"),
            variable("superuser password is not specified()"),
            phrase(Kind.MODULE, "No module named '?([\\w.]+)", m -> "Python finds no module " + m.group(1)),
            phrase(Kind.MODULE, "Cannot find (?:module|package) '([^']+)'", m -> "Node finds no module " + m.group(1)),
            phrase(
                    Kind.MODULE,
                    "(?:ClassNotFoundException|NoClassDefFoundError|find or load main class):? ([\\w./$]+)",
                    m -> "Java finds no class " + m.group(1)),
            phrase(
                    Kind.MODULE,
                    "error while loading shared libraries: ([^:]+)",
                    m -> "the image has no library " + m.group(1)),
            phrase(
                    Kind.MODULE,
                    "([\\w.+-]+\\.so[\\w.]*): cannot open shared object file",
                    m -> "the image has no library " + m.group(1)),
            phrase(
                    Kind.PORT,
                    "EADDRINUSE.*?(?::(\\d+))?$",
                    m -> "something else in the pod listens on " + port(m.group(1))),
            phrase(
                    Kind.PORT,
                    "(?i:address already in use|Port (\\d+) (?:is|was) already in use)",
                    m -> "something else in the pod listens on " + port(m.group(1))),
            phrase(
                    Kind.PORT,
                    "(?i:(?:bind|listen)\\S* .*permission denied(?: \\S*?:(\\d+))?)",
                    m -> "a user without privileges may not listen on " + port(m.group(1))),
            phrase(
                    Kind.PASSWORD,
                    "password authentication failed for user \"?([^\"\\s]+)",
                    m -> "the database does not take the password of user " + m.group(1)),
            phrase(
                    Kind.PASSWORD,
                    "(?:role|database) \"([^\"]+)\" does not exist",
                    m -> "the database has no role or database " + m.group(1)),
            phrase(
                    Kind.PASSWORD,
                    "Access denied for user '([^']+)'",
                    m -> "the database does not let user " + m.group(1) + " in"),
            phrase(Kind.PASSWORD, "Unknown database '([^']+)'", m -> "there is no database " + m.group(1)),
            phrase(
                    Kind.NAME,
                    "(?i:unknown (?:mysql |mariadb )?server host) '([\\w.-]+)",
                    m -> "the name " + m.group(1) + " cannot be resolved"),
            phrase(
                    Kind.NAME,
                    "(?:ENOTFOUND|EAI_AGAIN) ([\\w.-]+)",
                    m -> "the name " + m.group(1) + " cannot be resolved"),
            phrase(
                    Kind.NAME,
                    "UnknownHostException: ([\\w.-]+)",
                    m -> "the name " + m.group(1) + " cannot be resolved"),
            phrase(
                    Kind.NAME,
                    "(?:could not translate host name|failed to resolve host|lookup) [\"']?([\\w.-]+)",
                    m -> "the name " + m.group(1) + " cannot be resolved"),
            phrase(
                    Kind.NAME,
                    "(?i:name or service not known|temporary failure in name resolution|no such host)()",
                    m -> "a name cannot be resolved"),
            phrase(
                    Kind.STARTING,
                    "the database system is (?:starting up|not yet accepting)()",
                    m -> "the database starts up"),
            phrase(
                    Kind.REFUSED,
                    "ECONNREFUSED ([\\w.:\\[\\]-]+)",
                    m -> "nothing accepts a connection at " + m.group(1)),
            phrase(
                    Kind.REFUSED,
                    "(?i:connection to (?:server at )?[\"']?([\\w.:-]+).*refused)",
                    m -> "nothing accepts a connection at " + m.group(1)),
            phrase(
                    Kind.REFUSED,
                    "(?i:connection refused: ([\\w.-]+[:/][\\w.:/-]*))",
                    m -> "nothing accepts a connection at " + m.group(1)),
            phrase(
                    Kind.REFUSED,
                    "Can't connect to (?:MySQL |MariaDB )?server on '([\\w.:-]+)",
                    m -> "nothing accepts a connection at " + m.group(1)),
            phrase(Kind.REFUSED, "(?i:connection refused)()", m -> "what it connects to refuses the connection"),
            phrase(
                    Kind.MEMORY,
                    "(?:java.lang.OutOfMemoryError|JavaScript heap out of memory|MemoryError)()",
                    m -> "the program itself ran out of memory"),
            phrase(
                    Kind.FILE,
                    "(?i:read-only file system):? ?(?:,? ?\\w+ )?['\"]?(/[^'\"\\s]+)?",
                    m -> "the file system is read-only" + atPath(m.group(1))),
            phrase(
                    Kind.FILE,
                    "(?i:permission denied):? ?(?:,? ?\\w+ )?['\"]?(/[^'\"\\s]+)?",
                    m -> "its user may not use" + some(atPath(m.group(1)))),
            phrase(Kind.FILE, "AccessDeniedException: (/\\S+)", m -> "its user may not use " + m.group(1)),
            phrase(
                    Kind.SCHEMA,
                    "relation \"([^\"]+)\" does not exist",
                    m -> "the database has no table " + m.group(1) + ": the migration has not run, or not to its end"),
            phrase(
                    Kind.SCHEMA,
                    "Table '([^']+)' doesn't exist",
                    m -> "the database has no table " + m.group(1) + ": the migration has not run, or not to its end"),
            phrase(
                    Kind.DISK,
                    "(?i:no space left on device|ENOSPC|disk quota exceeded)()",
                    m -> "the volume or the node's disk is full"),
            phrase(
                    Kind.API,
                    "no matches for kind \"([^\"]+)\" in version \"([^\"]+)\"",
                    m -> "this cluster has no kind " + m.group(1) + " in " + m.group(2)
                            + Apis.instead(m.group(2), m.group(1))),
            phrase(
                    Kind.API,
                    "(?i:the server could not find the requested resource)()",
                    m -> "this cluster does not have a resource that it asks for"),
            phrase(
                    Kind.TRUST,
                    "(?i:CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate|PKIX path building failed"
                            + "|unable to (?:get local issuer|verify the first) certificate|x509: [^\"]+)()",
                    m -> "it does not trust the certificate of the server that it connects to"),
            phrase(
                    Kind.ARGUMENT,
                    "(?i:(?:unrecognized|unknown|invalid|illegal|no such)"
                            + " (?:option|flag|argument|command)s?:?\\s*(?:-- ?)?['\"`]?([\\w-]+)?|flag provided but not"
                            + " defined: (?:-\\S+))",
                    m -> "it does not know an argument of its command line"),
            phrase(
                    Kind.SYNTAX,
                    "(?i:JSONDecodeError|Unexpected token .* JSON|yaml: line \\d+|YAMLException|toml.*(?:parse|decode)"
                            + " ?error|while (?:parsing|scanning) a|(?:failed|unable|could not|cannot|error) (?:to"
                            + " )?pars(?:e|ing) (?:the )?config\\w*|unknown directive)()",
                    m -> "a configuration that it reads cannot be parsed"),
            phrase(
                    Kind.TIMEOUT,
                    "(?i:(?:ETIMEDOUT|connection timed out|connect timeout|i/o timeout|download timed out|timed out))"
                            + "(?:.*?((?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?|[a-z][\\w-]*(?:\\.[\\w-]+)*:\\d+))?",
                    m -> "what it connects to does not answer" + atPath(m.group(1))),
            phrase(
                    Kind.EXCEPTION,
                    "^(?:Exception in thread \\S+ |Caused by:"
                            + " )?((?:[\\w$]+\\.)*[A-Z][\\w$]*(?:Exception|Error)\\b.{0,160})",
                    m -> "it does not catch " + m.group(1).strip()),
            phrase(
                    Kind.EXCEPTION,
                    "^panic: (.{1,160})",
                    m -> "it panics: " + m.group(1).strip()),
            phrase(
                    Kind.EXCEPTION,
                    "thread '[^']*' (?:\\(\\d+\\) )?panicked at (.{1,160})",
                    m -> "it panics at " + m.group(1).strip()));

    private static final Pattern FORBIDDEN = Pattern.compile("User \"system:serviceaccount:.*\" cannot ");

    /** Whether the API server refused a request of the application. PermissionRule reports that. */
    static boolean forbidden(String line) {
        return FORBIDDEN.matcher(line).find();
    }

    private static final Pattern PYDANTIC = Pattern.compile("\\s*Field required \\[type=missing.*");
    private static final Pattern PLACE =
            Pattern.compile("File \"([^\"]+)\", line (\\d+)|\\(?(/[\\w./-]+\\.[cm]?[jt]sx?:\\d+)");
    private static final Pattern LIBRARY =
            Pattern.compile("site-packages|dist-packages|/usr/lib|/app/deps|node_modules|<frozen");

    private static Phrase variable(String pattern) {
        return phrase(
                Kind.VARIABLE,
                pattern,
                m -> m.group(1).isEmpty()
                        ? "a setting that it needs has no value"
                        : m.group(1).replace("\"", "") + " is not set");
    }

    private static Phrase phrase(Kind kind, String pattern, Function<MatchResult, String> why) {
        return new Phrase(kind, Pattern.compile(pattern), why);
    }

    private static String port(@Nullable String number) {
        return number == null ? "its port" : "port " + number;
    }

    private static String some(@Nullable String text) {
        return text == null || text.isBlank() ? " what it needs" : text;
    }

    private static String atPath(@Nullable String path) {
        return path == null ? "" : " at " + path;
    }

    /** The cause of the last run's end, if these lines show it. */
    public static Optional<LogReading> of(List<String> lines) {
        for (int i = lines.size() - 1; i > 0; i--) {
            if (PYDANTIC.matcher(lines.get(i)).matches()) {
                String field = lines.get(i - 1).strip().toUpperCase(Locale.ROOT);
                return Optional.of(new LogReading(
                        Kind.VARIABLE,
                        field,
                        field + " is not set",
                        lines.get(i).strip(),
                        place(lines)));
            }
        }
        for (Phrase phrase : PHRASES) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                Matcher matcher = phrase.pattern().matcher(lines.get(i));
                if (matcher.find()) {
                    String detail = matcher.groupCount() == 0 || matcher.group(1) == null ? "" : matcher.group(1);
                    return Optional.of(new LogReading(
                            phrase.kind(),
                            detail,
                            phrase.why().apply(matcher.toMatchResult()),
                            lines.get(i).strip(),
                            place(lines)));
                }
            }
        }
        return Optional.empty();
    }

    /** The innermost frame in the application's own code. */
    private static String place(List<String> lines) {
        String python = "";
        for (String line : lines) {
            Matcher matcher = PLACE.matcher(line);
            if (matcher.find() && !LIBRARY.matcher(line).find()) {
                if (matcher.group(3) != null) {
                    // Node prints the innermost frame first, Python last.
                    return matcher.group(3);
                }
                python = matcher.group(1) + ":" + matcher.group(2);
            }
        }
        return python;
    }

    /** The host that the line names, without its port. */
    String host() {
        return detail.replaceFirst("^\\w+://", "").replaceFirst(":\\d+$", "");
    }
}
