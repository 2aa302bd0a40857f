package dev.slipway.todo.interpret;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A way of saying when, and what it adds to what was said before. */
record Phrase(Pattern pattern, Meaning meaning) {
    interface Meaning {
        Spoken add(Spoken before, MatchResult said, Now now);
    }

    static Phrase of(String regex, Meaning meaning) {
        return new Phrase(Text.pattern(regex), meaning);
    }

    /** Takes the first phrase of the list that there is out of the text, and no other one. */
    static Spoken first(List<Phrase> phrases, Spoken before, Scan scan, Now now) {
        for (Phrase phrase : phrases) {
            Optional<MatchResult> said = scan.take(phrase.pattern());
            if (said.isPresent()) {
                return phrase.meaning().add(before, said.get(), now);
            }
        }
        return before;
    }
}
