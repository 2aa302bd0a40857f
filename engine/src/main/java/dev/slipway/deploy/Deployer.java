package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.Kube;
import dev.slipway.cluster.tool.NamedContext;
import dev.slipway.containerize.Images;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.process.FutureResults;
import dev.slipway.supply.Supply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final Supply supply;
    private final Forwards forwards;
    private final Time time;
    private final Duration limit;
    private final NamespaceLease.Timing timing;

    public Deployer(Workspace workspace, Progress progress, Helm helm, Supply supply, Forwards forwards) {
        this(
                workspace,
                progress,
                cluster -> new HelmReleases(helm, cluster),
                supply,
                forwards,
                Time.SYSTEM,
                LIMIT,
                NamespaceLease.Timing.USUAL);
    }

    Deployer(
            Workspace workspace,
            Progress progress,
            Function<Cluster, Releases> releases,
            Supply supply,
            Forwards forwards,
            Time time,
            Duration limit,
            NamespaceLease.Timing timing) {
        this.workspace = workspace;
        this.progress = progress;
        this.releases = releases;
        this.supply = supply;
        this.forwards = forwards;
        this.time = time;
        this.limit = limit;
        this.timing = timing;
    }

    /**
     * Sends the images that the cluster lacks, installs the chart and follows the rollout to its end (gate G4). A
     * release that cannot become ready is undone: the revision before it serves again.
     *
     * @throws SlipwayFailure with the named cause (SLIP-42x, SLIP-45x to SLIP-48x, SLIP-49x)
     */
    public Gated<Release> deploy(Application application, Images built, Chart chart, Cluster cluster, Consent consent)
            throws InterruptedException {
        guard(cluster, consent);
        Identity identity = Identity.of(workspace);
        return connected(cluster, client -> {
            Home home = new Home(client, application.name());
            Releases on = releases.apply(cluster);
            Ownership ownership = new Ownership(client, on, workspace, identity, application.name());
            ownership.claim(consent.adopt(), progress);
            // The images come first: a cluster to which none gets is left as it is.
            fitness(client, application, cluster).ifPresent(fitness -> fitness.tell(progress));
            supply.check(client, application);
            supply.bring(client, application, built, "deploy", "images");
            home.make(identity);
            try (NamespaceLease turn = NamespaceLease.take(client, application.name(), identity, timing, progress)) {
                PublicAddress address = new PublicAddress(forwards, home, application);
                Installation installation = new Installation(
                        on, home, ownership, identity, client, application, workspace, progress, time, limit);
                Chart bound = supply.bind(client, application, built, chart);
                Installation.Result installed =
                        installation.bring(bound, address.expected(), on.history(application.name()));
                var urls = address.open(installed.url());
                String url = application.entry().map(s -> urls.get(s.name())).orElse("");
                if (url != null && !url.isEmpty() && !url.equals(installed.url())) {
                    // Another process took the port meanwhile, and the application has to know its true address.
                    installed = installation.bring(bound, url, on.history(application.name()));
                }
                Release release = PublicAddress.release(
                        application, home.place(), installed.revision(), url == null ? "" : url, urls);
                Gate gate = new ReleaseGate(client, application, cluster, new AddressProbe())
                        .judge(release, chart, installed.workloads(), installed.how());
                supply.tidy(client, built);
                return new Gated<>(release, gate);
            }
        });
    }

    /**
     * Fails, before anything is built, if another application owns what is under this name, if the cluster lacks what the
     * application needs, or if no image would get there.
     *
     * @throws SlipwayFailure SLIP-419, SLIP-423, SLIP-431 to SLIP-442, SLIP-490, SLIP-491, SLIP-492
     */
    public void claim(Application application, Cluster cluster, Consent consent) throws InterruptedException {
        guard(cluster, consent);
        Identity identity = Identity.of(workspace);
        connected(cluster, client -> {
            new Ownership(client, releases.apply(cluster), workspace, identity, application.name())
                    .claim(consent.adopt(), Progress.SILENT);
            fitness(client, application, cluster);
            supply.check(client, application);
            return "";
        });
    }

    /**
     * Sends the images that the cluster lacks ahead of time, so that {@link #deploy} finds them there. To a registry only tested
     * images are pushed.
     *
     * @param phase that reports the progress
     * @param step that reports the progress
     * @throws SlipwayFailure SLIP-415, SLIP-421, SLIP-490
     */
    public void send(Application application, Images built, Cluster cluster, String phase, String step)
            throws InterruptedException {
        guard(cluster, Consent.NONE);
        if (supply.early()) {
            connected(cluster, client -> {
                supply.bring(client, application, built, phase, step);
                return "";
            });
        }
    }

    /**
     * Removes the application: its release, its forwards and, unless they are to be kept, its data and namespace.
     *
     * @throws SlipwayFailure SLIP-425, SLIP-427, SLIP-49x
     */
    public void remove(Application application, Cluster cluster, boolean keepData, Consent consent)
            throws InterruptedException {
        guard(cluster, consent);
        Identity identity = Identity.of(workspace);
        connected(cluster, client -> {
            Releases on = releases.apply(cluster);
            String name = application.name();
            new Ownership(client, on, workspace, identity, name).claim(consent.adopt(), progress);
            forwards.close(name);
            if (client.namespaces().withName(name).get() == null) {
                progress.done("deploy", "remove", "nothing of " + name + " is on the cluster");
                return "";
            }
            try (NamespaceLease turn = NamespaceLease.take(client, name, identity, timing, progress)) {
                new Removal(client, on, progress).remove(name, keepData);
            }
            return "";
        });
    }

    /** The application's state on the cluster. It changes nothing. */
    public Status status(Application application, Cluster cluster) throws InterruptedException {
        return connected(cluster, client -> {
            List<Revision> history = releases.apply(cluster).history(application.name());
            String name = application.name();
            Instant now = time.now();
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

    /** Whether the release is on the cluster as it was installed, and healthy and reachable. It changes nothing. */
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
                        && FutureResults.on(history).stream()
                                .reduce((earlier, later) -> later)
                                .filter(last -> last.number() == release.revision()
                                        && last.state().equals("deployed"))
                                .isPresent();
            }
        });
    }

    /**
     * Passes on what the application's containers print.
     *
     * @param service its name; empty for all
     * @param follow whether to continue until the thread is interrupted
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

    /** Of a cluster that no tool of this machine has made, what it must have is looked at. */
    private Optional<Fitness> fitness(KubernetesClient client, Application application, Cluster cluster)
            throws InterruptedException {
        if (!cluster.provider().equals(NamedContext.PROVIDER)) {
            return Optional.empty();
        }
        boolean ownChart =
                Files.isDirectory(workspace.source().resolve("slipway").resolve("chart"));
        Fitness fitness = new Fitness(client, cluster, application, ownChart);
        fitness.check();
        return Optional.of(fitness);
    }

    /**
     * Looks at whether the cluster has what the application needs. Changes nothing.
     *
     * @throws SlipwayFailure SLIP-440, SLIP-441, SLIP-442
     */
    public void examine(Application application, Cluster cluster) throws InterruptedException {
        connected(cluster, client -> {
            fitness(client, application, cluster).ifPresent(fitness -> fitness.tell(progress));
            return "";
        });
    }

    private static void guard(Cluster cluster, Consent consent) {
        if (!cluster.local() && !consent.context().equals(cluster.context())) {
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
