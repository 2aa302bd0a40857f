package dev.slipway.run;

/**
 * What is to be done about a phase, and why.
 *
 * @param reason for people, also where the phase is left out
 */
public sealed interface Decision {
    String reason();

    record Run(String reason) implements Decision {}

    record Skip(String reason) implements Decision {}

    /** Nobody can know before an earlier phase has run. */
    record Depends(String reason) implements Decision {}
}
