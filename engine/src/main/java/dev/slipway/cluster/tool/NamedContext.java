package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.KubeContexts;
import dev.slipway.cluster.Provider;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.List;
import java.util.Optional;

/** A context that the user has named, with any cluster behind it. */
public final class NamedContext implements Provider {
    public static final String PROVIDER = "context";

    private final String context;
    private final Tooling tooling;

    public NamedContext(String context, Tooling tooling) {
        this.context = context;
        this.tooling = tooling;
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public Presence examine() {
        Optional<KubeContexts.Context> found = tooling.contexts().find(context);
        if (found.isEmpty()) {
            List<String> names = tooling.contexts().all().stream()
                    .map(KubeContexts.Context::name)
                    .toList();
            return Presence.absent(
                    "no context " + context + " in " + tooling.contexts().files() + "; there "
                            + (names.isEmpty() ? "are none" : "are " + String.join(", ", names)),
                    "name one of those, or set KUBECONFIG to the file that has it");
        }
        KubeContexts.Context c = found.get();
        String seen =
                "context " + context + " leads to " + c.server() + (c.local() ? ", on this machine" : ", elsewhere");
        return tooling.api()
                .version(c.file(), context)
                .map(version -> Presence.running(
                        new Cluster(
                                c.maker().isEmpty() ? PROVIDER : c.maker(),
                                c.cluster(),
                                c.file().toString(),
                                context,
                                version,
                                c.local(),
                                ""),
                        seen + ", Kubernetes " + version))
                .orElseGet(() -> unusable(c, seen));
    }

    private Presence unusable(KubeContexts.Context c, String seen) {
        return tooling.api()
                .refusal(c.file(), context)
                .map(refusal -> Presence.unusable(
                        seen + ", and " + refusal,
                        "sign in to that cluster again (what made the context renews it, such as aws eks"
                                + " update-kubeconfig), until this answers: kubectl --context " + context
                                + " get namespaces"))
                .orElse(Presence.unusable(
                        seen + ", and no API server answers there",
                        "start that cluster, or leave --context out and let Slipway choose"));
    }

    @Override
    public Cluster start() {
        Presence presence = examine();
        return presence.cluster()
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-409",
                        "The context " + context + " that was named cannot be used.",
                        presence.evidence(),
                        List.of(),
                        presence.fix(),
                        "no other cluster was touched instead")));
    }

    /** Images reach a cluster of an unknown kind only by a registry. */
    @Override
    public ImageStore images(Cluster cluster) {
        return new NoImages(cluster.context());
    }

    @Override
    public Forwards forwards(Cluster cluster) {
        return tooling.forwards(cluster);
    }
}
