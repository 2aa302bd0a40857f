package dev.slipway.chart;

import dev.slipway.containerize.Images;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.source.Application;
import dev.slipway.source.Service;
import java.util.List;
import java.util.function.Function;

/** Makes a Helm chart of an application and its images, checks it and packages it. */
public final class Charts {
    private static final String PHASE = "Package";

    private final Workspace workspace;
    private final Progress progress;
    private final Helm helm;
    private final Function<Service, List<String>> writable;

    public Charts(Workspace workspace, Progress progress, Helm helm) {
        this(workspace, progress, helm, Charts::usuallyWritten);
    }

    /** @param writable the folders that a service's program writes to */
    Charts(Workspace workspace, Progress progress, Helm helm, Function<Service, List<String>> writable) {
        this.workspace = workspace;
        this.progress = progress;
        this.helm = helm;
        this.writable = writable;
    }

    /**
     * The chart and its gate G3. A chart in {@code slipway/chart} of the source is taken as it is.
     *
     * @throws dev.slipway.gate.SlipwayFailure where no chart can be made at all
     */
    public Gated<Chart> build(Application app, Images images) throws InterruptedException {
        progress.started(PHASE, "generate", app.name());
        ChartFolder folder = ChartFolder.prepare(workspace, Model.of(app, images, writable));
        progress.done(PHASE, "generate", folder.dir().toString());
        return new ChartGate(workspace, progress, helm, folder).judge();
    }

    private static List<String> usuallyWritten(Service service) {
        return switch (service.stack()) {
            case "postgres" -> List.of("/run/postgresql");
            case "nextjs" -> List.of("/app/.next/cache");
            default -> List.of();
        };
    }
}
