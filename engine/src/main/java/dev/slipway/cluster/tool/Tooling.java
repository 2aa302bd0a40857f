package dev.slipway.cluster.tool;

import dev.slipway.cluster.Api;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.KubeContexts;
import dev.slipway.cluster.Kubectl;
import dev.slipway.cluster.KubectlForward;
import dev.slipway.cluster.ProcessForwards;
import dev.slipway.cluster.Provider;
import dev.slipway.cluster.Runner;
import dev.slipway.compile.Programs;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What all providers that are tools of the machine share. */
public record Tooling(
        Workspace workspace, Programs programs, KubeContexts contexts, Api api, Runner runner, Path root) {
    Map<String, String> env() {
        return workspace.env();
    }

    /** The cluster of a context that a tool wrote, if its API server answers. */
    Optional<Cluster> cluster(String provider, String name, String context) {
        return contexts.find(context)
                .flatMap(c -> api.version(c.file(), context)
                        .map(version ->
                                new Cluster(provider, name, c.file().toString(), context, version, c.local(), "")));
    }

    Forwards forwards(Cluster cluster) {
        String folder = cluster.context().replaceAll("[^A-Za-z0-9.-]", "_");
        return new ProcessForwards(
                workspace.home().resolve("forwards").resolve(folder),
                new KubectlForward(cluster, new Kubectl(env(), programs)));
    }

    boolean cgroupsOfVersion1() {
        return Files.isDirectory(root.resolve("sys/fs/cgroup/memory"));
    }

    /** The machine's memory in bytes; 0 if unknown. */
    long memory() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/meminfo"))) {
            return lines.filter(l -> l.startsWith("MemTotal:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    static SlipwayFailure unusable(String provider, Provider.Presence presence) {
        return new SlipwayFailure(new Failure(
                "SLIP-418",
                provider + " cannot give a cluster here.",
                presence.evidence(),
                List.of(),
                presence.fix() + "; or let Slipway choose: leave --provider out",
                "nothing was started"));
    }

    static SlipwayFailure silent(String provider, String context) {
        return new SlipwayFailure(new Failure(
                "SLIP-418",
                provider + " started, but its cluster does not answer.",
                "no API server answers in context " + context + " of the kubeconfig",
                List.of(),
                "see kubectl --context " + context
                        + " get nodes; or use the embedded node: ./slipway up --provider embedded",
                "nothing was deployed"));
    }
}
