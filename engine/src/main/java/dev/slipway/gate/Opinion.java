package dev.slipway.gate;

/**
 * What an assistant was asked in a run, and what came of it.
 *
 * @param assistant its name for people
 * @param about which part of the run: a phase, or a phase and a service
 * @param asked in short
 * @param answered in short, without secrets; empty where nothing came
 * @param why the measure, or the reason
 * @param served what did the work without it
 */
public record Opinion(
        String assistant, String about, String asked, String answered, Outcome outcome, String why, String served) {
    /** What became of its answer. */
    public enum Outcome {
        /** It was better by the measure, and is laid out for a person to take. */
        BETTER,
        /** It was tried, and is not better. */
        REFUSED,
        /** It is advice, which a person may read. */
        NOTED,
        /** It came to nothing in its time. */
        FAILED,
        /** It is not here, or was not to be asked. */
        NOT_ASKED
    }
}
