package dev.slipway.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Forwards to a Service by {@code kubectl port-forward}, and begins again when the pod behind it is gone. */
public final class KubectlForward implements ProcessForwards.Opener {
    /** Gives up after two minutes without success, so that no process stays when its cluster is gone. */
    private static final String LOOP = """
            failures=0
            while [ $failures -lt 120 ]; do
              began=$(date +%s)
              "$@"
              if [ $(($(date +%s) - began)) -gt 5 ]; then failures=0; else failures=$((failures + 1)); fi
              sleep 1
            done
            """;

    private final Cluster cluster;
    private final Kubectl kubectl;

    public KubectlForward(Cluster cluster, Kubectl kubectl) {
        this.cluster = cluster;
        this.kubectl = kubectl;
    }

    @Override
    public String target(String namespace, String service, int port) {
        return "service/" + service + ":" + port;
    }

    @Override
    public Process start(String namespace, String service, String target, int localPort, Path log)
            throws IOException, InterruptedException {
        String name = target.substring(0, target.lastIndexOf(':'));
        String port = target.substring(target.lastIndexOf(':') + 1);
        List<String> words = new ArrayList<>(List.of("sh", "-c", LOOP, "forward"));
        words.addAll(kubectl.words());
        words.addAll(List.of(
                "--kubeconfig",
                cluster.kubeconfig(),
                "--context",
                cluster.context(),
                "-n",
                namespace,
                "port-forward",
                "--address",
                "127.0.0.1",
                name,
                localPort + ":" + port));
        return new DetachedProcess(words, log).start();
    }
}
