package dev.slipway.containerize;

import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import dev.slipway.source.Application;
import dev.slipway.source.Role;
import dev.slipway.source.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts an image alone, under a real OCI runtime and as restricted as in the cluster, and waits until it serves. A service
 * that needs the database gets one from the image just built, in the same network namespace.
 */
final class SmokeTest {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final long MEMORY = 768L << 20;
    private static final long MOST_BYTES = 8L << 30;
    private static final Duration IDLE_LOOK = Duration.ofMillis(250);
    private static final int SHOWN_LINES = 15;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Application application;
    private final Layout layout;
    private final Path root;
    private final Path home;
    private final Map<String, ServiceBuild.Built> built;

    /** @param root folder with runc and BusyBox; @param home where bundles may lie while a test runs */
    SmokeTest(Application application, Layout layout, Path root, Path home, Map<String, ServiceBuild.Built> built) {
        this.application = application;
        this.layout = layout;
        this.root = root;
        this.home = home;
        this.built = Map.copyOf(built);
    }

    /** How a test ended. */
    sealed interface Outcome {
        /** @param memory bytes in use when idle; 0 where not measured */
        record Served(String how, long startMillis, long memory) implements Outcome {}

        /** @param log last lines of the container */
        record Failed(String why, List<String> log) implements Outcome {
            public Failed {
                log = List.copyOf(log);
            }
        }

        /** This machine cannot run containers, whatever is in the image. */
        record Impossible(String why) implements Outcome {}
    }

    /** A step of a test failed. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        Ended(Outcome outcome) {
            super(outcome.toString());
            this.outcome = outcome;
        }
    }

    Outcome of(Service service) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString().substring(0, 8);
        Path bundles = Files.createDirectories(home.resolve(id));
        try (Sandbox sandbox = Sandbox.open(root, bundles)) {
            Run run = new Run(sandbox, bundles, "slipway-smoke-" + id, new SmokeEnvironment(application));
            run.probe();
            return run.test(service);
        } catch (Ended e) {
            return e.outcome;
        } finally {
            Leftovers.remove("slipway-smoke-" + id, bundles);
        }
    }

    /** One sandbox with what runs in it. */
    private final class Run {
        private final Sandbox sandbox;
        private final Path bundles;
        private final String cgroup;
        private final SmokeEnvironment environment;

        Run(Sandbox sandbox, Path bundles, String cgroup, SmokeEnvironment environment) {
            this.sandbox = sandbox;
            this.bundles = bundles;
            this.cgroup = cgroup;
            this.environment = environment;
        }

        /** Whether any container runs here: else it is the machine's fault, not the image's. */
        void probe() throws IOException, InterruptedException, Ended {
            Sandbox.Said shell = sandbox.run("true", COMMAND);
            if (!shell.ok()) {
                throw new Ended(new Outcome.Impossible("namespaces cannot be made here: " + shell.text()));
            }
            Path bundle = bundles.resolve("probe");
            Files.createDirectories(bundle.resolve("rootfs"));
            Files.copy(root.resolve("usr/bin/busybox"), bundle.resolve("rootfs/busybox"));
            dev.slipway.source.BuildPlan.RunConfig config =
                    new dev.slipway.source.BuildPlan.RunConfig(List.of(), Map.of(), "/", 65_532, 0, List.of());
            Bundle.write(bundle, config, List.of("/busybox", "true"), Map.of(), "/" + cgroup + "-probe", MEMORY);
            Sandbox.Said ran = sandbox.run(runc("run --bundle " + Sandbox.BUNDLES + "/probe probe"), COMMAND);
            if (!ran.ok()) {
                throw new Ended(new Outcome.Impossible("runc cannot start a container here: " + ran.text()));
            }
        }

        Outcome test(Service service) throws IOException, InterruptedException, Ended {
            prepare(service);
            if (!service.migrate().isEmpty()) {
                migrate(service);
            }
            long begin = System.nanoTime();
            start(service);
            String how = await(service);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            awaitIdle(service);
            return new Outcome.Served(how, millis, memory(service));
        }

        /** Unpacks the image while its database starts. */
        private void prepare(Service service) throws IOException, InterruptedException, Ended {
            try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<ServiceBuild.Built> image = beside.submit(() -> unpacked(service));
                try {
                    Optional<Service> database = database(service);
                    if (database.isPresent()) {
                        start(database.get());
                        await(database.get());
                    }
                    image.get();
                } catch (InterruptedException e) {
                    image.cancel(true);
                    throw e;
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw e.getCause() instanceof IOException failed
                        ? failed
                        : new IOException("cannot unpack " + service.name(), e.getCause());
            }
        }

        private boolean alone(Service service) {
            return application.services().stream()
                    .anyMatch(s -> s.role() != Role.DATABASE && service.needs().contains(s.name()));
        }

        private Optional<Service> database(Service service) {
            return application.services().stream()
                    .filter(s -> s.role() == Role.DATABASE && service.needs().contains(s.name()))
                    .findFirst();
        }

        private ServiceBuild.Built unpacked(Service service) throws IOException {
            ServiceBuild.Built image = java.util.Objects.requireNonNull(built.get(service.name()));
            Path rootfs = bundles.resolve(service.name()).resolve("rootfs");
            if (!Files.exists(rootfs)) {
                new Unpacker(true, MOST_BYTES).unpack(layout, image.image().reference(), rootfs);
                rootfs.toFile().setReadable(true, false);
                rootfs.toFile().setExecutable(true, false);
            }
            return image;
        }

        private void start(Service service) throws IOException, InterruptedException, Ended {
            ServiceBuild.Built image = unpacked(service);
            configure(service, image, image.image().entrypoint(), service.name());
            String name = service.name();
            Sandbox.Said said = sandbox.run(
                    runc("run --detach --pid-file /run/" + name + ".pid --bundle " + Sandbox.BUNDLES + "/" + name + " "
                            + name + " >" + Sandbox.BUNDLES + "/" + name + "/log 2>&1"),
                    COMMAND);
            if (!said.ok()) {
                throw new Ended(new Outcome.Failed(name + " cannot be started", log(name)));
            }
        }

        private void migrate(Service service) throws IOException, InterruptedException, Ended {
            ServiceBuild.Built image = unpacked(service);
            configure(service, image, service.migrate(), "migrate");
            Sandbox.Said said = sandbox.run(
                    runc("run --bundle " + Sandbox.BUNDLES + "/" + service.name() + " migrate"), READY_WITHIN);
            if (!said.ok()) {
                List<String> lines = said.lines();
                throw new Ended(new Outcome.Failed(
                        "its migration ended with exit code " + said.exit() + ": "
                                + String.join(" ", service.migrate()),
                        lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())));
            }
        }

        private void configure(Service service, ServiceBuild.Built image, List<String> args, String name)
                throws IOException {
            Bundle.write(
                    bundles.resolve(service.name()),
                    image.job().plan().run(),
                    args,
                    environment.of(service),
                    "/" + cgroup + "-" + name,
                    MEMORY);
        }

        /** Waits until it serves; gives what showed it. */
        private String await(Service service) throws InterruptedException, Ended, IOException {
            if (service.port() == 0) {
                return awaitWorker(service);
            }
            Probe probe = Probe.of(service, environment, alone(service));
            long due = System.nanoTime() + READY_WITHIN.toNanos();
            while (true) {
                Sandbox.Said said = sandbox.run(probe.command(), COMMAND);
                if (probe.serves(said)) {
                    return probe.title();
                }
                if (!alive(service.name())) {
                    throw new Ended(new Outcome.Failed(
                            service.name() + " ended before it served " + probe.title(), log(service.name())));
                }
                if (System.nanoTime() - due > 0) {
                    throw new Ended(new Outcome.Failed(
                            service.name() + " did not serve " + probe.title() + " within " + READY_WITHIN.toSeconds()
                                    + " s; last answer: " + said.text().strip(),
                            log(service.name())));
                }
                Thread.sleep(50);
            }
        }

        private String awaitWorker(Service service) throws InterruptedException, Ended, IOException {
            sandbox.run("busybox sleep 5", COMMAND);
            if (!alive(service.name())) {
                throw new Ended(new Outcome.Failed(service.name() + " ended within 5 s", log(service.name())));
            }
            return "still running after 5 s (it has no port)";
        }

        /** Idle begins when what start-up left to do is done: when it hardly takes processor time, or after two seconds. */
        private void awaitIdle(Service service) throws InterruptedException {
            long before = processorNanos(service);
            for (int i = 0; i < 8; i++) {
                Thread.sleep(IDLE_LOOK);
                long now = processorNanos(service);
                if (now > 0 && now - before < IDLE_LOOK.toNanos() / 20) {
                    return;
                }
                before = now;
            }
        }

        /** Processor time that it took since its start; 0 where this cannot be read. */
        private long processorNanos(Service service) throws InterruptedException {
            return stats(service).path("cpu").path("usage").path("total").asLong(0);
        }

        private boolean alive(String name) throws InterruptedException {
            return sandbox.run(
                            "s=$(busybox grep '^State' /proc/$(busybox cat /run/" + name
                                    + ".pid)/status) && [ -n \"${s##*Z*}\" ]",
                            COMMAND)
                    .ok();
        }

        private List<String> log(String name) throws IOException {
            Path file = bundles.resolve(name).resolve("log");
            if (!Files.exists(file)) {
                return List.of();
            }
            List<String> lines = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        }

        /**
         * What its processes hold in memory, shared pages by their share. The cgroup's own figure leaves out the pages of
         * files that were written, and so paid for, by whoever unpacked the image; the greater of both is the safe one.
         */
        private long memory(Service service) throws InterruptedException {
            Sandbox.Said held = sandbox.run(
                    "for p in $(" + runc("ps --format json " + service.name()) + " | busybox tr '[],' '   '); do"
                            + " busybox cat /proc/$p/smaps_rollup; done | busybox awk '/^Pss:/ {s += $2} END {print s * 1024}'",
                    COMMAND);
            long processes = held.ok() && held.text().strip().matches("\\d+")
                    ? Long.parseLong(held.text().strip())
                    : 0;
            return Math.max(processes, workingSet(service));
        }

        /** As Kubernetes reckons it: what is used less what could be dropped at once. */
        private long workingSet(Service service) throws InterruptedException {
            JsonNode memory = stats(service).path("memory");
            JsonNode raw = memory.path("raw");
            long inactive = raw.path("total_inactive_file")
                    .asLong(raw.path("inactive_file").asLong(0));
            return Math.max(0, memory.path("usage").path("usage").asLong(0) - inactive);
        }

        /** What the runtime says of its cgroup; missing where it says nothing. */
        private JsonNode stats(Service service) throws InterruptedException {
            Sandbox.Said said = sandbox.run(runc("events --stats " + service.name()), COMMAND);
            try {
                return JSON.readTree(said.text()).path("data");
            } catch (tools.jackson.core.JacksonException e) {
                return JSON.missingNode();
            }
        }

        private String runc(String words) {
            return "/usr/sbin/runc --root /run/runc " + words;
        }
    }
}
