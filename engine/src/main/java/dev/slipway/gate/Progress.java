package dev.slipway.gate;

import java.time.Duration;
import java.util.Optional;

/** Where a phase reports what it is doing. Implementations are safe for use by several threads. */
public interface Progress {
    void on(Event event);

    Progress SILENT = event -> {};

    default void started(String phase, String step, String detail) {
        on(new Event.Started(phase, step, detail));
    }

    default void done(String phase, String step, String detail) {
        on(new Event.Done(phase, step, detail));
    }

    /** Something that happens inside a phase's step. */
    sealed interface Event {
        String phase();

        String step();

        String detail();

        record Started(String phase, String step, String detail) implements Event {}

        /** @param fraction 0 to 1, or negative where it cannot be known */
        record Advanced(String phase, String step, String detail, double fraction, Optional<Duration> left)
                implements Event {}

        record Done(String phase, String step, String detail) implements Event {}

        /** An earlier result still holds. */
        record Skipped(String phase, String step, String detail) implements Event {}

        record Noted(String phase, String step, String detail) implements Event {}
    }
}
