package dev.slipway.assist.field;

import dev.slipway.assist.plan.Docs;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A field that people say without its name.
 *
 * @param value of the field; empty for the number of the first group
 */
record Idiom(Pattern words, String field, String value) {
    private static final String SPAN = "(\\d+ ?(?:s|sec|seconds?|m|min|minutes?|h|hours?)?)";
    static final List<Idiom> ALL = List.of(
            Idiom.of("(?:give|gives) up after " + SPAN, "activeDeadlineSeconds", ""),
            Idiom.of(SPAN + " to (?:shut ?down|stop|terminate|finish|drain|exit)", "terminationGracePeriodSeconds", ""),
            Idiom.of(
                    "(?:never|not|doesn't|don't) preempts?|without preempt\\w+|non-?preempting",
                    "preemptionPolicy",
                    "Never"),
            Idiom.of(
                    "(?:keep|retain|store)s? (?:only )?(?:the )?(?:last |at most )?(\\d+) (?:old |previous |past )*(?:revisions?|replicasets?)",
                    "revisionHistoryLimit",
                    ""),
            Idiom.of("(\\d+) successful(?: jobs?| runs?)?", "successfulJobsHistoryLimit", ""),
            Idiom.of("(\\d+) failed (?:jobs?|runs?)", "failedJobsHistoryLimit", ""),
            Idiom.of(
                    "(?:forbid|prevent|no|not allow|never|without|disallow|avoid)\\b.{0,20}\\b(?:concurrent|overlap\\w*|parallel|simultaneous)",
                    "concurrencyPolicy",
                    "Forbid"),
            Idiom.of(
                    "(?:remove|delete|clean)\\w*.{0,20} " + SPAN + " after (?:it |they )?(?:finish|complet|is done)",
                    "ttlSecondsAfterFinished",
                    ""));

    static Idiom of(String words, String field, String value) {
        return new Idiom(Pattern.compile("\\b(?:" + words + ")", Pattern.CASE_INSENSITIVE), field, value);
    }

    Optional<JsonNode> value(FieldTree.Leaf leaf, Matcher m) {
        return value.isEmpty()
                ? FieldValues.number(leaf, m.group(1), "").map(Docs::node)
                : Optional.of(Docs.node(value));
    }
}
