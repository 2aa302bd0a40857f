package dev.slipway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: arguments in, exit code out. */
@Command(
        name = "slipway",
        version = "slipway 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Takes an application from source to a verified release on Kubernetes.")
public final class Slipway implements Runnable {
    private final Console console;

    private Slipway(Console console) {
        this.console = console;
    }

    /** Runs one command: the result goes to {@code out}, progress and errors to {@code err}. */
    public static int run(String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
        Console console = new Console(out, err, env);
        return new CommandLine(new Slipway(console))
                .addSubcommand(new DoctorCommand(console))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, line, parsed) -> console.failed(error))
                .execute(args);
    }

    @Override
    public void run() {
        CommandLine.usage(this, console.out());
    }
}
