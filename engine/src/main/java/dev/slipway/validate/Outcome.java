package dev.slipway.validate;

/**
 * How a step went.
 *
 * @param seen what was seen, for people
 * @param screenshot path of a PNG, or empty
 */
record Outcome(boolean ok, String seen, String screenshot) {
    static Outcome held(String seen) {
        return new Outcome(true, seen, "");
    }

    static Outcome fell(String seen) {
        return new Outcome(false, seen, "");
    }
}
