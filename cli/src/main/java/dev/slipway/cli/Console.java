package dev.slipway.cli;

import dev.slipway.assist.AssistantChecks;
import dev.slipway.assist.Assistants;
import dev.slipway.cli.change.Talk;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where commands write: results to {@code out}, everything else to {@code err}.
 *
 * @param out the process's standard output
 * @param err the process's standard error
 * @param terminal whether {@code err} is one
 * @param columns its width in characters
 * @param folder where the person is
 * @param typed the next line that the person types; empty at the end
 */
record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> env,
        boolean terminal,
        int columns,
        Path folder,
        Callable<String> typed)
        implements Talk {
    private static final int INTERNAL_ERROR = 1;
    static final int INTERRUPTED = 130;
    static final String INTERRUPTED_TEXT =
            "Interrupted; nothing more is started. What was finished is kept: the same command goes on from there.";

    private static final int DEFAULT_COLUMNS = 100;

    /** Form of a result. */
    enum Output {
        TEXT,
        JSON
    }

    /** The progress display of one command. */
    record Display(Progress progress, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** The console of the process. System properties have what the launcher knows of the terminal. */
    static Console of(PrintStream out, PrintStream err, Map<String, String> env) {
        return new Console(
                out,
                err,
                env,
                Boolean.getBoolean("slipway.tty"),
                Integer.getInteger("slipway.columns", DEFAULT_COLUMNS),
                Path.of("").toAbsolutePath(),
                Console::line);
    }

    /** For a client that has no terminal, and answers questions in its own way. */
    static Console of(PrintStream out, PrintStream err, Map<String, String> env, Callable<String> typed) {
        return new Console(out, err, env, false, DEFAULT_COLUMNS, Path.of("").toAbsolutePath(), typed);
    }

    @Override
    public Clusters clusters(Workspace workspace, Progress progress) {
        return new Clusters(workspace, GoPrograms.of(workspace, progress), progress);
    }

    AssistantChecks assistants() {
        return new AssistantChecks(new Assistants(env));
    }

    @Override
    public String marked(Talk.Mark mark, String text) {
        return switch (mark) {
            case GOOD -> style().good(text);
            case BAD -> style().bad(text);
            case BUSY -> style().busy(text);
            case STRONG -> style().strong(text);
        };
    }

    Style style() {
        return Style.of(terminal, env);
    }

    /** A progress display that suits standard error. It is plain if questions are asked during the work. */
    Display display(boolean plain) {
        if (!terminal || plain) {
            return new Display(new PlainProgress(err), () -> {});
        }
        Screen screen = new Screen(err, style(), columns);
        return new Display(screen, screen::close);
    }

    String json(Object value) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value);
    }

    static String line(Check check) {
        String mark = switch (check.status()) {
            case PASS -> "✓";
            case NOTE -> "–";
            case NO_DATA -> "?";
            case FAIL -> "✗";
        };
        return String.format("%s %-18s %-56s %s", mark, check.title(), check.evidence(), check.fix())
                .stripTrailing();
    }

    /**
     * Reads a line of standard input; empty at its end. It reads nothing after the line. An interruption ends the wait.
     */
    @Override
    public String answer() throws InterruptedException {
        FutureTask<String> line = new FutureTask<>(typed);
        Thread.ofPlatform().daemon().start(line);
        try {
            return line.get();
        } catch (ExecutionException e) {
            return "";
        }
    }

    private static String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Reports a failure for its reader, and returns the process's exit code. */
    int failed(Throwable error) {
        // An interrupted thread also breaks files and connections. That is no failure of theirs.
        if (error instanceof InterruptedException
                || error instanceof ClosedByInterruptException
                || Thread.interrupted()) {
            err.println(INTERRUPTED_TEXT);
            return INTERRUPTED;
        }
        if (error instanceof SlipwayFailure expected) {
            tell(expected.failure());
            return expected.failure().exitCode();
        }
        if (FullDisk.toldBy(error)) {
            Path home = Workspace.of(folder, env).home();
            Failure full = FullDisk.failure(
                    "SLIP-903",
                    "tried to write a file",
                    home,
                    "about 2 GB",
                    List.of(String.valueOf(error.getMessage())));
            tell(full);
            return full.exitCode();
        }
        err.println("SLIP-000  An error inside Slipway: " + error);
        err.println("    more  run the command again with SLIPWAY_DEBUG=1 for the stack trace");
        if (env.containsKey("SLIPWAY_DEBUG")) {
            error.printStackTrace(err);
        }
        return INTERNAL_ERROR;
    }

    /** Indents further lines below the first one. */
    private static String below(String text) {
        return text.strip().replace("\n", "\n           ");
    }

    void tell(Failure failure) {
        err.println(style().bad("✗") + " " + style().strong(failure.id()) + "  " + failure.summary());
        err.println("    why    " + below(failure.why()));
        failure.evidence().stream()
                .filter(line -> !line.equals(failure.why()))
                .forEach(line -> err.println("           " + below(line)));
        err.println("    fix    " + failure.fix());
        if (!failure.state().isBlank()) {
            err.println("    state  " + failure.state());
        }
        err.println("    more   ./slipway explain " + failure.id());
    }
}
