package dev.slipway.assist.second;

import dev.slipway.gate.Opinion;
import dev.slipway.run.Phase;

/** One assistant. */
interface Colleague {
    /** As gate G1 names it. */
    String name();

    /** What does the work without it. */
    String served();

    boolean isAskedAfter(Phase phase);

    /** Within the question's time; an interruption ends what it has started. */
    Opinion asked(Question question) throws InterruptedException;

    /** A reply that has failed, or that there is none. */
    default Opinion failed(Question question, String asked, String why) {
        return judged(question, asked, "", Opinion.Outcome.FAILED, why);
    }

    /** It is not there to be asked. */
    default Opinion absent(Question question, String why) {
        return judged(question, "", "", Opinion.Outcome.NOT_ASKED, why);
    }

    default Opinion judged(Question question, String asked, String answer, Opinion.Outcome outcome, String why) {
        return new Opinion(name(), question.phase().label(), asked, answer, outcome, why, served());
    }
}
