package dev.slipway.cli;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows what the application's containers print.")
final class LogsCommand implements Callable<Integer> {
    private static final int USAGE = 2;

    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(
            names = {"-s", "--service"},
            defaultValue = "",
            description = "one service (default: all)")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on until Ctrl-C")
    private boolean follow;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = target.workspace(console.env());
        OnCluster on = new OnCluster(console, workspace, target, Progress.SILENT);
        Application application = Sources.read(workspace, target.set());
        List<String> services =
                application.services().stream().map(Service::name).sorted().toList();
        if (!service.isEmpty() && !services.contains(service)) {
            console.err().println("There is no service '" + service + "'. There are: " + String.join(", ", services));
            return USAGE;
        }
        Cluster cluster = on.orFail();
        try {
            on.deployer(cluster)
                    .logs(
                            application,
                            cluster,
                            service,
                            follow,
                            line -> console.out().println(line.pod() + " " + line.container() + " | " + line.text()));
            return 0;
        } catch (InterruptedException e) {
            return Console.INTERRUPTED; // Ctrl-C is the usual way to stop following, so nothing is reported.
        }
    }
}
