package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.process.FutureResults;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Does the same work faster: it begins what later phases need while the images are made. It changes no result. If
 * something fails ahead of its phase, that phase meets the failure again and reports it.
 */
final class LookAhead implements Work, AutoCloseable {
    private final EarlyWork work;
    private final Phase last;
    private final boolean first;
    private final Progress progress;
    private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Future<?> ahead = CompletableFuture.completedFuture("");
    private Optional<Cluster> running = Optional.empty();
    private @Nullable Future<Cluster> cluster;

    /**
     * @param last phase of the run: nothing is begun for later phases
     * @param first whether this is the application's first deployment: objects under its name may then belong to
     * another application
     */
    LookAhead(EarlyWork work, Phase last, boolean first, Progress progress) {
        this.work = work;
        this.last = last;
        this.first = first;
        this.progress = progress;
    }

    @Override
    public Gated<Application> prepare() throws InterruptedException {
        return work.prepare();
    }

    @Override
    public Gated<Images> containerize(Application application) throws InterruptedException {
        beginCluster();
        if (first && running.isPresent()) {
            work.claim(application, running.get());
        }
        running.ifPresent(found -> aside.submit(() -> {
            work.rehearse(application, found);
            return "";
        }));
        return work.containerize(application, expected -> {
            if (last != Phase.CONTAINERIZE) {
                ahead = aside.submit(() -> {
                    work.ahead(application, expected, running);
                    return "";
                });
            }
        });
    }

    @Override
    public Gated<Chart> pack(Application application, Images images) throws InterruptedException {
        beginCluster();
        endAhead();
        return work.pack(application, images);
    }

    @Override
    public Cluster cluster() throws InterruptedException {
        Future<Cluster> begun = beginCluster();
        endAhead();
        return FutureResults.on(begun);
    }

    /** Starting a cluster takes longest of all on a new machine, so it begins first. */
    private Future<Cluster> beginCluster() throws InterruptedException {
        if (last.compareTo(Phase.DEPLOY) < 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("no phase of this run needs a cluster"));
        }
        Future<Cluster> begun = cluster;
        if (begun == null) {
            running = work.running();
            begun = running.isPresent()
                    ? CompletableFuture.completedFuture(running.get())
                    : aside.submit(this::startCluster);
            cluster = begun;
        }
        return begun;
    }

    private Cluster startCluster() throws InterruptedException {
        progress.started("cluster", "", "starting");
        Cluster started = work.cluster();
        progress.done("cluster", "", "Kubernetes " + started.version() + " (" + started.provider() + ")");
        return started;
    }

    private void endAhead() throws InterruptedException {
        try {
            FutureResults.on(ahead);
        } catch (RuntimeException e) {
            // The phase itself meets the same failure.
        }
    }

    @Override
    public Gated<Release> deploy(Application application, Images images, Chart chart, Cluster target)
            throws InterruptedException {
        return work.deploy(application, images, chart, target);
    }

    @Override
    public Gated<Verdict> validate(
            Application application, Images images, Cluster target, Release release, Path runFolder, Extent extent)
            throws InterruptedException {
        return work.validate(application, images, target, release, runFolder, extent);
    }

    @Override
    public boolean has(Images images) {
        return work.has(images);
    }

    @Override
    public boolean has(Chart chart) throws InterruptedException {
        endAhead();
        return work.has(chart);
    }

    @Override
    public Optional<Cluster> running() throws InterruptedException {
        return work.running();
    }

    @Override
    public boolean stands(Application application, Release release, Cluster target) throws InterruptedException {
        return work.stands(application, release, target);
    }

    /** Ends the work that still goes on, because nobody waits for it any more. */
    @Override
    public void close() {
        aside.shutdownNow();
        aside.close();
    }
}
