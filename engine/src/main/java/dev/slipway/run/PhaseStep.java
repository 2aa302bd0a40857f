package dev.slipway.run;

import dev.slipway.gate.Gated;
import java.io.IOException;
import java.util.function.Function;

/**
 * One phase as a value: a row of the table in {@link Pipeline}.
 *
 * @param type class of its result
 * @param input digest of everything that the result depends on: an earlier result holds as long as it is the same
 * @param missing finds what is gone of an earlier result
 * @param work makes the result and judges it
 * @param summary the result in one line, for people
 */
record PhaseStep<T>(
        Phase phase,
        Class<T> type,
        Input input,
        MissingCheck<T> missing,
        Job<T> work,
        Function<Gated<T>, String> summary) {
    interface Input {
        String digest(Results soFar);
    }

    interface MissingCheck<T> {
        /** What is missing, in words for people; empty if the earlier result is all there. */
        String of(Results soFar, T earlier) throws InterruptedException;
    }

    interface Job<T> {
        Gated<T> run(Results soFar) throws IOException, InterruptedException;
    }
}
