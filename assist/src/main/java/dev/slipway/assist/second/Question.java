package dev.slipway.assist.second;

import dev.slipway.run.Phase;
import dev.slipway.run.SecondOpinions;
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

    String namespace() {
        return soFar.application().map(a -> a.name()).orElse("default");
    }
}
