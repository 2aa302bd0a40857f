package dev.slipway.deploy;

import java.time.Duration;
import java.time.Instant;

/** Two clocks: the machine's time of day, which may be set, and a steady one, which measures durations. */
interface Time {
    Instant now();

    /** The time since a moment that is fixed while this program runs. */
    Duration steady();

    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Duration steady() {
            return Duration.ofNanos(System.nanoTime());
        }
    };
}
