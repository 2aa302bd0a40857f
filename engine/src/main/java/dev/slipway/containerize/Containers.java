package dev.slipway.containerize;

import dev.slipway.image.Layout;
import dev.slipway.source.Application;
import dev.slipway.source.BuildPlan;
import dev.slipway.source.Service;
import dev.slipway.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Containers of an application's images under a real OCI runtime, as restricted as in the cluster, in one sandbox that
 * leaves nothing behind.
 */
final class Containers implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    /** Until then, what answers that it is not well may still be on its way there. */
    private static final Duration UNWELL_FOR = Duration.ofSeconds(20);

    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final long MEMORY = 768L << 20;
    private static final Duration IDLE_LOOK = Duration.ofMillis(250);
    private static final int SHOWN_LINES = 15;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Application application;
    private final Map<String, ServiceBuild.Built> built;
    private final LayerFolders layers;
    private final String id;
    private final Path bundles;
    private final Sandbox sandbox;
    private final SmokeEnvironment environment;
    private final Set<String> started = new HashSet<>();
    private final Map<String, Set<String>> standIns = new HashMap<>();

    private Containers(
            Application application,
            Map<String, ServiceBuild.Built> built,
            LayerFolders layers,
            String id,
            Path bundles,
            Sandbox sandbox) {
        this.application = application;
        this.built = new HashMap<>(built);
        this.layers = layers;
        this.id = id;
        this.bundles = bundles;
        this.sandbox = sandbox;
        this.environment = new SmokeEnvironment(application);
    }

    /** What was wanted of a container did not come to pass. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient SmokeTest.Outcome outcome;

        Ended(SmokeTest.Outcome outcome) {
            super(outcome.toString());
            this.outcome = outcome;
        }

        SmokeTest.Outcome outcome() {
            return outcome;
        }
    }

    /**
     * Opens a sandbox and starts a container of nothing but BusyBox in it.
     *
     * @param root folder with runc and BusyBox
     * @param home where bundles and unpacked layers may lie
     * @throws Ended where this machine cannot run any container
     */
    static Containers open(
            Application application, Layout layout, Path root, Path home, Map<String, ServiceBuild.Built> built)
            throws IOException, InterruptedException, Ended {
        String id = "slipway-smoke-" + UUID.randomUUID().toString().substring(0, 8);
        Path bundles = Files.createDirectories(home.resolve("bundles").resolve(id));
        LayerFolders layers = new LayerFolders(layout, home.resolve("layers"));
        Sandbox sandbox = Sandbox.open(root, bundles, layers.folder());
        Containers containers = new Containers(application, built, layers, id, bundles, sandbox);
        try {
            containers.probe(root);
            return containers;
        } catch (IOException | InterruptedException | Ended e) {
            containers.close();
            throw e;
        }
    }

    /** Whether any container runs here: else it is the machine's fault, not the image's. */
    private void probe(Path root) throws IOException, InterruptedException, Ended {
        Sandbox.Said shell = sandbox.run("true", COMMAND);
        if (!shell.ok()) {
            throw new Ended(new SmokeTest.Outcome.Impossible("namespaces cannot be made here: " + shell.text()));
        }
        Path bundle = bundles.resolve("probe");
        Files.createDirectories(bundle.resolve("rootfs"));
        Files.copy(root.resolve("usr/bin/busybox"), bundle.resolve("rootfs/busybox"));
        BuildPlan.RunConfig config = new BuildPlan.RunConfig(List.of(), Map.of(), "/", 65_532, 0, List.of());
        Bundle.write(
                bundle,
                config,
                List.of("/busybox", "true"),
                Map.of(),
                Map.of(),
                List.of(),
                "/" + id + "-probe",
                MEMORY);
        Sandbox.Said ran = sandbox.run(runc("run --bundle " + Sandbox.BUNDLES + "/probe probe"), COMMAND);
        if (!ran.ok()) {
            throw new Ended(new SmokeTest.Outcome.Impossible("runc cannot start a container here: " + ran.text()));
        }
    }

    boolean alone(Service service) {
        return application.services().stream()
                .anyMatch(s -> !s.role().store() && service.needs().contains(s.name()));
    }

    static List<Service> storesOf(Application application, Service service) {
        return application.services().stream()
                .filter(s -> s.role().store() && service.needs().contains(s.name()))
                .toList();
    }

    /** The database and the like that a service needs, serving. */
    void startStoresOf(Service service) throws IOException, InterruptedException, Ended {
        for (Service store : storesOf(application, service)) {
            startStore(store);
        }
    }

    /** A store, serving; one that serves already is left as it is. */
    void startStore(Service store) throws IOException, InterruptedException, Ended {
        if (started.add(store.name())) {
            start(store, image(store).entrypoint(), Map.of());
            await(store);
        }
    }

    /** Takes further images that were built meanwhile. */
    void add(Map<String, ServiceBuild.Built> more) {
        built.putAll(more);
    }

    BuiltImage image(Service service) {
        return of(service).image();
    }

    /** Its command for a start of which only the beginning is looked at: a JVM does not get to the code that runs longest. */
    List<String> quick(Service service) {
        List<String> command = new ArrayList<>(image(service).entrypoint());
        if (of(service).job().plan().archive().isPresent()) {
            command.add(1, "-XX:TieredStopAtLevel=1");
        }
        return command;
    }

    private ServiceBuild.Built of(Service service) {
        return java.util.Objects.requireNonNull(built.get(service.name()));
    }

    /** A folder for a service's container, seen inside it where {@code folders} of {@link #start} say. */
    Path folder(Service service, String name) throws IOException {
        return Files.createDirectories(bundles.resolve(service.name()).resolve(name));
    }

    /** What a service keeps has to stay from its migration on, as in a volume. */
    Map<String, String> kept(Service service) throws IOException {
        if (!of(service).job().plan().run().writable().contains(Sources.KEPT)) {
            return Map.of();
        }
        Files.setPosixFilePermissions(folder(service, "kept"), PosixFilePermissions.fromString("rwxrwxrwx"));
        return Map.of(Sources.KEPT, "kept");
    }

    /** @param folders of {@link #folder} by the path that they have in the container */
    void start(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        String name = service.name();
        configure(service, args, folders, name);
        Sandbox.Said said = sandbox.run(
                runc("run --detach --pid-file /run/" + name + ".pid --bundle " + Sandbox.BUNDLES + "/" + name + " "
                        + name + " >" + Sandbox.BUNDLES + "/" + name + "/log 2>&1"),
                COMMAND);
        if (!said.ok()) {
            throw new Ended(new SmokeTest.Outcome.Failed(name + " cannot be started", log(name)));
        }
    }

    /** Runs a command of a service's image to its end. */
    Sandbox.Said run(Service service, String name, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        configure(service, args, folders, name);
        return sandbox.run(runc("run --bundle " + Sandbox.BUNDLES + "/" + service.name() + " " + name), READY_WITHIN);
    }

    void migrate(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        Sandbox.Said said = run(service, "migrate", args, folders);
        if (!said.ok()) {
            List<String> lines = said.lines();
            throw new Ended(new SmokeTest.Outcome.Failed(
                    "its migration ended with exit code " + said.exit() + ": " + String.join(" ", service.migrate()),
                    lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())));
        }
    }

    /** Sets variables of a service that nobody has given. */
    void standIn(Service service, Set<String> names) {
        standIns.put(service.name(), Set.copyOf(names));
    }

    private Map<String, String> variables(Service service) {
        Map<String, String> variables = new TreeMap<>(environment.of(service));
        standIns.getOrDefault(service.name(), Set.of()).forEach(name -> variables.put(name, BuiltImage.STAND_IN));
        return variables;
    }

    private void configure(Service service, List<String> args, Map<String, String> folders, String name)
            throws IOException, InterruptedException, Ended {
        mount(service);
        Bundle.write(
                bundles.resolve(service.name()),
                of(service).job().plan().run(),
                args,
                variables(service),
                folders,
                environment.hosts(),
                "/" + id + "-" + name,
                MEMORY);
    }

    /** Lays the image's layers over each other; what the runtime adds goes to memory. */
    private void mount(Service service) throws IOException, InterruptedException, Ended {
        Path rootfs = bundles.resolve(service.name()).resolve("rootfs");
        if (Files.exists(rootfs)) {
            return;
        }
        Files.createDirectories(rootfs);
        List<String> lower = new ArrayList<>();
        for (BuiltImage.Layer layer : image(service).layers()) {
            lower.add(Sandbox.LAYERS + "/" + layers.of(layer.digest()));
        }
        Collections.reverse(lower);
        String upper = "/run/upper/" + service.name();
        Sandbox.Said said = sandbox.run(
                "busybox mkdir -p " + upper + "/files " + upper
                        + "/work && busybox mount -t overlay overlay -o lowerdir="
                        + String.join(":", lower) + ",upperdir=" + upper + "/files,workdir=" + upper + "/work "
                        + Sandbox.BUNDLES + "/" + service.name() + "/rootfs",
                COMMAND);
        if (!said.ok()) {
            throw new Ended(
                    new SmokeTest.Outcome.Impossible("layers cannot be laid over each other here: " + said.text()));
        }
    }

    /** Asks it to end and waits until it has. */
    void stop(Service service) throws InterruptedException {
        sandbox.run(runc("kill " + service.name() + " TERM"), COMMAND);
        long due = System.nanoTime() + COMMAND.toNanos();
        while (alive(service.name()) && System.nanoTime() - due < 0) {
            Thread.sleep(100);
        }
    }

    /** Waits until it serves; gives what showed it. */
    String await(Service service) throws InterruptedException, Ended, IOException {
        if (service.port() == 0) {
            return awaitWorker(service);
        }
        Probe probe = Probe.of(service, environment, alone(service));
        long due = System.nanoTime() + READY_WITHIN.toNanos();
        long answering = 0;
        for (int asked = 1; true; asked++) {
            Sandbox.Said said = sandbox.run(probe.command(), COMMAND);
            if (probe.serves(said)) {
                return probe.title();
            }
            answering = !probe.answers(said) ? 0 : answering == 0 ? System.nanoTime() : answering;
            if (answering != 0 && System.nanoTime() - answering > UNWELL_FOR.toNanos()) {
                throw new Ended(new SmokeTest.Outcome.Failed(
                        service.name() + " runs, and says of itself at " + probe.title() + " that it is not well: "
                                + probe.words(sandbox.run(probe.whole(), COMMAND)),
                        log(service.name())));
            }
            // Each look at it takes a few processes of their own, from a program that is starting.
            if (asked % 5 == 0 && !alive(service.name())) {
                throw new Ended(new SmokeTest.Outcome.Failed(
                        service.name() + " ended before it served " + probe.title(), log(service.name())));
            }
            if (System.nanoTime() - due > 0) {
                throw new Ended(new SmokeTest.Outcome.Failed(
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
            throw new Ended(new SmokeTest.Outcome.Failed(service.name() + " ended within 5 s", log(service.name())));
        }
        return "still running after 5 s (it has no port)";
    }

    /** Idle begins when what start-up left to do is done: when it hardly takes processor time, or after two seconds. */
    void awaitIdle(Service service) throws InterruptedException {
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
    long memory(Service service) throws InterruptedException {
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
        long inactive =
                raw.path("total_inactive_file").asLong(raw.path("inactive_file").asLong(0));
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

    @Override
    public void close() throws IOException {
        sandbox.close();
        Leftovers.remove(id, bundles);
        layers.forgetUnused();
    }
}
