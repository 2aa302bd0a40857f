package dev.slipway.cli.mcp;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The protocol's library is first touched in {@link McpService}, so that no other command waits for its classes. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = "Serves Slipway's commands as tools of the Model Context Protocol, on standard input and output.",
        footer = {
            "",
            "The entry for a client: command ./slipway, arguments mcp FOLDER (docs/assistance.md shows those of the"
                    + " common ones).",
            "With --http, on a port of this machine alone, with a token that standard error names."
        })
public final class McpCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> env;
    private final CommandRun commands;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "the application's folder (default: this one); clients may name folders in it")
    private Path folder = Path.of(".");

    @Option(
            names = "--http",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            defaultValue = "-1",
            description = "Streamable HTTP at 127.0.0.1:PORT/mcp (without a number, a free port)")
    private int http = -1;

    @Option(names = "--read-only", description = "offer what looks alone: no up, no apply")
    private boolean readOnly;

    @Option(
            names = {"-y", "--yes"},
            description = "ask nobody before a plan is applied, but for one that does harm")
    private boolean yes;

    @Option(names = "--YES", description = "ask nobody before a plan is applied, also where it does harm")
    private boolean capital;

    public McpCommand(PrintStream out, PrintStream err, Map<String, String> env, CommandRun commands) {
        this.out = out;
        this.err = err;
        this.env = env;
        this.commands = commands;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-482",
                    "There is no folder " + folder + " to serve.",
                    "it is not there, or is a file",
                    "./slipway mcp path/to/your/application"));
        }
        ToolLeave leave = new ToolLeave(readOnly, yes, capital);
        McpService service = new McpService(new Calls(commands, env, folder.toRealPath(), leave));
        if (http >= 0) {
            service.http(http, env.getOrDefault("SLIPWAY_MCP_TOKEN", ""), err);
            return 0;
        }
        // Whatever prints to the process's standard output would break the protocol.
        PrintStream standard = System.out;
        System.setOut(System.err);
        try {
            service.stdio(new FileInputStream(FileDescriptor.in), out);
        } finally {
            System.setOut(standard);
        }
        return 0;
    }
}
