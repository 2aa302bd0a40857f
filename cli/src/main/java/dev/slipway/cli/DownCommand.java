package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterUse;
import dev.slipway.deploy.Consent;
import dev.slipway.gate.Workspace;
import dev.slipway.run.FolderLock;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Takes the application off the cluster, with its data unless it is to be kept.")
final class DownCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Target.Adoption adoption = new Target.Adoption();

    @Option(names = "--keep-data", description = "keep the database's volume and its secrets for the next `up`")
    private boolean keepData;

    DownCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workspace workspace = target.workspace(console.env());
        String name;
        String advice;
        try (FolderLock lock = FolderLock.take(workspace);
                ClusterUse use = ClusterUse.of(workspace);
                Console.Display display = console.display(false)) {
            OnCluster on = new OnCluster(console, workspace, target, display.progress());
            Optional<Cluster> cluster = on.running();
            if (cluster.isEmpty()) {
                console.err().println("The cluster does not run, so nothing of the application does.");
                return 0;
            }
            advice = cluster.get().provider().equals("embedded")
                    ? "; stop it: ./slipway cluster stop   delete it: ./slipway cluster delete"
                    : ": " + cluster.get().name() + " (" + cluster.get().provider() + ")";
            var application = Sources.read(workspace, target.set());
            name = application.name();
            display.progress().started("down", "", "removing " + name);
            on.deployer(cluster.get())
                    .remove(
                            application,
                            cluster.get(),
                            keepData,
                            new Consent(target.cluster().context(), adoption.asked()));
            display.progress().done("down", "", name + " is gone" + (keepData ? "; its data is kept" : ""));
        }
        console.out().println("  Cluster   still runs" + advice);
        return 0;
    }
}
