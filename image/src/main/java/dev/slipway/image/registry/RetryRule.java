package dev.slipway.image.registry;

import java.time.Duration;

/**
 * How often and how soon a request is repeated.
 *
 * @param firstPause doubled after each attempt, up to {@code longestPause}
 * @param stall how long a body may move nothing before the attempt is given up
 */
record RetryRule(int attempts, Duration firstPause, Duration longestPause, Duration stall, Sleeper sleeper) {
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    static final RetryRule STANDARD =
            new RetryRule(5, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(60), Thread::sleep);

    /** A request that failed in a way that may pass by itself. */
    static final class TransientFailure extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final long retryAfterSeconds;

        /** @param retryAfterSeconds what the server asks for; 0 where it does not */
        TransientFailure(String message, int status, long retryAfterSeconds) {
            super(message);
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        int status() {
            return status;
        }

        long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
