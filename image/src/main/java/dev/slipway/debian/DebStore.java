package dev.slipway.debian;

import dev.slipway.image.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Packages unpacked once for all who use them: a folder for each, by the digest of its .deb, with numbered files and an
 * index that says what path, mode and owner each has. So a hostile path is text in here, never a place of this machine.
 */
final class DebStore {
    private static final String INDEX = "index";

    private final Path folder;

    DebStore(Path folder) {
        this.folder = folder;
    }

    /** What a .deb holds: its control files by name, its members as entries. */
    record Unpacked(String control, String md5sums, List<Entry> entries) {
        Unpacked {
            entries = List.copyOf(entries);
        }
    }

    boolean has(Package of) {
        return Files.exists(place(of).resolve(INDEX));
    }

    Unpacked unpacked(Package of, Path deb) {
        Path place = place(of);
        if (!has(of)) {
            unpack(of, deb, place);
        }
        try {
            return read(place);
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the unpacked package " + of + " in " + place + ": " + e.getMessage()
                            + "; delete that folder and run the command again",
                    e);
        }
    }

    private Path place(Package of) {
        return folder.resolve(of.sha256());
    }

    private void unpack(Package of, Path deb, Path place) {
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
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
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
            // What is left there has no index, so nobody takes it for a package.
        }
    }

    private static void write(Package of, Path deb, Path to) throws IOException {
        Files.writeString(to.resolve("control"), "");
        Files.writeString(to.resolve("md5sums"), "");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(deb), 1 << 16)) {
            DebFile.read(in, new DebFile.Members() {
                @Override
                public void control(TarArchiveInputStream tar) throws IOException {
                    writeControl(tar, to);
                }

                @Override
                public void data(TarArchiveInputStream tar) throws IOException {
                    writeData(of, tar, to);
                }
            });
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
            String owner = entry.getLongUserId() + "\t" + entry.getLongGroupId();
            String head = Integer.toOctalString(entry.getMode() & 07777) + "\t" + owner;
            if (entry.isDirectory()) {
                lines.add("d\t" + head + "\t0\t-\t" + path + "\t");
            } else if (entry.isSymbolicLink()) {
                lines.add("l\t" + head + "\t0\t-\t" + path + "\t" + entry.getLinkName());
            } else if (entry.isLink()) {
                lines.add("h\t" + head + "\t0\t-\t" + path + "\t" + UsrMerge.path(entry.getLinkName()));
            } else if (entry.isFile()) {
                String name = Integer.toString(lines.size());
                long copied = Files.copy(tar, to.resolve(name));
                if (copied != entry.getSize()) {
                    throw new IOException("it ends inside " + path);
                }
                lines.add("f\t" + head + "\t" + copied + "\t" + name + "\t" + path + "\t");
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
            entries.add(
                    switch (f[0]) {
                        case "d" -> Entry.directory(f[6], mode, uid, gid);
                        case "l" -> Entry.symlink(f[6], f[7]);
                        case "h" -> Entry.hardlink(f[6], f[7]);
                        default ->
                            new Entry(
                                    f[6],
                                    Entry.Kind.FILE,
                                    mode,
                                    uid,
                                    gid,
                                    "",
                                    Long.parseLong(f[4]),
                                    () -> Files.newInputStream(content));
                    });
        }
        return new Unpacked(
                Files.readString(place.resolve("control")), Files.readString(place.resolve("md5sums")), entries);
    }
}
