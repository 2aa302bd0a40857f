package dev.slipway.containerize;

import dev.slipway.application.Application;
import dev.slipway.build.Built;
import dev.slipway.sandbox.ContainerException;
import dev.slipway.sandbox.ContainerRuntime;
import dev.slipway.sandbox.Containers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A sandbox whose database already serves when the image that needs it is built. The database starts while the compiler
 * runs. If all images exist already, nothing is started.
 */
final class EarlyDatabase implements AutoCloseable {
    /** Images that need no compiler are built within this time. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final String name;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final FutureTask<Containers> task;
    private final Thread thread;
    private boolean taken;

    EarlyDatabase(ContainerRuntime runtime, Application application, Built database) {
        this.name = database.name();
        this.task = new FutureTask<>(() -> {
            Thread.sleep(PATIENCE);
            if (!decided.compareAndSet(false, true)) {
                throw new InterruptedException("nobody waits for it");
            }
            Containers containers = runtime.open(application, Map.of(name, database.container()));
            try {
                containers.startStore(database.job().service());
                return containers;
            } catch (IOException | InterruptedException | ContainerException | RuntimeException e) {
                containers.close();
                throw e;
            }
        });
        this.thread = Thread.ofVirtual().start(task);
    }

    /** Name of the database's service. */
    String name() {
        return name;
    }

    /**
     * Gives the sandbox away, once; empty if it was not begun or does not work. In the latter case the test itself
     * reports the reason.
     */
    Optional<Containers> take() throws InterruptedException {
        if (decided.compareAndSet(false, true)) {
            task.cancel(true);
            taken = true;
        }
        if (taken) {
            return Optional.empty();
        }
        try {
            Containers containers = task.get();
            taken = true;
            return Optional.of(containers);
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (taken || decided.compareAndSet(false, true)) {
            task.cancel(true);
            return;
        }
        // The thread ends whatever it does, and leaves nothing behind.
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                task.get().close();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
