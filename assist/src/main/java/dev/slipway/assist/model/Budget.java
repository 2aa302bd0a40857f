package dev.slipway.assist.model;

import java.time.Duration;

/**
 * What one question may take.
 *
 * @param steps answers of the model
 * @param tokens sent and received, all answers together
 */
public record Budget(int steps, int tokens, Duration time) {
    public static final Budget USUAL = new Budget(12, 60_000, Duration.ofSeconds(120));
}
