package dev.slipway.cli;

import dev.slipway.cli.change.ApplyPlanCommand;
import dev.slipway.cli.change.AskCommand;
import dev.slipway.cli.change.FixCommand;
import dev.slipway.cli.change.UndoCommand;
import dev.slipway.cli.mcp.McpCommand;
import dev.slipway.gate.Version;
import dev.slipway.run.Phase;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: arguments in, exit code out. */
@Command(
        name = "slipway",
        versionProvider = Slipway.VersionText.class,
        mixinStandardHelpOptions = true,
        description = "Takes an application from source to a verified release on Kubernetes.",
        footer = {
            "",
            "slipway kubectl WORDS... runs kubectl on Slipway's cluster.",
            "Exit codes: 0 ok, 1 internal error, 2 usage, 10 prepare, 20 containerize, 30 package, 40 deploy, 50"
                    + " validate,",
            "75 try again, 130 interrupted."
        })
public final class Slipway implements Runnable {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    private Slipway(Console console) {
        this.console = console;
    }

    /** What {@code --version} prints. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"slipway " + Version.TEXT};
        }
    }

    /** Runs one command: the result goes to {@code out}, progress and errors to {@code err}. */
    public static int run(String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
        return run(args, Console.of(out, err, env));
    }

    /** The same for a client of {@code slipway mcp}. */
    private static int called(
            List<String> words, PrintStream out, PrintStream err, Map<String, String> env, Callable<String> typed) {
        return run(words.toArray(String[]::new), Console.of(out, err, env, typed));
    }

    private static int run(String[] args, Console console) {
        if (args.length > 0 && args[0].equals(KubectlCommand.NAME)) {
            return kubectl(console, List.of(args).subList(1, args.length));
        }
        CommandLine line = new CommandLine(new Slipway(console));
        line.addSubcommand(phase(
                "up",
                console,
                Phase.VALIDATE,
                "Takes an application from source to a verified release on Kubernetes."));
        line.addSubcommand(new DoctorCommand(console));
        line.addSubcommand(phase("prepare", console, Phase.PREPARE, "Looks at machine, tools and source: gate G1."));
        line.addSubcommand(
                phase("containerize", console, Phase.CONTAINERIZE, "Builds and tests the images: up to gate G2."));
        line.addSubcommand(
                phase("package", console, Phase.PACKAGE, "Writes and checks the Helm chart: up to gate G3."));
        line.addSubcommand(phase("deploy", console, Phase.DEPLOY, "Installs the chart on a cluster: up to gate G4."));
        line.addSubcommand(
                phase("validate", console, Phase.VALIDATE, "Uses and measures what is deployed: up to gate G5."));
        for (Object command : new Object[] {
            new PlanCommand(console),
            new StatusCommand(console),
            new LogsCommand(console),
            new DiagnoseCommand(console),
            new AskCommand(console),
            new ApplyPlanCommand(console),
            new FixCommand(console),
            new UndoCommand(console),
            new ReportCommand(console),
            new DownCommand(console),
            new ClusterCommand(console),
            new EjectCommand(console),
            new ExplainCommand(console),
            new McpCommand(console.out(), console.err(), console.env(), Slipway::called)
        }) {
            line.addSubcommand(command);
        }
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, parsed, result) -> console.failed(error))
                .execute(args);
    }

    /** Runs kubectl without picocli, which would take kubectl's options for its own. */
    private static int kubectl(Console console, List<String> words) {
        try {
            return KubectlCommand.run(console, words);
        } catch (Exception e) {
            return console.failed(e);
        }
    }

    private static CommandLine phase(String name, Console console, Phase last, String description) {
        CommandLine line = new CommandLine(new RunCommand(console, last, name.equals("validate")));
        line.setCommandName(name);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(console.out());
    }
}
