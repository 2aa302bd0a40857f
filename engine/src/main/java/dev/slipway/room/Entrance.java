package dev.slipway.room;

import dev.slipway.debian.DebianArchive;
import dev.slipway.toolchain.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a command in namespaces and a file system of its own, as a user without privileges. Two scripts do it: {@code
 * outside.sh} on this machine and {@code inside.sh} in the namespaces. Both use tools from Debian's packages.
 */
final class Entrance {
    /** {@code nonroot} in every file system that {@code dev.slipway.debian} makes. */
    private static final int USER = 65_532;

    private final SystemTools tools;
    private final Path runs;
    private final boolean root;

    /** @param runs folder for what each step needs while it runs */
    Entrance(SystemTools tools, Path runs) {
        this.tools = tools;
        this.runs = runs;
        this.root = tools.root();
    }

    /** @param env all variables that the command gets */
    Running start(
            Path rootFolder,
            List<Mount> mounts,
            Surroundings surroundings,
            Map<String, String> env,
            Step step,
            Optional<Long> beside,
            Consumer<String> listener)
            throws IOException {
        PreparedStep prepared = prepare(mounts, surroundings, step);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words(rootFolder, prepared, step, beside)).directory(runs.toFile());
            builder.environment().clear();
            builder.environment().putAll(new TreeMap<>(env));
            return new Running(builder.start(), tools, prepared, step, listener);
        } catch (IOException e) {
            prepared.close();
            throw e;
        }
    }

    private PreparedStep prepare(List<Mount> mounts, Surroundings surroundings, Step step) throws IOException {
        forgetGone();
        Path folder = Files.createTempDirectory(runs, ProcessHandle.current().pid() + "-");
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.createDirectories(folder.resolve("place"));
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(folder.resolve("over/upper"));
        Files.createDirectories(folder.resolve("over/work"));
        Files.write(inside.resolve("filter"), SyscallFilter.of(DebianArchive.hostArchitecture()));
        List<String> lines = new ArrayList<>(surroundings.mounts(folder, step));
        List<Path> written = new ArrayList<>(surroundings.written());
        written.add(tmp);
        written.add(folder.resolve("home"));
        if (root) {
            giveToUser(tmp);
            giveToUser(folder.resolve("home"));
        }
        for (Mount mount : mounts) {
            lines.add(mount.from() + "\t" + mount.to() + "\t" + (mount.writable() ? "rw" : "ro"));
            if (mount.writable()) {
                written.add(mount.from());
            }
        }
        Files.writeString(folder.resolve("mounts"), String.join("\n", lines) + "\n");
        ControlGroup group = ControlGroup.make("slipway-room-" + folder.getFileName(), step.limits());
        Files.writeString(
                folder.resolve("groups"),
                group.folders().stream().map(f -> f + "\n").collect(Collectors.joining()));
        Optional<Gateway> gateway = step.fetches()
                ? Optional.of(Gateway.open(inside.resolve("network"), surroundings.named()))
                : Optional.empty();
        return new PreparedStep(folder, group, written, gateway);
    }

    /** Gives a step's files to the user that the step runs as. */
    private static void giveToUser(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", USER, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", USER, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private List<String> words(Path rootFolder, PreparedStep prepared, Step step, Optional<Long> beside) {
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh", "-c", script("outside.sh"), "room", prepared.folder().toString()));
        beside.ifPresent(process -> words.addAll(tools.entering(process)));
        words.addAll(tools.run("unshare"));
        if (!root && beside.isEmpty()) {
            words.addAll(List.of("--user", "--map-root-user"));
        }
        if (beside.isEmpty()) {
            words.add("--net");
        }
        words.addAll(List.of(
                "--mount",
                "--pid",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                tools.folder().resolve("usr/bin/busybox").toString(),
                "sh",
                "-c",
                script("inside.sh"),
                "room",
                tools.folder().toString(),
                rootFolder.toString(),
                prepared.folder().resolve("place").toString(),
                prepared.folder().toString(),
                root ? "root" : "user",
                step.fetches() ? "yes" : "no",
                step.dir(),
                limits(prepared.group(), step.limits())));
        words.addAll(step.command());
        return words;
    }

    /** The limits of one process, and of all if no group limits them. */
    private String limits(ControlGroup group, Limits limits) {
        StringBuilder options = new StringBuilder("--core=0 --fsize=" + limits.disk());
        if (!group.limitsMemory()) {
            options.append(" --data=").append(limits.memory());
        }
        if (!group.limitsProcesses()) {
            // The kernel counts all processes of the user. Under root, that user may have other rooms on this machine.
            options.append(" --nproc=").append(limits.processes() + (root ? threadsOf(USER) : 0));
        }
        return options.toString();
    }

    private static long threadsOf(int uid) {
        long sum = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path one : all) {
                try {
                    if (Files.getAttribute(one, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(uid)) {
                        sum += Files.getAttribute(one.resolve("task"), "unix:nlink") instanceof Integer n ? n - 2 : 0;
                    }
                } catch (IOException e) {
                    // The process has ended meanwhile.
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return sum;
    }

    private static String script(String name) {
        try (InputStream in = Entrance.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what steps of a killed Slipway left behind. */
    private void forgetGone() throws IOException {
        Files.createDirectories(runs);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, "[1-9]*-*")) {
            for (Path folder : folders) {
                long owner = Long.parseLong(String.valueOf(folder.getFileName()).split("-")[0]);
                if (ProcessHandle.of(owner).isEmpty()) {
                    for (String group : groups(folder)) {
                        Files.deleteIfExists(Path.of(group));
                    }
                    Folders.delete(folder);
                }
            }
        }
    }

    private static List<String> groups(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("groups"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
