package dev.slipway.compile;

import java.time.Duration;

/** Interrupts a thread when the program is told to end, so that what the thread started ends, too. */
final class Interruption implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption atShutdown(Thread thread) {
        Thread hook = new Thread(() -> {
            thread.interrupt();
            try {
                thread.join(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already, so the hook is running.
        }
    }
}
