package dev.slipway.chart;

import dev.slipway.application.Application;
import dev.slipway.application.RegistryName;
import dev.slipway.application.Service;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a Helm chart of an application and its images, checks it and packages it. */
public final class Charts {
    private static final String PHASE = "package";

    private final Workspace workspace;
    private final Progress progress;
    private final Helm helm;
    private final Function<Service, List<String>> writable;
    private final Supplier<Optional<RegistryName>> registry;
    private volatile @Nullable Ahead ahead;

    /** A chart that was made before its phase began. */
    private record Ahead(Map<String, String> files, Gated<Chart> judged) {}

    /**
     * @param writable the folders that a service's program writes to
     * @param registry that a person named for the images
     */
    public Charts(
            Workspace workspace,
            Progress progress,
            Helm helm,
            Function<Service, List<String>> writable,
            Supplier<Optional<RegistryName>> registry) {
        this.workspace = workspace;
        this.progress = progress;
        this.helm = helm;
        this.writable = writable;
        this.registry = registry;
    }

    /**
     * The chart and its gate G3. A chart in {@code slipway/chart} of the source is taken as it is.
     *
     * @throws dev.slipway.gate.SlipwayFailure where no chart can be made at all
     */
    public Gated<Chart> build(Application app, Images images) throws InterruptedException {
        progress.started(PHASE, "generate", app.name());
        Model model = Model.of(app, images, writable, registry.get());
        Ahead made = ahead;
        if (made != null && made.files().equals(ChartFiles.of(model))) {
            Gated<Chart> judged = made.judged();
            progress.done(PHASE, "generate", judged.value().dir());
            progress.done(PHASE, "check", ChartGate.summary(judged) + ", beside the start of the images");
            return judged;
        }
        ChartFolder folder = ChartFolder.prepare(workspace, model);
        progress.done(PHASE, "generate", folder.dir().toString());
        return new ChartGate(workspace, progress, helm, folder).judge(credentials(model));
    }

    /**
     * Makes and checks the chart for images that are still being tested, and reports nothing. {@link #build} takes this
     * chart unless the tests' measurements change it.
     */
    public void ahead(Application app, Images expected) throws InterruptedException {
        Model model = Model.of(app, expected, writable, registry.get());
        ChartFolder folder = ChartFolder.prepare(workspace, model);
        ahead = new Ahead(
                ChartFiles.of(model),
                new ChartGate(workspace, Progress.SILENT, helm, folder).judge(credentials(model)));
    }

    /** Checks which credentials a person may have to give. The chart takes no value of a secret from the source. */
    private static List<Check> credentials(Model model) {
        List<String> missing = new ArrayList<>();
        for (Part part : model.parts()) {
            part.credentials().stream()
                    .filter(v -> !part.given().contains(v)
                            && (v.required() || !v.text().isBlank()))
                    .forEach(v -> missing.add("%s.env.%s (%s)".formatted(part.name(), v.name(), v.evidence())));
        }
        List<String> requirements = List.of("G3", "K3", "R4");
        return List.of(
                missing.isEmpty()
                        ? Check.pass("G3.credentials", requirements, "credentials are given", "none is missing")
                        : Check.note(
                                "G3.credentials",
                                requirements,
                                "credentials are given",
                                "not set, for secrets are not copied from the source: " + String.join(", ", missing),
                                "./slipway up --set services.%s=..."
                                        .formatted(missing.getFirst().replaceFirst(" .*", ""))));
    }
}
