package dev.slipway.containerize;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.build.BaseImage;
import dev.slipway.build.BuildFailures;
import dev.slipway.build.BuildFolders;
import dev.slipway.build.Built;
import dev.slipway.build.ClassArchives;
import dev.slipway.build.DebianBase;
import dev.slipway.build.Job;
import dev.slipway.build.ServiceBuild;
import dev.slipway.build.SourceDate;
import dev.slipway.build.StepFailure;
import dev.slipway.debian.DebianArchive;
import dev.slipway.facts.Artefacts;
import dev.slipway.facts.Bill;
import dev.slipway.facts.Fixes;
import dev.slipway.facts.ImageChecks;
import dev.slipway.facts.ImageFacts;
import dev.slipway.facts.Scanner;
import dev.slipway.facts.Scanners;
import dev.slipway.facts.Sealing;
import dev.slipway.facts.SecretSearch;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Layout;
import dev.slipway.sandbox.ContainerImage;
import dev.slipway.sandbox.ContainerRuntime;
import dev.slipway.seal.SealKey;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Builds and tests the images of an application, without a container engine. Services are built at the same time. What
 * has not changed is not made again.
 */
public final class Containerizer {
    /** Compilers use several cores each. */
    private static final int AT_ONCE = 2;

    private final Workspace workspace;
    private final Progress progress;
    private final Function<Service, BuildPlan> plans;
    private final PartsSource source;
    private final Clock clock;
    private final SourceDate date;

    /** @param plans how a service becomes an image */
    public Containerizer(Workspace workspace, Progress progress, Function<Service, BuildPlan> plans) {
        this(workspace, progress, plans, Containerizer::debian, Clock.systemUTC());
    }

    Containerizer(
            Workspace workspace,
            Progress progress,
            Function<Service, BuildPlan> plans,
            PartsSource source,
            Clock clock) {
        this.workspace = workspace;
        this.progress = progress;
        this.plans = plans;
        this.source = source;
        this.clock = clock;
        this.date = new SourceDate(workspace.source(), clock);
    }

    /**
     * The parts that make the base of every image, scan it for vulnerabilities, make its class archive and start it.
     */
    record Parts(BaseImage.Maker base, Scanner scanner, Archivist archivist, Tester tester) {}

    /** Makes the class archive of an image that lacks one; see {@link ClassArchives#make}. */
    @FunctionalInterface
    interface Archivist {
        void make(Application application, Map<String, ContainerImage> all, Built built)
                throws IOException, InterruptedException;
    }

    @FunctionalInterface
    interface PartsSource {
        Parts in(Workspace workspace, Layout layout) throws IOException;
    }

    /** A built image with the facts that were read from its files. */
    private record Ready(Built built, ImageFacts facts) {}

    static Parts debian(Workspace workspace, Layout layout) throws IOException {
        String architecture = DebianArchive.hostArchitecture();
        DebianArchive archive =
                DebianArchive.standard(architecture, workspace.home().resolve("debian"));
        Clock clock = Clock.systemUTC();
        Fixes fixes = new Fixes(archive::updates, layers(workspace), clock);
        ContainerRuntime runtime = new ContainerRuntime(workspace, layout, archive);
        ClassArchives archives = new ClassArchives(layout, layers(workspace));
        return new Parts(
                new DebianBase(DebianBase.Packages.of(archive), fixes, architecture, layout, layers(workspace), clock),
                Scanners.of(workspace, Sources.scan(workspace), fixes, clock),
                (application, all, built) -> archives.make(runtime, application, all, built),
                new SmokeTests(runtime));
    }

    private static Path layers(Workspace workspace) {
        return workspace.home().resolve("layers");
    }

    /** Builds the images like {@link #build(Application, Consumer)}, without the call before the tests. */
    public Gated<Images> build(Application application) throws InterruptedException {
        return build(application, images -> {});
    }

    /** Builds the images like {@link #build(Application, Consumer, Consumer)}, without the call for each failure. */
    public Gated<Images> build(Application application, Consumer<Images> expecting) throws InterruptedException {
        return build(application, expecting, attempt -> {});
    }

    /**
     * Builds the images.
     *
     * @param expecting gets the expected result before the images are started, if earlier tests show it. The images may
     * still fail.
     * @param failed gets each service that was tried and failed, before this method ends
     * @throws SlipwayFailure if an image cannot be built (SLIP-2xx); images that were built stay
     */
    public Gated<Images> build(Application application, Consumer<Images> expecting, Consumer<Attempt> failed)
            throws InterruptedException {
        Path layoutFolder = workspace.home().resolve("oci");
        try {
            Layout layout = Layout.open(layoutFolder);
            Parts parts = source.in(workspace, layout);
            ClassArchives archives = new ClassArchives(layout, layers(workspace));
            ServiceBuild build = new ServiceBuild(
                    layout, parts.base(), layers(workspace), DebianArchive.hostArchitecture(), archives);
            SecretSearch secrets = new SecretSearch(workspace.env());
            try (Tester tester = parts.tester();
                    ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Ready> ready = new ArrayList<>(all(application.services(), service -> {
                    Built one = build.build(job(application, service));
                    tester.built(application, one);
                    return new Ready(one, facts(one, secrets));
                }));
                for (int i = 0; i < ready.size(); i++) {
                    if (archives.lacks(ready.get(i).built())) {
                        parts.archivist()
                                .make(
                                        application,
                                        containers(ready),
                                        ready.get(i).built());
                        ready.set(
                                i,
                                new Ready(
                                        build.withArchive(ready.get(i).built()),
                                        ready.get(i).facts()));
                    }
                }
                List<Built> built = ready.stream().map(Ready::built).toList();
                for (Built one : built) {
                    ServiceBuild.remember(one);
                }
                BuildFolders.forgetGone(Job.allBuilds(workspace));
                List<BuiltImage> expected = new ArrayList<>();
                for (Built one : built) {
                    tester.expected(one).ifPresent(expected::add);
                }
                if (expected.size() == built.size()) {
                    expecting.accept(new Images(layoutFolder.toString(), expected));
                }
                // A program that starts leaves a processor idle. The checks use it meanwhile.
                Future<List<Check>> looked = beside.submit(() -> look(layout, ready, parts.scanner()));
                SmokeTestResults tested = tester.of(application, built);
                List<Check> checks = new ArrayList<>(result(looked));
                checks.addAll(tested.checks());
                tested.failed().forEach(failed);
                Map<String, ImageFacts> facts = new LinkedHashMap<>();
                ready.forEach(one -> facts.put(one.built().name(), one.facts()));
                checks.add(ImageChecks.secrets(facts));
                tested.images().forEach(one -> progress.done(Job.PHASE, one.service(), ImageChecks.size(one.size())));
                return new Gated<>(new Images(layoutFolder.toString(), tested.images()), new Gate("G2", checks));
            }
        } catch (StepFailure e) {
            failed.accept(
                    new Attempt(e.service(), Attempt.Stage.BUILD, e.failure().why(), e.lines()));
            throw e;
        } catch (IOException e) {
            throw BuildFailures.writing(layoutFolder, e);
        }
    }

    private ImageFacts facts(Built built, SecretSearch secrets) throws InterruptedException {
        try {
            return ImageFacts.of(built, secrets, layers(workspace));
        } catch (IOException e) {
            throw BuildFailures.writing(layers(workspace), e);
        }
    }

    /** Writes the images' files for people, and makes the checks that need no start. */
    private List<Check> look(Layout layout, List<Ready> ready, Scanner scanner)
            throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (Ready one : ready) {
            Artefacts.write(one.built(), one.facts());
            Bill bill = Artefacts.bill(one.built(), one.facts());
            Scanner.Result scanned = scanner.scan(bill);
            Artefacts.writeVex(one.built(), scanned.found(), clock.instant());
            checks.addAll(ImageChecks.of(one.built(), one.facts(), scanned.answers()));
            checks.add(Sealing.of(layout, one.built(), bill, SealKey.place(workspace.env()), clock.instant()));
        }
        return checks;
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw unwrapped(e.getCause());
        }
    }

    private static Map<String, ContainerImage> containers(List<Ready> ready) {
        Map<String, ContainerImage> byName = new LinkedHashMap<>();
        ready.forEach(one -> byName.put(one.built().name(), one.built().container()));
        return byName;
    }

    private Job job(Application application, Service service) {
        return new Job(workspace, application, service, plans.apply(service), date, progress);
    }

    /** One piece of work for a service. */
    @FunctionalInterface
    private interface Work<T> {
        T of(Service service) throws InterruptedException;
    }

    /** Runs the work for all services, some at a time, and keeps their order. The first failure ends the others. */
    private static <T> List<T> all(List<Service> services, Work<T> work) throws InterruptedException {
        Semaphore slots = new Semaphore(AT_ONCE);
        List<Future<T>> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            for (Service service : services) {
                // A store is not compiled.
                int slot = service.role().store() ? 0 : 1;
                started.add(ended.submit(() -> {
                    slots.acquire(slot);
                    try {
                        return work.of(service);
                    } finally {
                        slots.release(slot);
                    }
                }));
            }
            try {
                for (int i = 0; i < started.size(); i++) {
                    ended.take().get();
                }
                List<T> results = new ArrayList<>();
                for (Future<T> future : started) {
                    results.add(future.get());
                }
                return results;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw unwrapped(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private static InterruptedException unwrapped(@org.jspecify.annotations.Nullable Throwable cause)
            throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        throw new SlipwayFailure(
                new Failure(
                        "SLIP-200",
                        "tried to build the images, but failed",
                        String.valueOf(cause),
                        "run the command again; if it stays, report it"),
                cause);
    }
}
