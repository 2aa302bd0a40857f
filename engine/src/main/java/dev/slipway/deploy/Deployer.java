package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Kube;
import dev.slipway.containerize.Images;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.process.Waiting;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Installs an application on a cluster, shows its state, and removes it. */
public final class Deployer {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Workspace workspace;
    private final Progress progress;
    private final Function<Cluster, Releases> releases;
    private final ImageStore images;
    private final Forwards forwards;
    private final InstantSource clock;
    private final Duration limit;

    public Deployer(Workspace workspace, Progress progress, Helm helm, ImageStore images, Forwards forwards) {
        this(
                workspace,
                progress,
                cluster -> new HelmReleases(helm, cluster),
                images,
                forwards,
                InstantSource.system(),
                LIMIT);
    }

    Deployer(
            Workspace workspace,
            Progress progress,
            Function<Cluster, Releases> releases,
            ImageStore images,
            Forwards forwards,
            InstantSource clock,
            Duration limit) {
        this.workspace = workspace;
        this.progress = progress;
        this.releases = releases;
        this.images = images;
        this.forwards = forwards;
        this.clock = clock;
        this.limit = limit;
    }

    /** As {@link #deploy(Application, Images, Chart, Cluster, String)}, where the user has named no context. */
    public Gated<Release> deploy(Application application, Images built, Chart chart, Cluster cluster)
            throws InterruptedException {
        return deploy(application, built, chart, cluster, "");
    }

    /**
     * Sends the images that the cluster lacks, installs the chart and follows the rollout to its end (gate G4). What
     * cannot become ready is undone: the revision before it serves again.
     *
     * @param named the context that the user has named; a cluster not known to be local is touched only then
     * @throws SlipwayFailure with the named cause (SLIP-42x, SLIP-45x to SLIP-48x, SLIP-490)
     */
    public Gated<Release> deploy(Application application, Images built, Chart chart, Cluster cluster, String named)
            throws InterruptedException {
        guard(cluster, named);
        return connected(cluster, client -> {
            Home home = new Home(client, application.name());
            Releases on = releases.apply(cluster);
            List<Revision> history;
            try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<List<Revision>> read = beside.submit(() -> on.history(application.name()));
                // This comes before any change: a cluster that takes no images stays as it is.
                new ImageTransfer(images, progress, "deploy", "images").send(built);
                home.make();
                history = Waiting.on(read);
            }
            PublicAddress address = new PublicAddress(forwards, home, application);
            Installation installation =
                    new Installation(on, home, client, application, workspace, progress, clock, limit);
            Installation.Installed installed = installation.bring(chart, address.expected(), history);
            var urls = address.open(installed.url());
            String url = application.entry().map(s -> urls.get(s.name())).orElse("");
            if (url != null && !url.isEmpty() && !url.equals(installed.url())) {
                // Another program took the port meanwhile, and the application has to know its true address.
                installed = installation.bring(chart, url, on.history(application.name()));
            }
            Release release = new Release(
                    application.name(), application.name(), installed.revision(), url == null ? "" : url, urls);
            Gate gate = new ReleaseGate(client, application, cluster, new AddressProbe())
                    .judge(release, chart, installed.workloads(), installed.how());
            return new Gated<>(release, gate);
        });
    }

    /**
     * Sends the images that the cluster lacks before they are to run, so that {@link #deploy} finds them there.
     *
     * @param phase that is told of it
     * @param step that is told of it
     * @throws SlipwayFailure SLIP-415, SLIP-421, SLIP-490
     */
    public void send(Images built, Cluster cluster, String phase, String step) throws InterruptedException {
        guard(cluster, "");
        new ImageTransfer(images, progress, phase, step).send(built);
    }

    /** As {@link #remove(Application, Cluster, boolean, String)}, where the user has named no context. */
    public void remove(Application application, Cluster cluster, boolean keepData) throws InterruptedException {
        remove(application, cluster, keepData, "");
    }

    /**
     * Removes the application: its release, its forwards and, unless they are to be kept, its data and namespace.
     *
     * @throws SlipwayFailure SLIP-425, SLIP-427, SLIP-490
     */
    public void remove(Application application, Cluster cluster, boolean keepData, String named)
            throws InterruptedException {
        guard(cluster, named);
        forwards.close(application.name());
        connected(cluster, client -> {
            new Removal(client, releases.apply(cluster), progress).remove(application.name(), keepData);
            return "";
        });
    }

    /** The application's state on the cluster. Changes nothing. */
    public Status status(Application application, Cluster cluster) throws InterruptedException {
        return connected(cluster, client -> {
            List<Revision> history = releases.apply(cluster).history(application.name());
            String name = application.name();
            Instant now = clock.instant();
            return new Status(
                    name,
                    name,
                    history.isEmpty() ? 0 : history.getLast().number(),
                    history.isEmpty() ? "not installed" : history.getLast().state(),
                    new Workloads(client, application).look(),
                    forwards.open(name),
                    Diagnoser.diagnose(Diagnoser.read(client, name, Instant.EPOCH, now)));
        });
    }

    /** Whether the release is on the cluster as it was installed, all of it healthy and reachable. Changes nothing. */
    public boolean stands(Application application, Release release, Cluster cluster) throws InterruptedException {
        String name = application.name();
        return connected(cluster, client -> {
            try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<List<Revision>> history =
                        beside.submit(() -> releases.apply(cluster).history(name));
                List<Workload> workloads = new Workloads(client, application).look();
                return !workloads.isEmpty()
                        && workloads.stream().allMatch(Workload::complete)
                        && forwards.open(name)
                                .keySet()
                                .containsAll(release.urls().keySet())
                        && Waiting.on(history).stream()
                                .reduce((earlier, later) -> later)
                                .filter(last -> last.number() == release.revision()
                                        && last.state().equals("deployed"))
                                .isPresent();
            }
        });
    }

    /**
     * Tells what the application's containers print.
     *
     * @param service its name; empty for all
     * @param follow whether to go on until the thread is interrupted
     */
    public void logs(Application application, Cluster cluster, String service, boolean follow, Consumer<LogLine> sink)
            throws InterruptedException {
        connected(cluster, client -> {
            LogTail tail = new LogTail(client, application.name(), sink);
            if (follow) {
                tail.follow(service);
            } else {
                tail.last(service);
            }
            return "";
        });
    }

    private static void guard(Cluster cluster, String named) {
        if (!cluster.local() && !named.equals(cluster.context())) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-490",
                    "The cluster of context " + cluster.context() + " was not touched.",
                    "it is not known to run on this machine, and it was not named",
                    List.of("kubeconfig: " + cluster.kubeconfig()),
                    "add --context " + cluster.context() + " if this is the cluster that you mean",
                    "nothing was changed"));
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(KubernetesClient client) throws InterruptedException;
    }

    private static <T> T connected(Cluster cluster, Work<T> work) throws InterruptedException {
        try (KubernetesClient client = Kube.client(cluster)) {
            return work.with(client);
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-423",
                            "The cluster " + cluster.name() + " (context " + cluster.context()
                                    + ") did not do what was asked of it.",
                            String.valueOf(e.getMessage()),
                            "./slipway cluster status"),
                    e);
        }
    }
}
