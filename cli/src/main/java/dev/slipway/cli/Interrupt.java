package dev.slipway.cli;

import java.time.Duration;

/**
 * Handles Ctrl-C. The working thread is interrupted and gets time to end its child processes. Then the process ends
 * with 130.
 */
final class Interrupt {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private boolean over;

    private Interrupt() {}

    static Interrupt armed(Thread worker) {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt.end(worker), "interrupt"));
        return interrupt;
    }

    /** Returns whether the work ended by itself. From now on the process may exit in any way. */
    synchronized boolean disarmed() {
        boolean byItself = !over;
        over = true;
        return byItself;
    }

    private void end(Thread worker) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        worker.interrupt();
        try {
            if (!worker.join(PATIENCE)) {
                System.err.println(Console.INTERRUPTED_TEXT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(Console.INTERRUPTED);
    }
}
