package dev.slipway.sandbox;

import dev.slipway.toolchain.SystemPrograms;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A shell in network, mount, pid, ipc and uts namespaces of its own. Its network has loopback only; its root is a
 * folder with runc and BusyBox. Everything that starts in it ends with it. It ends with this process: its standard
 * input closes, or the kernel kills what a dead {@code unshare} leaves behind.
 */
final class Sandbox implements AutoCloseable {
    /** The folder with the containers' bundles, by its path inside. */
    static final String BUNDLES = "/home";
    /** The folder with unpacked layers, by its path inside. */
    static final String LAYERS = "/mnt";

    /**
     * Runs before the root changes, with the root's own BusyBox; $1 is the new root, $2 the folder of bundles, $3 of
     * layers.
     */
    private static final String ENTER = """
            set -e
            busybox=$1/usr/bin/busybox
            "$busybox" mount --bind "$1" "$1"
            "$busybox" mount -t proc proc "$1/proc"
            "$busybox" mount --rbind /dev "$1/dev"
            "$busybox" mount --rbind /sys "$1/sys"
            "$busybox" mount -t tmpfs tmpfs "$1/run"
            "$busybox" mount --bind "$2" "$1/home"
            "$busybox" mkdir -p "$1/mnt"
            "$busybox" mount --bind "$3" "$1/mnt"
            "$busybox" mount -o remount,ro,bind none "$1/mnt"
            cd "$1"
            "$busybox" mkdir run/old
            "$busybox" pivot_root . run/old
            cd /
            /usr/bin/busybox umount -l /run/old
            /usr/bin/busybox ip link set lo up
            echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
            exec /usr/bin/busybox sh
            """;

    private static final String END = "@@slipway-end@@ ";

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private int commands;

    private Sandbox(Process process) {
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(this::read);
    }

    /**
     * @param root folder with runc, BusyBox and util-linux
     * @param bundles folder with the containers' files
     * @param layers folder with unpacked layers, which the sandbox does not change
     */
    static Sandbox open(Path root, Path bundles, Path layers) throws IOException {
        List<String> words = new ArrayList<>(SystemPrograms.command(root, "unshare"));
        words.addAll(List.of(
                "--net",
                "--mount",
                "--pid",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                root.resolve("usr/bin/busybox").toString(),
                "sh",
                "-c",
                ENTER,
                "sandbox",
                root.toString(),
                bundles.toString(),
                layers.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.redirectErrorStream(true);
        // Nothing in the sandbox needs this process's environment.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin");
        return new Sandbox(builder.start());
    }

    /**
     * Runs a line of shell, one at a time. After the deadline the exit code is 124 and the sandbox cannot be used any
     * more.
     */
    synchronized CommandOutput run(String line, Duration deadline) throws InterruptedException {
        String end = END + ++commands + " ";
        List<String> lines = new ArrayList<>();
        try {
            in.write("( " + line + " ) </dev/null 2>&1; r=$?; echo; echo \"" + end + "$r\"\n");
            in.flush();
        } catch (IOException e) {
            // The shell has ended; its last output says why.
            lines.add("the sandbox has ended: " + e.getMessage());
            out.drainTo(lines);
            return new CommandOutput(125, lines);
        }
        long due = System.nanoTime() + deadline.toNanos();
        while (true) {
            String said = out.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (said == null) {
                lines.add("no answer within " + deadline.toSeconds() + " s");
                return new CommandOutput(124, lines);
            }
            if (said.startsWith(end)) {
                if (!lines.isEmpty() && lines.getLast().isEmpty()) {
                    lines.removeLast();
                }
                return new CommandOutput(
                        Integer.parseInt(said.substring(end.length()).strip()), lines);
            }
            if (said.equals(END)) {
                return new CommandOutput(125, lines);
            }
            lines.add(said);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                out.add(line);
            }
        } catch (IOException e) {
            // The stream ends with the process.
        }
        out.add(END);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
