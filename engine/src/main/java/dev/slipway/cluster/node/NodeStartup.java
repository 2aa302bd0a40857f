package dev.slipway.cluster.node;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until a started node is ready, and reports what it waits for. */
public final class NodeStartup {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** The node ends by itself within 5 s; the wait for an interrupted command is 15 s. */
    private static final Duration BREAKS_OFF = Duration.ofSeconds(8);

    private static final int POLL_MILLIS = 25;
    private static final int LINES_SHOWN = 12;
    /** Number of components that a node reports until it is ready, for the progress bar. */
    private static final double STEPS = 7;

    private final String name;
    private final Path home;
    private final Path log;
    private final Progress progress;

    public NodeStartup(String name, Path home, Path log, Progress progress) {
        this.name = name;
        this.home = home;
        this.log = log;
        this.progress = progress;
    }

    /** Waits for a node that this command started. An interruption ends the half-started node. */
    public void await(Process process) throws InterruptedException {
        try {
            ready(process);
        } catch (InterruptedException e) {
            process.destroy();
            process.onExit()
                    .orTimeout(BREAKS_OFF.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(slow -> {
                        process.destroyForcibly();
                        return process;
                    })
                    .join();
            throw e;
        }
    }

    /** Waits for a node that another command has started. An interruption does not end it. */
    public void await() throws InterruptedException {
        ready(null);
    }

    private void ready(@Nullable Process process) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String told = "";
        while (true) {
            Optional<NodeStatus> status = NodeStatus.read(home);
            String phase = status.map(NodeStatus::phase).orElse("");
            if (status.filter(NodeStatus::usable).isPresent()) {
                return;
            }
            if (phase.equals(NodeStatus.FAILED)) {
                throw failure(status.map(NodeStatus::message).orElse(""));
            }
            // Another start of the same node may have come first. Then this process ends, and the wait is for the other
            // node.
            if ((process == null || !process.isAlive()) && NodeProcess.of(home).isEmpty()) {
                throw failure(
                        process == null
                                ? "its process ended"
                                : "its process ended with exit code " + process.exitValue());
            }
            String detail = status.map(NodeStatus::detail).orElse("");
            if (System.nanoTime() > deadline) {
                if (process != null) {
                    process.destroy();
                }
                throw failure("it was not ready after " + LIMIT.toSeconds() + " s; it waited for "
                        + (detail.isEmpty() ? "nothing that it named" : detail));
            }
            if (!detail.isEmpty() && !detail.equals(told)) {
                told = detail;
                long ready = status.orElseThrow().ready().values().stream()
                        .filter(r -> r)
                        .count();
                progress.on(new Progress.Event.Advanced(
                        "cluster", "start", "waiting for " + detail, Math.min(0.95, ready / STEPS), Optional.empty()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private SlipwayFailure failure(String why) {
        return new SlipwayFailure(new Failure(
                "SLIP-411",
                "The node " + name + " did not start.",
                why,
                tail(),
                "look into " + home.resolve("var/log/slipway") + "; ./slipway cluster delete gives a fresh start",
                "the state of the cluster is kept in " + home));
    }

    private List<String> tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
