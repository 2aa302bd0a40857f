package dev.slipway.debian;

import dev.slipway.image.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;

/** Downloads and unpacks packages, several at a time, and puts them together. */
final class Assembly {
    private static final int DOWNLOADS = 8;
    private static final String DOC = "/usr/share/doc/";

    private final Mirror mirror;
    private final DebStore store;

    Assembly(Mirror mirror, DebStore store) {
        this.mirror = mirror;
        this.store = store;
    }

    RootFilesystem of(Resolution resolution, UnpackListener listener) throws InterruptedException {
        Map<Package, DebStore.Unpacked> unpacked = unpackAll(resolution, listener);
        List<Entry> entries = new ArrayList<>(SystemFiles.base(resolution.architecture()));
        unpacked.values().forEach(u -> entries.addAll(u.entries()));
        entries.add(Entry.directory("/var/lib/dpkg", 0755, 0, 0));
        entries.add(Entry.directory("/var/lib/dpkg/status.d", 0755, 0, 0));
        unpacked.forEach((of, u) -> entries.addAll(SystemFiles.status(of, u)));
        Map<String, Entry> byPath = new LinkedHashMap<>();
        entries.forEach(e -> byPath.put(e.path(), e));
        try {
            entries.addAll(SystemFiles.certificates(entries));
            List<RootFilesystem.Installed> installed = new ArrayList<>();
            for (Package of : resolution.packages()) {
                installed.add(new RootFilesystem.Installed(
                        of, Licences.of(copyright(of.name(), byPath)), of.purl(resolution.suite())));
            }
            return new RootFilesystem(resolution.suite(), installed, entries);
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the unpacked packages: " + e.getMessage()
                            + "; delete the cache's folder of unpacked packages and run the command again",
                    e);
        }
    }

    private Map<Package, DebStore.Unpacked> unpackAll(Resolution resolution, UnpackListener listener)
            throws InterruptedException {
        Progress progress = new Progress(resolution.packages().size(), resolution.size(), listener);
        Semaphore slots = new Semaphore(DOWNLOADS);
        Map<Package, Future<DebStore.Unpacked>> started = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Package of : resolution.packages()) {
                started.put(of, threads.submit(() -> unpack(of, slots, progress)));
            }
            Map<Package, DebStore.Unpacked> all = new LinkedHashMap<>();
            for (Map.Entry<Package, Future<DebStore.Unpacked>> one : started.entrySet()) {
                try {
                    all.put(one.getKey(), one.getValue().get());
                } catch (ExecutionException | InterruptedException e) {
                    threads.shutdownNow();
                    throw rethrown(e);
                }
            }
            return all;
        }
    }

    private static InterruptedException rethrown(Exception e) throws InterruptedException {
        if (e instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        throw new IllegalStateException(e);
    }

    private DebStore.Unpacked unpack(Package of, Semaphore slots, Progress progress) throws InterruptedException {
        slots.acquire();
        try {
            DebStore.Unpacked unpacked = keptOrFresh(of, progress);
            progress.done(of);
            return unpacked;
        } finally {
            slots.release();
        }
    }

    private DebStore.Unpacked keptOrFresh(Package of, Progress progress) throws InterruptedException {
        Lock lock = store.lock(of);
        lock.lockInterruptibly();
        try {
            Optional<DebStore.Unpacked> kept = store.kept(of, progress::mended);
            return kept.isPresent() ? kept.get() : fresh(of, progress);
        } finally {
            lock.unlock();
        }
    }

    /** Unpacks the .deb. One that was damaged since its download is fetched once more. */
    private DebStore.Unpacked fresh(Package of, Progress progress) throws InterruptedException {
        try {
            return store.unpack(of, mirror.fetch(of.url(), of.sha256(), of.size()));
        } catch (DebianException e) {
            if (!mirror.dropDamaged(of.sha256())) {
                throw e;
            }
            progress.mended("the .deb of " + of + " was damaged; it is fetched again");
            return store.unpack(of, mirror.fetch(of.url(), of.sha256(), of.size()));
        }
    }

    private static final class Progress {
        private final int packages;
        private final long bytes;
        private final UnpackListener listener;
        private int packagesDone;
        private long bytesDone;

        Progress(int packages, long bytes, UnpackListener listener) {
            this.packages = packages;
            this.bytes = bytes;
            this.listener = listener;
        }

        synchronized void done(Package of) {
            packagesDone++;
            bytesDone += of.size();
            listener.unpacked(of, packagesDone, packages, bytesDone, bytes);
        }

        synchronized void mended(String what) {
            listener.mended(what);
        }
    }

    /** Packages of one source often share one documentation folder by a link. */
    private static String copyright(String name, Map<String, Entry> byPath) throws IOException {
        Entry folder = byPath.get(DOC + name);
        String of = folder != null && folder.kind() == Entry.Kind.SYMLINK
                ? folder.link().substring(folder.link().lastIndexOf('/') + 1)
                : name;
        Entry file = byPath.get(DOC + of + "/copyright");
        if (file == null || file.kind() != Entry.Kind.FILE) {
            return "";
        }
        try (InputStream in = file.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
