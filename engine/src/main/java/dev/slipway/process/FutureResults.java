package dev.slipway.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Takes results from other threads and throws their exceptions unchanged. */
public final class FutureResults {
    private FutureResults() {}

    public static <T> T on(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(e.getCause());
        }
    }
}
