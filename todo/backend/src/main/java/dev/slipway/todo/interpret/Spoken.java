package dev.slipway.todo.interpret;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * What has been understood so far of when something is to be done.
 *
 * @param eitherHalf the hour was said without saying which half of the day
 * @param rule recurrence rule (RFC 5545); empty for once
 * @param impossible a date that there is not, as it was said
 */
record Spoken(
        Optional<LocalDate> day,
        Optional<LocalTime> time,
        boolean eitherHalf,
        Optional<String> rule,
        Optional<String> impossible) {
    static final Spoken NOTHING =
            new Spoken(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());

    Spoken on(LocalDate said) {
        return new Spoken(Optional.of(said), time, eitherHalf, rule, impossible);
    }

    /** An hour that there is not takes the place of one that was said before, too. */
    Spoken at(Optional<LocalTime> said) {
        return new Spoken(day, said, eitherHalf, rule, impossible);
    }

    Spoken inEitherHalf(boolean either) {
        return new Spoken(day, time, either, rule, impossible);
    }

    Spoken repeating(String said) {
        return new Spoken(day, time, eitherHalf, Optional.of(said), impossible);
    }

    Spoken impossible(String said) {
        return new Spoken(day, time, eitherHalf, rule, Optional.of(said.strip()));
    }

    Spoken inTheMorning() {
        return at(time.map(t -> eitherHalf && t.getHour() >= 12 ? t.minusHours(12) : t));
    }

    Spoken afterNoon() {
        return at(time.map(t -> eitherHalf && t.getHour() < 12 ? t.plusHours(12) : t));
    }

    Moment rest(String text) {
        return new Moment(day, time, rule, impossible, text);
    }
}
