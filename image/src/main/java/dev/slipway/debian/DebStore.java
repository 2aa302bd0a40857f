package dev.slipway.debian;

import dev.slipway.image.DurableFiles;
import dev.slipway.image.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Keeps unpacked packages for all users. Each has a folder named by the digest of its .deb, with numbered files and an
 * index of their paths, modes and owners. So a hostile path is only text here, never a place of this machine.
 */
final class DebStore {
    private static final String INDEX = "index";
    /** Number of columns in a line of the index. Lines from before files had dates have one less. */
    private static final int COLUMNS = 9;

    private static final ConcurrentMap<Path, Lock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final List<String> xz;

    /** @param xz as {@link DebFile#read} takes it */
    DebStore(Path folder, List<String> xz) {
        this.folder = folder;
        this.xz = List.copyOf(xz);
    }

    /**
     * The lock of a package. A thread holds it while it looks at the package and unpacks it, so that it deletes nothing
     * of another thread.
     */
    Lock lock(Package of) {
        return LOCKS.computeIfAbsent(place(of).toAbsolutePath(), path -> new ReentrantLock());
    }

    /** The content of a .deb: its control files by name, and its members as entries. */
    record Unpacked(String control, String md5sums, List<Entry> entries) {
        Unpacked {
            entries = List.copyOf(entries);
        }
    }

    /** The package as it was unpacked before, if all its files are complete. A damaged one is deleted. */
    Optional<Unpacked> kept(Package of, Consumer<String> mended) {
        Path place = place(of);
        String flaw;
        try {
            if (!Files.exists(place.resolve(INDEX)) || undated(place)) {
                delete(place);
                return Optional.empty();
            }
            Unpacked unpacked = read(place);
            flaw = flaw(unpacked.entries(), place);
            if (flaw.isEmpty()) {
                return Optional.of(unpacked);
            }
        } catch (IOException | RuntimeException e) {
            flaw = "its index cannot be read";
        }
        delete(place);
        mended.accept("the unpacked package " + of + " was damaged (" + flaw + "); it is unpacked again");
        return Optional.empty();
    }

    private static boolean undated(Path place) throws IOException {
        try (Stream<String> lines = Files.lines(place.resolve(INDEX))) {
            return lines.findFirst()
                    .filter(line -> line.split("\t", -1).length < COLUMNS)
                    .isPresent();
        }
    }

    private static String flaw(List<Entry> entries, Path place) throws IOException {
        int number = 0;
        for (Entry entry : entries) {
            Path file = place.resolve(Integer.toString(number++));
            if (entry.kind() == Entry.Kind.FILE && !(Files.isRegularFile(file) && Files.size(file) == entry.size())) {
                return entry.path() + " is not whole";
            }
        }
        return "";
    }

    private Path place(Package of) {
        return folder.resolve(of.sha256());
    }

    /** Unpacks a .deb, whose bytes must have the digest in the signed index. */
    Unpacked unpack(Package of, Path deb) {
        Path place = place(of);
        Path unfinished = null;
        try {
            Files.createDirectories(folder);
            unfinished = Files.createTempDirectory(folder, of.name() + "-");
            write(of, deb, unfinished);
            move(unfinished, place);
        } catch (IOException e) {
            throw e instanceof FileSystemException
                            || String.valueOf(e.getMessage()).contains("No space left")
                    ? DebianException.writing(folder, e)
                    : broken(of, deb, e);
        } finally {
            delete(unfinished);
        }
        try {
            return read(place);
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the unpacked package " + of + " in " + place + ": " + e.getMessage(), e);
        }
    }

    private static DebianException broken(Package of, Path deb, Exception cause) {
        return new DebianException(
                "the package " + of + " from " + of.url() + " (" + deb + ") cannot be unpacked: " + cause.getMessage()
                        + "; delete that file and run the command again",
                cause);
    }

    /** Another thread or process may have been faster: its result is the same. */
    private static void move(Path from, Path to) throws IOException {
        try {
            DurableFiles.publish(from, to);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.exists(to.resolve(INDEX))) {
                throw e;
            }
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path unfinished) {
        if (unfinished == null || !Files.exists(unfinished)) {
            return;
        }
        try (Stream<Path> files = Files.list(unfinished)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(unfinished);
        } catch (IOException e) {
            // The rest has no index, so it does not count as a package.
        }
    }

    private void write(Package of, Path deb, Path to) throws IOException {
        Files.writeString(to.resolve("control"), "");
        Files.writeString(to.resolve("md5sums"), "");
        MessageDigest sha256 = Mirror.sha256();
        try (InputStream in =
                new BufferedInputStream(new DigestInputStream(Files.newInputStream(deb), sha256), 1 << 16)) {
            DebFile.read(in, xz, new DebFile.Members() {
                @Override
                public void control(TarArchiveInputStream tar) throws IOException {
                    writeControl(tar, to);
                }

                @Override
                public void data(TarArchiveInputStream tar) throws IOException {
                    writeData(of, tar, to);
                }
            });
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(of.sha256())) {
            throw new IOException("its bytes do not have the digest " + of.sha256() + " of the signed index");
        }
    }

    private static void writeControl(TarArchiveInputStream tar, Path to) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName().replaceFirst("^\\./", "");
            if (name.equals("control") || name.equals("md5sums")) {
                Files.write(to.resolve(name), tar.readAllBytes());
            }
        }
    }

    private static void writeData(Package of, TarArchiveInputStream tar, Path to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = UsrMerge.path(entry.getName());
            if (path.equals("/") || UsrMerge.isMergedRoot(entry.getName()) || UsrMerge.isUnused(path)) {
                continue;
            }
            long time = entry.getLastModifiedTime().to(TimeUnit.SECONDS);
            String owner = entry.getLongUserId() + "\t" + entry.getLongGroupId();
            String head = Integer.toOctalString(entry.getMode() & 07777) + "\t" + owner;
            if (entry.isDirectory()) {
                lines.add("d\t" + head + "\t0\t-\t" + path + "\t\t" + time);
            } else if (entry.isSymbolicLink()) {
                lines.add("l\t" + head + "\t0\t-\t" + path + "\t" + entry.getLinkName() + "\t" + time);
            } else if (entry.isLink()) {
                lines.add("h\t" + head + "\t0\t-\t" + path + "\t" + UsrMerge.path(entry.getLinkName()) + "\t" + time);
            } else if (entry.isFile()) {
                String name = Integer.toString(lines.size());
                long copied = Files.copy(tar, to.resolve(name));
                if (copied != entry.getSize()) {
                    throw new IOException("it ends inside " + path);
                }
                lines.add("f\t" + head + "\t" + copied + "\t" + name + "\t" + path + "\t\t" + time);
            } else {
                throw new DebianException("the package " + of + " has a device or pipe at " + path
                        + ", which no Debian package may have; name another mirror (docs/images.md)");
            }
        }
        Files.write(to.resolve(INDEX), lines, StandardCharsets.UTF_8);
    }

    private static Unpacked read(Path place) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(place.resolve(INDEX))) {
            String[] f = line.split("\t", -1);
            int mode = Integer.parseInt(f[1], 8);
            int uid = Integer.parseInt(f[2]);
            int gid = Integer.parseInt(f[3]);
            Path content = place.resolve(f[5]);
            Entry entry = switch (f[0]) {
                case "d" -> Entry.directory(f[6], mode, uid, gid);
                case "l" -> Entry.symlink(f[6], f[7]);
                case "h" -> Entry.hardlink(f[6], f[7]);
                default -> Entry.file(f[6], mode, uid, gid, Long.parseLong(f[4]), Entry.Content.of(content));
            };
            entries.add(entry.dated(Instant.ofEpochSecond(Long.parseLong(f[8]))));
        }
        return new Unpacked(
                Files.readString(place.resolve("control")), Files.readString(place.resolve("md5sums")), entries);
    }
}
