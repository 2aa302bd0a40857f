package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Provider;
import java.util.List;
import java.util.Optional;

/** The cluster of Docker Desktop, which only its own settings can start. */
public final class DockerDesktop implements Provider {
    private static final String CONTEXT = "docker-desktop";
    private static final String ENABLE =
            "enable Kubernetes in Docker Desktop's settings, or use the embedded node, kind or k3d";

    private final Tooling tooling;

    public DockerDesktop(Tooling tooling) {
        this.tooling = tooling;
    }

    @Override
    public String name() {
        return CONTEXT;
    }

    @Override
    public Presence examine() throws InterruptedException {
        boolean known = tooling.contexts()
                .find(CONTEXT)
                .filter(c -> c.maker().equals(CONTEXT))
                .isPresent();
        if (known) {
            Optional<Cluster> running = tooling.cluster(name(), CONTEXT, CONTEXT);
            return running.map(c -> Presence.running(c, "context " + CONTEXT + " answers, Kubernetes " + c.version()))
                    .orElse(Presence.unusable("context " + CONTEXT + " exists and does not answer", ENABLE));
        }
        boolean desktop = new Docker(tooling.runner())
                .engine()
                .filter(e -> e.system().equals("Docker Desktop"))
                .isPresent();
        return desktop
                ? Presence.unusable("Docker Desktop runs, without Kubernetes", ENABLE)
                : Presence.absent("Docker Desktop is not installed", "https://docs.docker.com/desktop/");
    }

    @Override
    public Cluster start() throws InterruptedException {
        Presence presence = examine();
        return presence.cluster().orElseThrow(() -> Tooling.unusable(name(), presence));
    }

    /** Its Kubernetes takes images from the engine's own store. */
    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(name(), List.of("docker", "load", "--input"), List.of(), tooling.runner());
    }

    @Override
    public Forwards forwards(Cluster cluster) {
        return tooling.forwards(cluster);
    }
}
