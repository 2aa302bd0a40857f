package dev.slipway.trial;

import dev.slipway.containerize.Attempt;
import dev.slipway.containerize.Attempt.Stage;
import dev.slipway.diagnose.crash.LogReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in the last lines of a failed try what the service lacks. Pure. It knows the messages of interpreters,
 * compilers and the C library, but no application.
 */
final class Teacher {
    private Teacher() {}

    /** Recognises one kind of message. */
    private record Sign(List<Stage> stages, Pattern pattern, Function<Match, Optional<Lesson>> lesson) {}

    /** @param line the whole line in which the pattern matched */
    private record Match(MatchResult match, String line) {
        String group(int number) {
            @Nullable String text = match.group(number);
            return text == null ? "" : text;
        }
    }

    /** Modules that older versions of Python had in their library: PEP 594, PEP 632, and those that 3.12 removed. */
    private static final Set<String> OF_OLD_PYTHONS = Set.of(
            "aifc",
            "asynchat",
            "asyncore",
            "audioop",
            "cgi",
            "cgitb",
            "chunk",
            "crypt",
            "distutils",
            "imghdr",
            "imp",
            "lib2to3",
            "mailcap",
            "nis",
            "nntplib",
            "pipes",
            "smtpd",
            "sndhdr",
            "spwd",
            "sunau",
            "telnetlib",
            "uu",
            "xdrlib");

    private static final List<Stage> ANY = List.of(Stage.values());
    private static final List<Stage> RUNS = List.of(Stage.MIGRATE, Stage.START, Stage.SERVE);
    private static final List<Stage> BUILDS = List.of(Stage.BUILD);

    private static final String NOT_FOUND =
            "(?:^|: )(?:\\d+: )?([\\w.+-]+): (?:command )?not found|executable file not found in \\$PATH: \"?([\\w.+-]+)|spawn ([\\w.+-]+) ENOENT|No such file or directory: '([\\w.+-]+)'$"
                    + "|env: ['‘]?([\\w.+-]+)['’]?: No such file|/([\\w.+-]+): bad interpreter";

    /** The most telling messages come first: a program that lacks a module often reports other errors afterwards. */
    private static final List<Sign> SIGNS = List.of(
            sign(
                    List.of(Stage.SERVE),
                    "^asked http://127\\.0\\.0\\.1:\\d+(/\\S*): HTTP/\\S+ 40[1345]\\b",
                    f -> Optional.of(new Lesson.NoHealthPath(f.group(1), f.line()))),
            sign(
                    List.of(Stage.SERVE),
                    "^listens on (?:.*, )?0\\.0\\.0\\.0:(\\d+)",
                    f -> Optional.of(new Lesson.Port(Integer.parseInt(f.group(1)), f.line()))),
            sign(
                    BUILDS,
                    "Failed to (?:download and )?build `|No solution found when resolving|no wheels with a matching"
                            + "|requires rustc \\d|is not supported by the following package|Your Ruby version is \\d"
                            + "|your php version \\([^)]*\\) does not satisfy",
                    f -> Optional.of(new Lesson.NextWay(f.line()))),
            sign(
                    RUNS,
                    "attempted relative import with no known parent package|ImportError: cannot import name ",
                    f -> Optional.of(new Lesson.NextWay(f.line()))),
            sign(ANY, "No module named '?([\\w.]+)", f -> pythonModule(f.group(1), f.line())),
            sign(ANY, "Cannot find (?:module|package) '([^'./][^']*)'", f -> nodeModule(f.group(1), f.line())),
            sign(
                    RUNS,
                    "(?:error while loading shared libraries: )?\\b(lib[\\w.+-]+?)\\.so(?:\\.([\\w.]+))?: cannot open"
                            + " shared object file",
                    f -> system(MissingFile.library(f.group(1), f.group(2)), f)),
            sign(
                    RUNS,
                    "(?i)failed to find (lib\\w+)|(?:could not|cannot) (?:find|load) (?:library )?['\"]?(lib[\\w+-]+)",
                    f -> system(MissingFile.library(f.group(1).isEmpty() ? f.group(2) : f.group(1), ""), f)),
            sign(
                    BUILDS,
                    "fatal error: ([\\w./+-]+\\.h(?:pp)?): No such file",
                    f -> system(MissingFile.header(f.group(1)), f)),
            sign(
                    BUILDS,
                    "(?:Error: )?\\b(pg_config|mysql_config|xml2-config|curl-config|\\w+-config) (?:executable )?not"
                            + " found",
                    f -> system(MissingFile.program(f.group(1), true), f)),
            sign(
                    BUILDS,
                    "(?:Package ['\"]?|No package ['\"])([\\w.+-]+)['\"]?,? (?:was not found in the"
                            + " pkg-config|required by|found)",
                    f -> system(MissingFile.module(f.group(1)), f)),
            sign(BUILDS, "cannot find -l([\\w.+-]+)", f -> system(MissingFile.linked(f.group(1)), f)),
            sign(
                    RUNS,
                    "(?:^|[: ])((?:\\.{0,2}/)?[\\w.+-]+(?:/[\\w.+-]+)*): (?:cannot execute: required file not found|not found)$",
                    f -> Optional.of(new Lesson.Interpreter(f.group(1).replaceFirst("^\\./", ""), f.line()))),
            sign(
                    RUNS,
                    "unable to open database file|SQLITE_CANTOPEN|attempt to write a readonly database|SQLITE_READONLY",
                    f -> Optional.of(new Lesson.DatabaseFile(f.line()))),
            sign(
                    RUNS,
                    "(?i)(?:ECONNREFUSED|dial tcp|connection to (?:server at )?|connecting to|connect to)[ '\"]*\\[?([a-z][\\w.-]*|[\\d.]+|::1)]?"
                            + "(?:\"|:|,| |\\([^)]*\\))+(?:port )?(\\d{2,5})\\b",
                    f -> Optional.of(new Lesson.Refused(f.group(1), Integer.parseInt(f.group(2)), f.line()))),
            sign(RUNS, NOT_FOUND, f -> program(f, false)),
            sign(BUILDS, NOT_FOUND, f -> program(f, true)),
            sign(
                    RUNS,
                    "(?:EACCES|EROFS)[^'\"]*['\"]([^'\"]+)['\"]|\\[Errno"
                            + " (?:13|30)][^'\"]*['\"]([^'\"]+)['\"]|(?:mkdir|open|create) ([\\w./-]+): (?:permission"
                            + " denied|read-only file system)|(?:AccessDenied|ReadOnlyFileSystem)Exception: (\\S+)",
                    Teacher::folder));

    private static Sign sign(List<Stage> stages, String pattern, Function<Match, Optional<Lesson>> lesson) {
        return new Sign(stages, Pattern.compile(pattern), lesson);
    }

    /** What the try shows, the most probable first. */
    static List<Lesson> lessons(Attempt attempt) {
        List<Lesson> lessons = new ArrayList<>();
        for (Sign sign : SIGNS) {
            if (!sign.stages().contains(attempt.stage())) {
                continue;
            }
            for (String line : attempt.lines().reversed()) {
                Matcher matcher = sign.pattern().matcher(line);
                if (matcher.find()) {
                    sign.lesson()
                            .apply(new Match(matcher.toMatchResult(), line.strip()))
                            .filter(lesson -> !lessons.contains(lesson))
                            .ifPresent(lessons::add);
                }
            }
        }
        if (RUNS.contains(attempt.stage())) {
            LogReading.of(attempt.lines())
                    .filter(reading -> reading.kind() == LogReading.Kind.VARIABLE)
                    .map(reading -> new Lesson.Variable(reading.detail(), reading.line()))
                    .ifPresent(lessons::add);
            if (attempt.stage() == Stage.START) {
                attempt.lines().stream()
                        .filter(line -> !line.isBlank())
                        .reduce((before, line) -> line)
                        .ifPresent(line -> lessons.add(new Lesson.NextWay(line.strip())));
            }
        }
        return List.copyOf(lessons);
    }

    /**
     * A distribution has the module's name, with {@code python-} before it or {@code -binary} behind it. The index
     * knows which one.
     */
    private static Optional<Lesson> pythonModule(String module, String line) {
        String top = module.replaceFirst("\\..*", "");
        if (OF_OLD_PYTHONS.contains(top)) {
            return Optional.of(new Lesson.NextWay(line));
        }
        if (top.equals("pkg_resources")) {
            return Optional.of(new Lesson.Dependency(module, List.of("setuptools<81"), line));
        }
        String name = top.replace('_', '-').toLowerCase(Locale.ROOT);
        return Optional.of(
                new Lesson.Dependency(module, List.of(name, "python-" + name, "py" + name, name + "-binary"), line));
    }

    private static Optional<Lesson> nodeModule(String module, String line) {
        String[] parts = module.split("/");
        String name = module.startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
        return name.startsWith("node:") || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lesson.Dependency(module, List.of(name), line));
    }

    private static Optional<Lesson> system(MissingFile file, Match found) {
        return Optional.of(new Lesson.SystemFile(file, found.line()));
    }

    private static Optional<Lesson> program(Match found, boolean build) {
        for (int i = 1; i <= found.match().groupCount(); i++) {
            String name = found.group(i);
            if (!name.isEmpty() && !name.matches("sh|bash|\\d+|line|error|Error|exec|module|Module|command")) {
                return system(MissingFile.program(name, build), found);
            }
        }
        return Optional.empty();
    }

    private static Optional<Lesson> folder(Match found) {
        for (int i = 1; i <= found.match().groupCount(); i++) {
            String path = found.group(i);
            if (!path.isEmpty() && !path.matches("/(proc|sys|dev|etc|root)(/.*)?")) {
                return Optional.of(new Lesson.WritableFolder(path, found.line()));
            }
        }
        return Optional.empty();
    }
}
