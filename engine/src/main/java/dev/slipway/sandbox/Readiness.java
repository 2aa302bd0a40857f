package dev.slipway.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits until a container serves. */
final class Readiness {
    /** The longest that a program may take until it serves. */
    static final Duration WITHIN = Duration.ofSeconds(120);
    /** For this long, a program that reports itself unhealthy may still become healthy. */
    private static final Duration UNWELL_FOR = Duration.ofSeconds(20);
    /** For this long, a program that does not have the asked route may still add it. */
    private static final Duration STRAY_FOR = Duration.ofSeconds(4);
    /** For this long, a program that listens on another port may still open the right one. */
    private static final Duration ELSEWHERE_FOR = Duration.ofSeconds(8);

    private final Sandbox sandbox;
    private final Runc runc;

    Readiness(Sandbox sandbox, Runc runc) {
        this.sandbox = sandbox;
        this.runc = runc;
    }

    /**
     * Asks again until the answer is right. Returns what it asked, for people.
     *
     * @param others ports on which others listen in the same network namespace
     */
    String await(String name, ReadinessProbe probe, Set<Integer> others)
            throws InterruptedException, ContainerException, IOException {
        long due = System.nanoTime() + WITHIN.toNanos();
        long answering = 0;
        long elsewhere = 0;
        for (int asked = 1; true; asked++) {
            CommandOutput said = sandbox.run(probe.command(), Runc.COMMAND);
            if (probe.serves(said)) {
                return probe.title();
            }
            answering = !probe.answers(said) ? 0 : answering == 0 ? System.nanoTime() : answering;
            if (past(answering, probe.strays(said) ? STRAY_FOR : UNWELL_FOR)) {
                String words = probe.words(sandbox.run(probe.whole(), Runc.COMMAND));
                throw new ContainerException.ProgramException(
                        ContainerException.Stage.SERVE,
                        name + " runs, and answers at " + probe.title() + ": " + words,
                        with("asked " + probe.title() + ": " + words, name));
            }
            // Looking costs a few processes, which take time from the program that is starting.
            if (asked % 5 == 0) {
                if (!runc.alive(name)) {
                    throw new ContainerException.ProgramException(
                            ContainerException.Stage.START,
                            name + " ended before it served " + probe.title(),
                            runc.log(name));
                }
                List<Listener> listeners = answering == 0 && probe.port() > 0 ? ofItself(others) : List.of();
                boolean open = listeners.stream().anyMatch(l -> l.port() == probe.port() && !l.loopback());
                elsewhere = listeners.isEmpty() || open ? 0 : elsewhere == 0 ? System.nanoTime() : elsewhere;
                if (past(elsewhere, ELSEWHERE_FOR)) {
                    throw new ContainerException.ProgramException(
                            ContainerException.Stage.SERVE,
                            name + " listens on " + words(listeners) + ", not on port " + probe.port(),
                            with("listens on " + words(listeners), name));
                }
            }
            if (System.nanoTime() - due > 0) {
                throw new ContainerException.ProgramException(
                        ContainerException.Stage.SERVE,
                        name + " did not serve " + probe.title() + " within " + WITHIN.toSeconds() + " s; last answer: "
                                + said.text().strip(),
                        runc.log(name));
            }
            Thread.sleep(50);
        }
    }

    private static boolean past(long since, Duration limit) {
        return since != 0 && System.nanoTime() - since > limit.toNanos();
    }

    private List<Listener> ofItself(Set<Integer> others) throws InterruptedException {
        return Listener.in(sandbox).stream()
                .filter(listener -> !others.contains(listener.port()))
                .toList();
    }

    private static String words(List<Listener> listeners) {
        return listeners.stream().map(Listener::toString).sorted().collect(Collectors.joining(", "));
    }

    /** The observation, followed by the program's last lines. */
    private List<String> with(String observed, String name) throws IOException {
        List<String> lines = new ArrayList<>(List.of(observed));
        lines.addAll(runc.log(name));
        return lines;
    }

    /** A program without a port counts as ready if it still runs after five seconds. */
    String awaitWorker(String name) throws InterruptedException, ContainerException, IOException {
        sandbox.run("busybox sleep 5", Runc.COMMAND);
        if (!runc.alive(name)) {
            throw new ContainerException.ProgramException(
                    ContainerException.Stage.START, name + " ended within 5 s", runc.log(name));
        }
        return "still running after 5 s (it has no port)";
    }
}
