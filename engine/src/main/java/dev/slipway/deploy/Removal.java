package dev.slipway.deploy;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Removes a release. */
final class Removal {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final int POLLS = 400;

    private final KubernetesClient client;
    private final Releases releases;
    private final Progress progress;

    Removal(KubernetesClient client, Releases releases, Progress progress) {
        this.client = client;
        this.releases = releases;
        this.progress = progress;
    }

    void remove(String name, boolean keepData) throws InterruptedException {
        Home home = new Home(client, name);
        progress.started("deploy", "remove", "uninstalling " + name);
        if (!releases.history(name).isEmpty()) {
            releases.uninstall(name);
        }
        if (keepData) {
            progress.done("deploy", "remove", "uninstalled " + name + "; its volumes and secrets are kept");
            return;
        }
        // The chart keeps data and passwords when it is uninstalled, so they are deleted here.
        client.persistentVolumeClaims()
                .inNamespace(name)
                .withLabel(Workloads.INSTANCE, name)
                .delete();
        client.secrets()
                .inNamespace(name)
                .withLabel("app.kubernetes.io/part-of", name)
                .delete();
        awaitEnd(name);
        if (home.own()) {
            client.namespaces().withName(name).delete();
            awaitGone(name);
        }
        progress.done("deploy", "remove", "removed " + name + " and its data");
    }

    /**
     * Waits until the namespace is gone. The namespace controller looks again at a namespace with pods only when half
     * of their grace period is over, however soon they end.
     */
    private void awaitEnd(String name) throws InterruptedException {
        String before = "";
        for (int i = 0; i < POLLS; i++) {
            List<String> left =
                    client.pods().inNamespace(name).withLabel(Workloads.INSTANCE, name).list().getItems().stream()
                            .map(p -> p.getMetadata().getName())
                            .toList();
            if (left.isEmpty()) {
                return;
            }
            String line = left.size() + " pods are ending what they have begun";
            if (!line.equals(before)) {
                progress.on(new Progress.Event.Advanced("deploy", "remove", line, -1, Optional.empty()));
                before = line;
            }
            Thread.sleep(POLL);
        }
    }

    private void awaitGone(String name) throws InterruptedException {
        for (int i = 0; i < POLLS; i++) {
            if (client.namespaces().withName(name).get() == null) {
                return;
            }
            Thread.sleep(POLL);
        }
        List<String> left = client.pods().inNamespace(name).list().getItems().stream()
                .map(p -> "pod " + p.getMetadata().getName())
                .toList();
        throw new SlipwayFailure(new Failure(
                "SLIP-427",
                "The namespace " + name + " was deleted, but did not go away within two minutes.",
                left.isEmpty()
                        ? "something in it has a finalizer that nobody serves"
                        : String.join(", ", left) + " still there",
                left,
                "kubectl get all -n " + name,
                "the release itself is uninstalled"));
    }
}
