package dev.slipway.sandbox;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The containers of an application's services, as restricted as in the cluster. They share one sandbox, which leaves
 * nothing behind, and one network, in which every service has the address 127.0.0.1.
 */
public final class Containers implements AutoCloseable {
    private static final long MEMORY = 768L << 20;

    private final Application application;
    private final Map<String, ContainerImage> images;
    private final LayerFolders layers;
    private final String id;
    private final Path bundles;
    private final Sandbox sandbox;
    private final Runc runc;
    private final Mounts mounts;
    private final Readiness readiness;
    private final Meter meter;
    private final LoopbackEnvironment environment;
    private final Set<String> started = new HashSet<>();
    private final Map<String, Map<String, String>> standIns = new HashMap<>();

    private Containers(
            Application application,
            Map<String, ContainerImage> images,
            LayerFolders layers,
            String id,
            Path bundles,
            Sandbox sandbox) {
        this.application = application;
        this.images = new HashMap<>(images);
        this.layers = layers;
        this.id = id;
        this.bundles = bundles;
        this.sandbox = sandbox;
        this.runc = new Runc(sandbox, bundles);
        this.mounts = new Mounts(sandbox, layers, bundles);
        this.readiness = new Readiness(sandbox, runc);
        this.meter = new Meter(sandbox, runc);
        this.environment = new LoopbackEnvironment(application);
    }

    /**
     * Opens a sandbox and starts a container of BusyBox alone in it, as a trial.
     *
     * @param root folder with runc and BusyBox
     * @param home where bundles and unpacked layers may lie
     * @param images by the name of their service
     * @throws Ended if this machine cannot run containers
     */
    static Containers open(
            Application application, Layout layout, Path root, Path home, Map<String, ContainerImage> images)
            throws IOException, InterruptedException, ContainerException {
        String id = "slipway-smoke-" + UUID.randomUUID().toString().substring(0, 8);
        Path bundles = Files.createDirectories(home.resolve("bundles").resolve(id));
        LayerFolders layers = new LayerFolders(layout, home.resolve("layers"));
        Sandbox sandbox = Sandbox.open(root, bundles, layers.folder());
        Containers containers = new Containers(application, images, layers, id, bundles, sandbox);
        try {
            containers.probe(root);
            return containers;
        } catch (IOException | InterruptedException | ContainerException e) {
            containers.close();
            throw e;
        }
    }

    /** Runs a container that has to work. If it does not, the machine is at fault, not the image. */
    private void probe(Path root) throws IOException, InterruptedException, ContainerException {
        CommandOutput shell = sandbox.run("true", Runc.COMMAND);
        if (!shell.ok()) {
            throw new ContainerException.NoRuntimeException("namespaces cannot be made here: " + shell.text());
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
                Map.of(),
                List.of(),
                "/" + id + "-probe",
                MEMORY);
        CommandOutput ran = runc.run("probe", "probe", Runc.COMMAND);
        if (!ran.ok()) {
            throw new ContainerException.NoRuntimeException("runc cannot start a container here: " + ran.text());
        }
    }

    /** Adds images that were built meanwhile. */
    public void add(Map<String, ContainerImage> more) {
        images.putAll(more);
    }

    /** Starts the stores that a service needs, and waits until they serve. */
    public void startStoresOf(Service service) throws IOException, InterruptedException, ContainerException {
        for (Service store : application.services()) {
            if (store.role().store() && service.needs().contains(store.name())) {
                startStore(store);
            }
        }
    }

    /** Starts a store and waits until it serves. It leaves a store alone that serves already. */
    public void startStore(Service store) throws IOException, InterruptedException, ContainerException {
        if (started.add(store.name())) {
            start(store, image(store).run().entrypoint(), Map.of());
            await(store);
        }
    }

    private ContainerImage image(Service service) {
        return Objects.requireNonNull(images.get(service.name()));
    }

    /** Makes a folder of this machine for a service's container, for the {@code folders} of {@link #start}. */
    public Path folder(Service service, String name) throws IOException {
        return Files.createDirectories(bundles.resolve(service.name()).resolve(name));
    }

    /** The folders whose content stays after a service's migration, as on a volume. */
    public Map<String, String> kept(Service service) throws IOException {
        if (!image(service).run().writable().contains(BuildPlan.KEPT)) {
            return Map.of();
        }
        Files.setPosixFilePermissions(folder(service, "kept"), PosixFilePermissions.fromString("rwxrwxrwx"));
        return Map.of(BuildPlan.KEPT, "kept");
    }

    /**
     * Starts a service's program and does not wait for it.
     *
     * @param folders names of {@link #folder} by their path in the container
     */
    public void start(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, ContainerException {
        configure(service, args, folders, service.name());
        runc.start(service.name());
    }

    /**
     * Runs a command in a service's image until it ends.
     *
     * @param name of the container, added to that of the service
     */
    public CommandOutput run(Service service, String name, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, ContainerException {
        configure(service, args, folders, name);
        return runc.run(service.name(), name, Readiness.WITHIN);
    }

    /** Runs a service's migration with this command. */
    public void migrate(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, ContainerException {
        CommandOutput said = run(service, "migrate", args, folders);
        if (!said.ok()) {
            throw new ContainerException.ProgramException(
                    ContainerException.Stage.MIGRATE,
                    "its migration ended with exit code " + said.exit() + ": " + String.join(" ", service.migrate()),
                    Runc.last(said.lines()));
        }
    }

    /** Gives variables of a service a stand-in for a value that nobody gave. */
    public void standIn(Service service, Set<String> names, String value) {
        Map<String, String> values = new TreeMap<>();
        names.forEach(name -> values.put(name, value));
        standIns.put(service.name(), values);
    }

    private void configure(Service service, List<String> args, Map<String, String> folders, String name)
            throws IOException, InterruptedException, ContainerException {
        mounts.mount(service.name(), image(service).layers());
        Map<String, String> variables = new TreeMap<>(environment.of(service));
        variables.putAll(standIns.getOrDefault(service.name(), Map.of()));
        Bundle.write(
                bundles.resolve(service.name()),
                image(service).run(),
                args,
                variables,
                folders,
                environment.files(service),
                environment.hosts(),
                "/" + id + "-" + name,
                MEMORY);
    }

    /** Asks a service to end and waits until it has. */
    public void stop(Service service) throws InterruptedException {
        runc.stop(service.name());
    }

    /** Waits until a service serves. Returns what showed it, for people. */
    public String await(Service service) throws InterruptedException, ContainerException, IOException {
        if (service.port() == 0) {
            return readiness.awaitWorker(service.name());
        }
        boolean alone = application.services().stream()
                .anyMatch(s -> !s.role().store() && service.needs().contains(s.name()));
        Set<Integer> stores = application.services().stream()
                .filter(s -> s.role().store())
                .map(Service::port)
                .collect(Collectors.toSet());
        return readiness.await(service.name(), ReadinessProbe.of(service, environment, alone), stores);
    }

    /** Waits until the work that a start leaves behind is done. */
    public void awaitIdle(Service service) throws InterruptedException {
        meter.awaitIdle(service.name());
    }

    /** Bytes of memory that a service's processes hold. */
    public long memory(Service service) throws InterruptedException {
        return meter.memory(service.name());
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        Leftovers.remove(id, bundles);
        layers.forgetUnused();
    }
}
