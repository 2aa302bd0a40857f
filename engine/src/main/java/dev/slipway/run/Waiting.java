package dev.slipway.run;

import dev.slipway.gate.SlipwayFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Takes results from other threads with their failures as they were. */
final class Waiting {
    private Waiting() {}

    static <T> T on(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SlipwayFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(e.getCause());
        }
    }
}
