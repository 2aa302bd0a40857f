package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.chart.Charts;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.compile.Programs;
import dev.slipway.containerize.Containerizer;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Consent;
import dev.slipway.deploy.Deployer;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.image.Layout;
import dev.slipway.prepare.Preparation;
import dev.slipway.prepare.ToolSearch;
import dev.slipway.supply.NodeSupply;
import dev.slipway.supply.RegistrySupply;
import dev.slipway.supply.Supply;
import dev.slipway.trial.Trial;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Validator;
import dev.slipway.validate.Verdict;
import dev.slipway.wiring.Reading;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Does the phases' real work. */
final class Phases implements EarlyWork {
    private final Workspace workspace;
    private final RunOptions options;
    private final ToolSearch assistants;
    private final Progress progress;
    private final Trial trial;
    private volatile Reading reading;
    private final Helm helm;
    private final Clusters clusters;
    private final Charts charts;

    Phases(Workspace workspace, RunOptions options, ToolSearch assistants, Trial trial, Progress progress) {
        this.workspace = workspace;
        this.options = options;
        this.assistants = assistants;
        this.progress = progress;
        this.trial = trial;
        this.reading = read();
        Programs programs = GoPrograms.of(workspace, progress);
        this.helm = new Helm(workspace, programs);
        this.clusters = new Clusters(workspace, programs, progress);
        this.charts = new Charts(
                workspace,
                progress,
                helm,
                service -> reading.plan(service).run().writable(),
                () -> registry().map(RegistrySupply::name));
    }

    private Reading read() {
        return new Reading(workspace, options.set(), trial::learned);
    }

    @Override
    public Gated<Application> prepare() throws InterruptedException {
        reading = read();
        return new Preparation(workspace, clusters, options.cluster(), reading, assistants).examine();
    }

    @Override
    public Gated<Images> containerize(Application application, Consumer<Images> expecting) throws InterruptedException {
        Reading read = reading;
        Gated<Images> images = new Containerizer(workspace, progress, read::plan)
                .build(
                        application,
                        expecting,
                        attempt -> application.services().stream()
                                .filter(service -> service.name().equals(attempt.service()))
                                .forEach(service ->
                                        trial.failed(attempt, service, read.plan(service), read.ways(service))));
        if (images.gate().open()) {
            trial.keep();
        }
        return images;
    }

    @Override
    public Gated<Chart> pack(Application application, Images images) throws InterruptedException {
        return charts.build(application, images);
    }

    @Override
    public Cluster cluster() throws InterruptedException {
        return clusters.start(options.cluster());
    }

    @Override
    public Gated<Release> deploy(Application application, Images images, Chart chart, Cluster cluster)
            throws InterruptedException {
        clusters.settle(cluster);
        return deployer(cluster).deploy(application, images, chart, cluster, consent());
    }

    @Override
    public void claim(Application application, Cluster cluster) throws InterruptedException {
        deployer(cluster).claim(application, cluster, consent());
    }

    private Consent consent() {
        return new Consent(options.cluster().context(), options.adopt());
    }

    /** Nodes that take images from this machine need no registry, unless the person of this run wants one. */
    private Supply supply(Cluster cluster) {
        ImageStore nodes = clusters.images(cluster);
        return nodes.takes() && !options.wantsRegistry()
                ? new NodeSupply(nodes, progress)
                : new RegistrySupply(workspace, registry(), nodes, clusters.forwards(cluster), progress);
    }

    private Optional<String> registry() {
        return Sources.registry(workspace, options.set());
    }

    private Deployer deployer(Cluster cluster) {
        return new Deployer(workspace, progress, helm, supply(cluster), clusters.forwards(cluster));
    }

    @Override
    public Gated<Verdict> validate(
            Application application, Images images, Cluster cluster, Release release, Path runFolder, Extent extent)
            throws InterruptedException {
        return new Validator(workspace, progress).validate(application, images, cluster, release, runFolder, extent);
    }

    @Override
    public void rehearse(Application application, Cluster cluster) throws InterruptedException {
        helm.program();
        deployer(cluster).status(application, cluster);
    }

    @Override
    public void ahead(Application application, Images expected, Optional<Cluster> cluster) throws InterruptedException {
        if (cluster.isPresent() && cluster.get().local()) {
            deployer(cluster.get())
                    .send(application, expected, cluster.get(), Phase.CONTAINERIZE.label(), "to the node");
        }
        charts.ahead(application, expected);
    }

    @Override
    public boolean has(Images images) {
        try {
            Layout layout = Layout.open(Path.of(images.layout()));
            for (var image : images.images()) {
                if (!layout.holds(image.reference(), image.digest())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean has(Chart chart) {
        return Files.isRegularFile(Path.of(chart.archive()));
    }

    @Override
    public Optional<Cluster> running() throws InterruptedException {
        Optional<Cluster> found = clusters.running(options.cluster());
        // A context is not started: what keeps it from being used is told at once.
        return found.isEmpty() && !options.cluster().context().isBlank() ? Optional.of(cluster()) : found;
    }

    @Override
    public boolean stands(Application application, Release release, Cluster cluster) throws InterruptedException {
        return deployer(cluster).stands(application, release, cluster);
    }
}
