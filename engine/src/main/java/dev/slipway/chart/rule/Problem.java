package dev.slipway.chart.rule;

import java.util.List;

/**
 * Something that is wrong with a rendered object.
 *
 * @param rule its name, such as {@code runAsNonRoot}
 * @param path of the field in the object, its steps joined by {@code /}
 */
record Problem(Manifest manifest, String rule, String path, String message) {
    /** A rule that every rendered object is held against. */
    @FunctionalInterface
    interface Rule {
        List<Problem> check(Manifest manifest);
    }

    /** {@code Deployment/backend spec/replicas: message (rule)} */
    String text() {
        return "%s %s: %s (%s)".formatted(manifest.id(), path, message, rule);
    }
}
