package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.run.Known;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows what the application's containers print.")
final class LogsCommand implements Callable<Integer> {
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
        Cluster cluster = on.orFail();
        on.deployer(cluster)
                .logs(
                        new Known(workspace).application(target.set()),
                        cluster,
                        service,
                        follow,
                        line -> console.out().println(line.pod() + " " + line.container() + " | " + line.text()));
        return 0;
    }
}
