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
 * The containers of an application's services, as restricted as in the cluster, in one sandbox that leaves nothing behind.
 * They share a network, in which every service has the address 127.0.0.1.
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
     * Opens a sandbox and starts a container of nothing but BusyBox in it.
     *
     * @param root folder with runc and BusyBox
     * @param home where bundles and unpacked layers may lie
     * @param images by the name of their service
     * @throws Ended where this machine cannot run any container
     */
    static Containers open(
            Application application, Layout layout, Path root, Path home, Map<String, ContainerImage> images)
            throws IOException, InterruptedException, Ended {
        String id = "slipway-smoke-" + UUID.randomUUID().toString().substring(0, 8);
        Path bundles = Files.createDirectories(home.resolve("bundles").resolve(id));
        LayerFolders layers = new LayerFolders(layout, home.resolve("layers"));
        Sandbox sandbox = Sandbox.open(root, bundles, layers.folder());
        Containers containers = new Containers(application, images, layers, id, bundles, sandbox);
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
        Said shell = sandbox.run("true", Runc.COMMAND);
        if (!shell.ok()) {
            throw new Ended.Impossible("namespaces cannot be made here: " + shell.text());
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
        Said ran = runc.run("probe", "probe", Runc.COMMAND);
        if (!ran.ok()) {
            throw new Ended.Impossible("runc cannot start a container here: " + ran.text());
        }
    }

    /** Takes further images that were built meanwhile. */
    public void add(Map<String, ContainerImage> more) {
        images.putAll(more);
    }

    /** Starts the stores that a service needs, and waits until they serve. */
    public void startStoresOf(Service service) throws IOException, InterruptedException, Ended {
        for (Service store : application.services()) {
            if (store.role().store() && service.needs().contains(store.name())) {
                startStore(store);
            }
        }
    }

    /** Starts a store and waits until it serves; one that serves already is left as it is. */
    public void startStore(Service store) throws IOException, InterruptedException, Ended {
        if (started.add(store.name())) {
            start(store, image(store).run().entrypoint(), Map.of());
            await(store);
        }
    }

    private ContainerImage image(Service service) {
        return Objects.requireNonNull(images.get(service.name()));
    }

    /** A folder of this machine for a service's container, for the {@code folders} of {@link #start}. */
    public Path folder(Service service, String name) throws IOException {
        return Files.createDirectories(bundles.resolve(service.name()).resolve(name));
    }

    /** Folders whose content stays from a service's migration on, as a volume's does. */
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
     * @param folders names of {@link #folder} by the path that they have in the container
     */
    public void start(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        configure(service, args, folders, service.name());
        runc.start(service.name());
    }

    /** Runs a command of a service's image to its end. @param name of the container, beside that of the service */
    public Said run(Service service, String name, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        configure(service, args, folders, name);
        return runc.run(service.name(), name, Readiness.WITHIN);
    }

    /** Runs a service's migration, with its command as given. */
    public void migrate(Service service, List<String> args, Map<String, String> folders)
            throws IOException, InterruptedException, Ended {
        Said said = run(service, "migrate", args, folders);
        if (!said.ok()) {
            throw new Ended.Failed(
                    Ended.Stage.MIGRATE,
                    "its migration ended with exit code " + said.exit() + ": " + String.join(" ", service.migrate()),
                    Runc.last(said.lines()));
        }
    }

    /** Sets variables of a service to a value that stands in for what nobody has given. */
    public void standIn(Service service, Set<String> names, String value) {
        Map<String, String> values = new TreeMap<>();
        names.forEach(name -> values.put(name, value));
        standIns.put(service.name(), values);
    }

    private void configure(Service service, List<String> args, Map<String, String> folders, String name)
            throws IOException, InterruptedException, Ended {
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

    /** Waits until a service serves; gives what showed it, for people. */
    public String await(Service service) throws InterruptedException, Ended, IOException {
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
