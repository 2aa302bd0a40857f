package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The moment of speaking, with the days that people count from it. */
record Now(ZonedDateTime at) {
    static Now of(Utterance utterance) {
        return new Now(utterance.now().atZone(utterance.zone()));
    }

    ZoneId zone() {
        return at.getZone();
    }

    LocalDate day() {
        return at.toLocalDate();
    }

    LocalTime time() {
        return at.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    }

    /** The next such day, today not counted. */
    LocalDate coming(DayOfWeek weekday) {
        return day().with(TemporalAdjusters.next(weekday));
    }

    /** The one of next week, which begins on Monday. */
    LocalDate nextWeeks(DayOfWeek weekday) {
        return monday().plusWeeks(1).with(TemporalAdjusters.nextOrSame(weekday));
    }

    /** Of this week. */
    LocalDate monday() {
        return day().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The next date with this day of the month, today counted; months without such a day are passed over. */
    LocalDate dayOfMonth(int number) {
        LocalDate month = day().withDayOfMonth(1);
        while (month.lengthOfMonth() < number || month.withDayOfMonth(number).isBefore(day())) {
            month = month.plusMonths(1);
        }
        return month.withDayOfMonth(number);
    }

    /** This year's date, or next year's where it has passed. */
    LocalDate date(int month, int dayOfMonth) {
        for (int year = day().getYear(); ; year++) {
            LocalDate first = LocalDate.of(year, month, 1);
            if (first.lengthOfMonth() >= dayOfMonth
                    && !first.withDayOfMonth(dayOfMonth).isBefore(day())) {
                return first.withDayOfMonth(dayOfMonth);
            }
        }
    }

    /** The first day from today on that is one of these; today only if {@code time} is still to come. */
    LocalDate first(java.util.Collection<DayOfWeek> days, java.util.Optional<LocalTime> time) {
        LocalDate candidate = time.isPresent() && !time.get().isAfter(time()) ? day().plusDays(1) : day();
        while (!days.contains(candidate.getDayOfWeek())) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }
}
