package dev.slipway.toolchain;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Resolution;
import dev.slipway.debian.UnpackListener;
import dev.slipway.image.Entry;
import dev.slipway.image.FolderWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Root file systems of Debian packages. Each is made once, and all applications share it. */
final class FileSystems {
    /** Another value makes all file systems anew. It changes with what is added to the packages. */
    private static final String FORM = "1";

    private static final int NAME_LENGTH = 16;

    /** The packages by which a room is entered and left. */
    private static final List<String> SYSTEM = List.of("busybox-static", "mount", "socat", "util-linux", "xz-utils");

    /** Packages that builds of any language call, or that their scripts expect. */
    private static final List<String> BASE = List.of(
            "bash",
            "bzip2",
            "ca-certificates",
            "coreutils",
            "curl",
            "dash",
            "debianutils",
            "diffutils",
            "file",
            "findutils",
            "g++",
            "gcc",
            "git",
            "grep",
            "gzip",
            "hostname",
            "libc-bin",
            "libc6-dev",
            "make",
            "mawk",
            "netbase",
            "patch",
            "perl",
            "pkgconf",
            "procps",
            "sed",
            "tar",
            "tzdata",
            "unzip",
            "util-linux",
            "wget",
            "xz-utils",
            "zip");

    /** Names that installation scripts would give to programs (update-alternatives(1)). */
    private static final Map<String, String> ALTERNATIVES = new TreeMap<>(Map.of(
            "awk", "/usr/bin/mawk",
            "c++", "/usr/bin/g++",
            "c99", "/usr/bin/c99-gcc",
            "cc", "/usr/bin/gcc",
            "pkg-config", "/usr/bin/pkgconf",
            "which", "/usr/bin/which.debianutils"));

    private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
    private static final String AUTHORITIES_OF_JAVA = "/etc/ssl/certs/java/cacerts";

    private static final List<String> FOLDERS = List.of("/build", "/cache", "/mnt", "/opt", "/etc/ssl/certs/java");
    private static final Map<String, String> FILES = Map.of(
            "/etc/hosts",
            "127.0.0.1 localhost\n::1 localhost\n",
            "/etc/resolv.conf",
            "",
            AUTHORITIES,
            "",
            AUTHORITIES_OF_JAVA,
            "");

    /** Packages that a JDK needs for a desktop only, and Maven for a JDK of its own. */
    private static final Set<String> WITHOUT = Set.of("default-jre-headless", "java-common", "ca-certificates-java");

    /** A lock for the makers of each file system. */
    private static final ConcurrentMap<Path, Object> MADE = new ConcurrentHashMap<>();

    private final Path folder;
    private final DebianArchive archive;
    private final UnpackListener listener;

    FileSystems(Path folder, DebianArchive archive, UnpackListener listener) {
        this.folder = folder;
        this.archive = archive;
        this.listener = listener;
    }

    Path at(String name) {
        return folder.resolve(name);
    }

    /** Name of the file system with the tools that make rooms. */
    String system() throws IOException, InterruptedException {
        return made("forky", SYSTEM, archive, Map.of());
    }

    /**
     * Name of a file system to build in.
     *
     * @param packages beside those that every build has
     * @param links names in {@code /usr/local/bin} with the programs that they stand for
     * @param system folder of the file system with the tools that make rooms
     */
    String of(String suite, Collection<String> packages, Map<String, String> links, Path system)
            throws IOException, InterruptedException {
        TreeSet<String> all = new TreeSet<>(BASE);
        all.addAll(packages);
        TreeMap<String, String> names = new TreeMap<>(ALTERNATIVES);
        names.putAll(links);
        return made(suite, all, quick(system), names);
    }

    private String made(String suite, Collection<String> packages, DebianArchive unpacking, Map<String, String> links)
            throws IOException, InterruptedException {
        Resolution found = archive.resolve(suite, packages, WITHOUT);
        String name = suite + "-"
                + DigestUtils.sha256Hex(FORM + found.digest() + links).substring(0, NAME_LENGTH);
        if (Files.isDirectory(at(name))) {
            return name;
        }
        Files.createDirectories(folder);
        // One process makes it, and the others wait. A file lock does not distinguish the threads of a process, so they
        // need a lock of their own.
        synchronized (MADE.computeIfAbsent(at(name).toAbsolutePath(), path -> new Object())) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.isDirectory(at(name)) && lock.isValid()) {
                    make(found, unpacking, links, at(name));
                }
            }
        }
        return name;
    }

    /** The archive, decompressed by a program among the tools of rooms. */
    private DebianArchive quick(Path system) {
        return archive.decompressedBy(
                Stream.concat(SystemPrograms.command(system, "xz").stream(), Stream.of("--decompress", "--stdout"))
                        .toList());
    }

    private void make(Resolution found, DebianArchive unpacking, Map<String, String> links, Path target)
            throws IOException, InterruptedException {
        List<Entry> entries =
                new ArrayList<>(unpacking.assemble(found, listener).entries());
        Set<String> paths = entries.stream().map(Entry::path).collect(Collectors.toCollection(HashSet::new));
        FOLDERS.forEach(path -> entries.add(Entry.directory(path, 0755, 0, 0)));
        FILES.forEach((path, text) -> {
            if (!paths.contains(path)) {
                entries.add(Entry.file(path, 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        entries.add(Entry.directory("/usr/local", 0755, 0, 0));
        entries.add(Entry.directory("/usr/local/bin", 0755, 0, 0));
        links.forEach((name, program) -> {
            if (paths.contains(program) && !paths.contains("/usr/bin/" + name)) {
                entries.add(Entry.symlink("/usr/local/bin/" + name, program));
            }
        });
        Path unfinished = Files.createTempDirectory(folder, "unfinished-");
        try {
            FolderWriter.share(entries, unfinished);
            Folders.publish(unfinished, target);
        } catch (IOException e) {
            Folders.delete(unfinished);
            throw new DebianException("cannot write the file system " + target + ": " + e.getMessage(), e);
        }
    }
}
