package dev.slipway.run;

/**
 * Whether a phase runs, and why.
 *
 * @param reason why it runs or is left out, for people
 */
public sealed interface Decision {
    String reason();

    record Run(String reason) implements Decision {}

    record Skip(String reason) implements Decision {}

    /** Its inputs are known only after an earlier phase has run. */
    record Depends(String reason) implements Decision {}
}
