package dev.slipway.assist.second;

import dev.slipway.run.Phase;
import dev.slipway.run.SecondOpinions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a gate left open.
 *
 * @param notes its conditions that are no pass, without secrets
 * @param until when an answer is of use
 */
record Question(Phase phase, List<String> notes, SecondOpinions.SoFar soFar, Instant until) {
    Question {
        notes = List.copyOf(notes);
    }

    String listed() {
        return String.join("\n", notes.stream().map(n -> "- " + n).toList());
    }

    /**
     * The question in words for a model that answers in words and is to change nothing.
     *
     * @param look what it is to look at, as a sentence
     * @param say what it is to say in at most ten lines
     */
    String words(String look, String say) {
        return look + " Slipway's checks noted:\n" + listed() + "\nSay in at most ten lines " + say
                + " Change nothing yourself.";
    }

    /** What was asked, for the report. */
    String told(String what) {
        return what + ": " + String.join("; ", notes);
    }

    /** The time that is left for the answer. */
    Duration left() {
        Duration left = Duration.between(Instant.now(), until);
        return left.isNegative() ? Duration.ofMillis(1) : left;
    }

    String namespace() {
        return soFar.application().map(a -> a.name()).orElse("default");
    }
}
