package dev.slipway.sandbox;

import java.io.IOException;
import java.time.Duration;

/** Waits until a container serves. */
final class Readiness {
    /** The longest that a program may take until it serves. */
    static final Duration WITHIN = Duration.ofSeconds(120);
    /** Until then, a program that says that it is not well may still be on its way there. */
    private static final Duration UNWELL_FOR = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final Runc runc;

    Readiness(Sandbox sandbox, Runc runc) {
        this.sandbox = sandbox;
        this.runc = runc;
    }

    /** Asks again and again until the answer is right; gives what was asked, for people. */
    String await(String name, ReadinessProbe probe) throws InterruptedException, Ended, IOException {
        long due = System.nanoTime() + WITHIN.toNanos();
        long answering = 0;
        for (int asked = 1; true; asked++) {
            Said said = sandbox.run(probe.command(), Runc.COMMAND);
            if (probe.serves(said)) {
                return probe.title();
            }
            answering = !probe.answers(said) ? 0 : answering == 0 ? System.nanoTime() : answering;
            if (answering != 0 && System.nanoTime() - answering > UNWELL_FOR.toNanos()) {
                throw new Ended.Failed(
                        name + " runs, and says of itself at " + probe.title() + " that it is not well: "
                                + probe.words(sandbox.run(probe.whole(), Runc.COMMAND)),
                        runc.log(name));
            }
            // A look at it takes a few processes, and so time from the program that is starting.
            if (asked % 5 == 0 && !runc.alive(name)) {
                throw new Ended.Failed(name + " ended before it served " + probe.title(), runc.log(name));
            }
            if (System.nanoTime() - due > 0) {
                throw new Ended.Failed(
                        name + " did not serve " + probe.title() + " within " + WITHIN.toSeconds() + " s; last answer: "
                                + said.text().strip(),
                        runc.log(name));
            }
            Thread.sleep(50);
        }
    }

    /** A program without a port counts as ready if it still runs after five seconds. */
    String awaitWorker(String name) throws InterruptedException, Ended, IOException {
        sandbox.run("busybox sleep 5", Runc.COMMAND);
        if (!runc.alive(name)) {
            throw new Ended.Failed(name + " ended within 5 s", runc.log(name));
        }
        return "still running after 5 s (it has no port)";
    }
}
