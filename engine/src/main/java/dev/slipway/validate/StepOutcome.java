package dev.slipway.validate;

/**
 * How a step went.
 *
 * @param seen what the step observed, for people
 * @param screenshot path of a PNG, or empty
 */
record StepOutcome(boolean ok, String seen, String screenshot) {
    static StepOutcome held(String seen) {
        return new StepOutcome(true, seen, "");
    }

    static StepOutcome fell(String seen) {
        return new StepOutcome(false, seen, "");
    }
}
