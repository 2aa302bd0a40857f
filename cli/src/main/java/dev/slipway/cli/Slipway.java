package dev.slipway.cli;

import dev.slipway.cli.change.ApplyPlanCommand;
import dev.slipway.cli.change.AskCommand;
import dev.slipway.cli.change.FixCommand;
import dev.slipway.cli.change.UndoCommand;
import dev.slipway.cli.mcp.McpCommand;
import dev.slipway.cli.proof.CleanCommand;
import dev.slipway.cli.proof.ScanCommand;
import dev.slipway.cli.proof.VerifyCommand;
import dev.slipway.gate.Version;
import dev.slipway.run.Phase;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        Map<String, Supplier<Object>> commands = commands(console);
        // picocli reads the options of each command that it is given; where one is named, the others' would only take
        // time.
        boolean named = args.length > 0 && commands.containsKey(args[0]);
        (named ? Stream.of(commands.get(args[0])) : commands.values().stream())
                .forEach(command -> line.addSubcommand(command.get()));
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, parsed, result) -> console.failed(error))
                .execute(args);
    }

    /** Commands by name, in the order in which the help shows them. */
    private static Map<String, Supplier<Object>> commands(Console console) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        phase(
                all,
                "up",
                console,
                Phase.VALIDATE,
                "Takes an application from source to a verified release on Kubernetes.");
        all.put("doctor", () -> new DoctorCommand(console));
        phase(all, "prepare", console, Phase.PREPARE, "Looks at machine, tools and source: gate G1.");
        phase(all, "containerize", console, Phase.CONTAINERIZE, "Builds and tests the images: up to gate G2.");
        phase(all, "package", console, Phase.PACKAGE, "Writes and checks the Helm chart: up to gate G3.");
        phase(all, "deploy", console, Phase.DEPLOY, "Installs the chart on a cluster: up to gate G4.");
        phase(all, "validate", console, Phase.VALIDATE, "Uses and measures what is deployed: up to gate G5.");
        all.put("plan", () -> new PlanCommand(console));
        all.put("status", () -> new StatusCommand(console));
        all.put("open", () -> new OpenCommand(console));
        all.put("logs", () -> new LogsCommand(console));
        all.put("diagnose", () -> new DiagnoseCommand(console));
        all.put("ask", () -> new AskCommand(console));
        all.put("apply-plan", () -> new ApplyPlanCommand(console));
        all.put("fix", () -> new FixCommand(console));
        all.put("undo", () -> new UndoCommand(console));
        all.put("report", () -> new ReportCommand(console));
        all.put("scan", () -> new ScanCommand(console));
        all.put("clean", () -> new CleanCommand(console));
        all.put("verify", () -> new VerifyCommand(console));
        all.put("down", () -> new DownCommand(console));
        all.put("cluster", () -> new ClusterCommand(console));
        all.put("eject", () -> new EjectCommand(console));
        all.put("explain", () -> new ExplainCommand(console));
        all.put("mcp", () -> new McpCommand(console.out(), console.err(), console.env(), Slipway::called));
        return all;
    }

    /** Runs kubectl without picocli, which would take kubectl's options for its own. */
    private static int kubectl(Console console, List<String> words) {
        try {
            return KubectlCommand.run(console, words);
        } catch (Exception e) {
            return console.failed(e);
        }
    }

    private static void phase(
            Map<String, Supplier<Object>> all, String name, Console console, Phase last, String description) {
        all.put(name, () -> {
            CommandLine line = new CommandLine(new RunCommand(console, last, name.equals("validate")));
            line.setCommandName(name);
            line.getCommandSpec().usageMessage().description(description);
            return line;
        });
    }

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(console.out());
    }
}
