package dev.slipway.cluster;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.PathLock;
import dev.slipway.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forwards by processes that outlive this one. A file for each namespace lists them, so that a later run finds them.
 * The start time in it distinguishes a process from a later one with the same pid.
 */
public final class ProcessForwards implements Forwards {
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Opener opener;

    /** Starts the process that leads to a Service. */
    public interface Opener {
        /** The address to which a forward has to lead. A forward to another address is closed and opened anew. */
        String target(String namespace, String service, int port) throws InterruptedException;

        Process start(String namespace, String service, String target, int localPort, Path log)
                throws IOException, InterruptedException;
    }

    /** @param began epoch milliseconds of the process's start */
    record Forward(String service, int port, String target, int localPort, long pid, long began) {
        Optional<ProcessHandle> process() {
            return ProcessIdentity.of(pid).flatMap(ProcessIdentity::process).filter(p -> beginning(p) == began);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + localPort);
        }
    }

    public ProcessForwards(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    @Override
    public synchronized URI open(String namespace, String service, int port, int preferredPort)
            throws InterruptedException {
        String target = opener.target(namespace, service, port);
        List<Forward> all = new ArrayList<>(living(namespace));
        for (Forward open : List.copyOf(all)) {
            if (open.service().equals(service) && open.port() == port) {
                if (open.target().equals(target)) {
                    return open.uri();
                }
                end(List.of(open));
                all.remove(open);
            }
        }
        Forward opened = start(namespace, service, port, target, preferredPort);
        all.add(opened);
        write(namespace, all);
        return opened.uri();
    }

    private Forward start(String namespace, String service, int port, String target, int preferredPort)
            throws InterruptedException {
        Path log = folder.resolve(namespace + ".log");
        try {
            Files.createDirectories(folder);
            // Two runs that look for a port at the same time would find the same one.
            PathLock ports = new PathLock(folder.resolve("ports.lock"));
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try (PathLock.Handle held = ports.acquire(() -> {})) {
                    int local = FreePort.near(preferredPort);
                    Process process = opener.start(namespace, service, target, local, log);
                    if (listens(process, local)) {
                        return new Forward(service, port, target, local, process.pid(), beginning(process.toHandle()));
                    }
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroy();
                }
            }
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            throw new SlipwayFailure(new Failure(
                    "SLIP-416",
                    "No address on this machine could be led to Service " + service + " of namespace " + namespace
                            + ".",
                    "the forward to " + target + " ended or did not listen, " + ATTEMPTS + " times",
                    lines.subList(Math.max(0, lines.size() - 5), lines.size()),
                    "see that the cluster runs (./slipway cluster status), then run the command again",
                    "the release itself is not touched"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot forward to " + service, e);
        }
    }

    private static boolean listens(Process process, int port) throws InterruptedException {
        long deadline = System.nanoTime() + LISTENS_WITHIN.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return process.isAlive();
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        return false;
    }

    @Override
    public synchronized Map<String, URI> open(String namespace) {
        Map<String, URI> found = new LinkedHashMap<>();
        living(namespace).forEach(o -> found.put(o.service(), o.uri()));
        return found;
    }

    @Override
    public synchronized void close(String namespace) throws InterruptedException {
        end(living(namespace));
        try {
            Files.deleteIfExists(file(namespace));
            Files.deleteIfExists(folder.resolve(namespace + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(namespace), e);
        }
    }

    private static void end(List<Forward> forwards) throws InterruptedException {
        List<ProcessHandle> tree = forwards.stream()
                .flatMap(o -> o.process().stream())
                .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (tree.stream().anyMatch(p -> ProcessIdentity.of(p.pid()).isPresent())) {
            if (System.nanoTime() > deadline) {
                tree.forEach(ProcessHandle::destroyForcibly);
                return;
            }
            Thread.sleep(20);
        }
    }

    private static long beginning(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private List<Forward> living(String namespace) {
        try {
            List<Forward> all =
                    JSON.readValue(Files.readAllBytes(file(namespace)), new TypeReference<List<Forward>>() {});
            return all.stream().filter(o -> o.process().isPresent()).toList();
        } catch (IOException | JacksonException e) {
            return List.of();
        }
    }

    private void write(String namespace, List<Forward> all) {
        Path file = file(namespace);
        try {
            Path unfinished = Files.createTempFile(folder, namespace, ".new");
            Files.write(unfinished, JSON.writeValueAsBytes(all));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private Path file(String namespace) {
        return folder.resolve(namespace + ".json");
    }
}
