package dev.slipway.deploy;

import java.time.Duration;
import java.time.Instant;

/** What time it is, and how much of it passes: a machine's clock may be set, or stand still while it sleeps. */
interface Time {
    Instant now();

    /** Since some moment, the same one for as long as this program runs. */
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
