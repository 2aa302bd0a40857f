package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import dev.slipway.todo.interpret.Lexicon.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/** How often: "every other week", "on the last Friday of each month", "every 8 hours", "ہر پیر اور بدھ". */
final class Rhythm {
    private static final Set<String> LEADS =
            Set.of("on", "repeat", "repeats", "repeating", "recurring", "at", ",", "once");
    private static final Set<String> NIGHTLY = Set.of("nightly");

    private final Words words;
    private final Said said;
    private final Now now;

    Rhythm(Words words, Said said, Now now) {
        this.words = words;
        this.said = said;
        this.now = now;
    }

    /** Takes the first rhythm out of the words. */
    boolean take() {
        for (int start = 0; start < words.size(); start++) {
            if (!words.has(start)) {
                continue;
            }
            int i = start;
            while (words.any(i, LEADS) || words.any(i, "the")) {
                i++;
            }
            int end = ordinalOfMonth(i);
            end = end > 0 ? end : every(i);
            end = end > 0 ? end : onceA(i);
            end = end > 0 ? end : often(i);
            end = end > 0 ? end : plural(i, start);
            if (end > 0) {
                int from = words.any(start, "the") && i == start + 1 && words.is(i, Sense.EVERY) ? i : start;
                words.take(from, except(trails(end)));
                return true;
            }
        }
        return false;
    }

    private int trails(int end) {
        int i = end;
        while (words.any(i, Set.of("کو", "میں", "پر"))) {
            i++;
        }
        return i;
    }

    /** "Every day except Sunday". */
    private int except(int end) {
        if (!words.is(end, Sense.EXCEPT) || said.every == null || said.every.ordinal() > Unit.WEEK.ordinal()) {
            return end;
        }
        int i = words.any(end + 1, Set.of("for", "on")) ? end + 2 : end + 1;
        EnumSet<DayOfWeek> without = EnumSet.noneOf(DayOfWeek.class);
        int after = i;
        if (words.is(i, Sense.WEEKEND)) {
            without.addAll(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
            after = i + 1;
        } else {
            after = days(i, without);
        }
        if (without.isEmpty()) {
            return end;
        }
        if (said.weekdays.isEmpty()) {
            said.weekdays.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        said.weekdays.removeAll(without);
        said.every = Unit.WEEK;
        return after;
    }

    /** Weekdays one after the other; the end of the last. */
    private int days(int start, Set<DayOfWeek> into) {
        int i = start;
        int end = -1;
        while (words.weekday(i, true)) {
            int first = words.weekdayAt(i);
            into.add(DayOfWeek.of(first));
            end = i + 1;
            boolean to = words.any(end, Set.of("to", "-", "through", "thru", "till", "until", "سے"));
            if (to && words.weekday(end + 1, true)) {
                for (int d = first; d != words.weekdayAt(end + 1); d = d % 7 + 1) {
                    into.add(DayOfWeek.of(d));
                }
                into.add(DayOfWeek.of(words.weekdayAt(end + 1)));
                end = words.any(end + 2, "تک") ? end + 3 : end + 2;
            }
            i = end;
            while (words.is(i, Sense.AND) || words.any(i, Set.of("on", "every", "ہر"))) {
                i++;
            }
            if (i == end && !words.is(i, Sense.WEEKDAY)) {
                break;
            }
        }
        return end;
    }

    /** "The first Monday of every month", "on the 5th of each month", "on the last day of the month" with a rhythm. */
    private int ordinalOfMonth(int start) {
        int i = words.any(start, "the") ? start + 1 : start;
        Words.Number nth = words.ordinal(i);
        if (nth.end() < 0) {
            return -1;
        }
        int at = nth.end();
        boolean weekday = words.weekday(at, true);
        boolean day = words.unit(at) && words.unitAt(at) == Unit.DAY;
        int of = weekday || day ? at + 1 : at;
        if (!words.any(of, Set.of("of", "in"))
                || !words.is(of + 1, Sense.EVERY)
                || !words.unit(of + 2)
                || (words.unitAt(of + 2) != Unit.MONTH && words.unitAt(of + 2) != Unit.QUARTER)) {
            return -1;
        }
        said.every = words.unitAt(of + 2);
        if (weekday) {
            if (nth.value() > 5) {
                return -1;
            }
            said.nth = nth.value();
            said.weekdays.add(DayOfWeek.of(words.weekdayAt(at)));
        } else {
            dayOfMonth(nth.value());
        }
        return of + 3;
    }

    /** "Once a week". */
    private int onceA(int i) {
        if (!words.any(i - 1, "once") || !words.any(i, Set.of("a", "per", "an")) || !words.unit(i + 1)) {
            return -1;
        }
        said.every = words.unitAt(i + 1);
        return inUnit(i + 2);
    }

    private void dayOfMonth(int number) {
        if (number == -1 || (number >= 1 && number <= 31)) {
            said.daysOfMonth.add(number);
        } else {
            said.impossible = String.valueOf(number);
        }
    }

    private int every(int i) {
        if (!words.is(i, Sense.EVERY)) {
            return words.any(i, "all") && words.is(i + 1, Sense.WORKDAYS) ? workdays(i + 2) : -1;
        }
        int at = i + 1;
        if (words.any(at, "single")) {
            at++;
        }
        if (words.is(at, Sense.WORKDAYS)) {
            return workdays(at + 1);
        }
        if (words.any(at, Set.of("work", "working", "business", "week"))
                && words.unit(at + 1)
                && words.unitAt(at + 1) == Unit.DAY) {
            return workdays(at + 2);
        }
        if (words.is(at, Sense.WEEKEND)) {
            said.every = Unit.WEEK;
            said.weekdays.addAll(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
            return at + 1;
        }
        if (words.is(at, Sense.PART)) {
            said.every = Unit.DAY;
            return hourFollows(at + 1) ? at : part(at);
        }
        int counted = counted(at, i);
        if (counted > 0) {
            return counted;
        }
        int ordinal = everyOrdinal(at);
        if (ordinal > 0) {
            return ordinal;
        }
        if (words.weekday(at, true) && !saturdayIsWeek(at)) {
            said.every = Unit.WEEK;
            int end = days(at, said.weekdays);
            return words.is(end, Sense.PART) ? part(end) : end;
        }
        if (words.unit(at) && words.unitAt(at) != Unit.MINUTE) {
            said.every = words.unitAt(at);
            int end = at + 1;
            boolean part = words.is(end, Sense.PART) && !hourFollows(end + 1);
            return said.every == Unit.DAY && part ? part(end) : inUnit(end);
        }
        return month(at);
    }

    /** "ہفتے" is Saturday where a day is meant, and a week where nothing says so. */
    private boolean saturdayIsWeek(int i) {
        return words.unit(i);
    }

    private int workdays(int end) {
        said.every = Unit.WEEK;
        said.weekdays.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        return words.is(end, Sense.PART) ? part(end) : end;
    }

    /** "شام 5 بجے": the part of the day belongs to the hour. */
    private boolean hourFollows(int i) {
        int at = words.any(i, Set.of("کو", "کے")) ? i + 1 : i;
        return words.is(at, Sense.QUARTERS) || words.is(words.number(at).end(), Sense.OCLOCK);
    }

    private int part(int i) {
        said.part = words.value(i, Sense.PART);
        if (said.time == null) {
            said.time = LocalTime.of(words.value(i, Sense.PART), 0);
            said.eitherHalf = false;
        }
        return i + 1;
    }

    /** "3 days", "other Tuesday", "second week", "ہر 8 گھنٹے". */
    private int counted(int start, int every) {
        int n;
        int at;
        if (words.is(start, Sense.OTHER) && !words.any(start, "2nd")) {
            n = 2;
            at = start + 1;
        } else {
            Words.Number number = words.number(start);
            if (number.end() < 0) {
                Words.Number nth = words.ordinal(start);
                if (nth.end() < 0 || !words.unit(nth.end()) || nth.value() < 2 || words.any(nth.end() + 1, "of")) {
                    return -1;
                }
                number = nth;
            }
            n = number.value();
            at = number.end();
        }
        if (words.weekday(at, true) && !words.unit(at)) {
            if (n != 2 || words.any(at + 1, "of")) {
                return -1;
            }
            said.every = Unit.WEEK;
            said.interval = 2;
            return days(at, said.weekdays);
        }
        if (!words.unit(at)) {
            return -1;
        }
        Unit unit = words.unitAt(at);
        int end = words.any(at + 1, Set.of("بعد", "میں")) ? at + 2 : at + 1;
        if (words.any(at + 1, "کے") && words.any(at + 2, "بعد")) {
            end = at + 3;
        }
        if (n < 1 || n > 400 || unit == Unit.MINUTE || (unit == Unit.HOUR && (n > 12 || 24 % n != 0))) {
            said.impossible = words.said(every, end);
            return end;
        }
        said.every = unit;
        said.interval = n;
        return inUnit(end);
    }

    /** "Every first Monday (of the month)", "every 15th (of the month)", "every last day of the month". */
    private int everyOrdinal(int start) {
        Words.Number nth = words.ordinal(start);
        if (nth.end() < 0) {
            return -1;
        }
        int at = nth.end();
        boolean weekday = words.weekday(at, true);
        boolean day = words.unit(at) && words.unitAt(at) == Unit.DAY;
        int end = weekday || day ? at + 1 : at;
        boolean ofMonth = words.any(end, Set.of("of", "in"))
                && (words.any(end + 1, Set.of("the", "a", "each", "every"))
                        && words.unit(end + 2)
                        && words.unitAt(end + 2) == Unit.MONTH);
        if (words.is(end, Sense.MONTH) || (words.any(end, "of") && words.is(end + 1, Sense.MONTH))) {
            int month = words.any(end, "of") ? end + 1 : end;
            if (weekday || nth.value() < 1) {
                return -1;
            }
            said.every = Unit.YEAR;
            date(words.value(month, Sense.MONTH), nth.value(), words.said(start, month + 1));
            return month + 1;
        }
        if (weekday && nth.value() <= 5) {
            said.every = Unit.MONTH;
            said.nth = nth.value();
            said.weekdays.add(DayOfWeek.of(words.weekdayAt(at)));
            return ofMonth ? end + 3 : end;
        }
        boolean closed = words.ends(end) || words.mark(end) || words.ofTime(end) || words.any(end, "to");
        if (ofMonth || (!weekday && !day && nth.value() > 0 && closed)) {
            said.every = Unit.MONTH;
            dayOfMonth(nth.value());
            return ofMonth ? end + 3 : end;
        }
        return -1;
    }

    private void date(int month, int dayOfMonth, String text) {
        if (dayOfMonth < 1 || dayOfMonth > java.time.Month.of(month).maxLength()) {
            said.impossible = text;
        } else {
            said.day = now.date(month, dayOfMonth);
        }
    }

    /** "Every December", "every 3 May", "every May 3rd". */
    private int month(int at) {
        Words.Number number = words.number(at);
        if (number.end() > 0 && words.is(number.end(), Sense.MONTH)) {
            said.every = Unit.YEAR;
            date(words.value(number.end(), Sense.MONTH), number.value(), words.said(at, number.end() + 1));
            return number.end() + 1;
        }
        if (!words.is(at, Sense.MONTH)) {
            return -1;
        }
        said.every = Unit.YEAR;
        int month = words.value(at, Sense.MONTH);
        Words.Number nth = words.ordinal(at + 1).end() > 0 ? words.ordinal(at + 1) : words.number(at + 1);
        if (nth.end() > 0 && !words.is(nth.end(), Sense.HALF_OF_DAY)) {
            date(month, nth.value(), words.said(at, nth.end()));
            return nth.end();
        }
        said.month = month;
        said.day = now.date(month, 1);
        return at + 1;
    }

    /** "Every month on the 5th", "every week on Friday and Monday", "ہر مہینے کی 5 تاریخ". */
    private int inUnit(int end) {
        int i = end;
        while (words.any(i, Set.of("on", "the", "کی", "کے", "کو", "میں", ",", "by"))) {
            i++;
        }
        if (said.every == Unit.WEEK || said.every == Unit.FORTNIGHT) {
            int after = i > end || words.weekday(i, false) ? days(i, said.weekdays) : -1;
            return after > 0 ? after : end;
        }
        if (said.every != Unit.MONTH && said.every != Unit.QUARTER || i == end) {
            return end;
        }
        Words.Number nth = words.ordinal(i);
        if (nth.end() > 0 && words.weekday(nth.end(), true) && nth.value() <= 5) {
            said.nth = nth.value();
            said.weekdays.add(DayOfWeek.of(words.weekdayAt(nth.end())));
            return nth.end() + 1;
        }
        if (nth.end() > 0) {
            int after = nth.end();
            boolean day = words.unit(after) && words.unitAt(after) == Unit.DAY;
            if (nth.value() > 0 || day) {
                dayOfMonth(nth.value());
                after = day ? after + 1 : after;
                if (words.is(after, Sense.DATE_WORD)) {
                    after++;
                }
                while (words.is(after, Sense.AND)
                        && words.ordinal(after + 1).end() > 0
                        && words.ordinal(after + 1).value() > 0) {
                    dayOfMonth(words.ordinal(after + 1).value());
                    after = words.ordinal(after + 1).end();
                }
                return after;
            }
        }
        Words.Number number = words.number(i);
        if (number.end() > 0 && words.is(number.end(), Sense.DATE_WORD)) {
            dayOfMonth(number.value());
            return number.end() + 1;
        }
        return end;
    }

    /** "Daily", "weekly on Fridays", "monthly on the 5th". */
    private int often(int i) {
        if (!words.is(i, Sense.OFTEN)
                || (words.is(i, Sense.UNIT) && words.number(i - 1).end() > 0)) {
            return -1;
        }
        // "The daily report" is a report.
        if (i > 0
                && words.any(i - 1, Set.of("the", "my", "our", "his", "her"))
                && !words.ends(i + 1)
                && !words.ofTime(i + 1)) {
            return -1;
        }
        Unit unit = words.oftenAt(i);
        if (unit == Unit.HOUR) {
            said.every = Unit.HOUR;
            said.interval = 1;
            return i + 1;
        }
        said.every = unit;
        if (words.any(i, NIGHTLY)) {
            said.time = LocalTime.of(20, 0);
        }
        return inUnit(i + 1);
    }

    /** "Mondays and Thursdays", "on weekends", "weekdays at 7". */
    private int plural(int i, int start) {
        boolean lead = i > start;
        if (words.is(i, Sense.WORKDAYS) && words.lower(i).endsWith("s") && (lead || alone(i + 1))) {
            return workdays(i + 1);
        }
        if (words.any(i, "weekends") && (lead || alone(i + 1))) {
            said.every = Unit.WEEK;
            said.weekdays.addAll(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
            return i + 1;
        }
        if (!words.weekday(i, false) || !words.lower(i).endsWith("days")) {
            return -1;
        }
        said.every = Unit.WEEK;
        int end = days(i, said.weekdays);
        return words.is(end, Sense.PART) ? part(end) : end;
    }

    private boolean alone(int i) {
        return words.ends(i) || words.mark(i) || words.ofTime(i);
    }

    /** The end of a rhythm: "for 3 weeks", "10 times", "until Friday" is read with the days. */
    void takeEnd() {
        for (int i = 0; i < words.size(); i++) {
            boolean times = words.any(i, Set.of("for", "next", "the"))
                    || words.number(i).end() > 0;
            if (!words.has(i) || !times) {
                continue;
            }
            int at = i;
            while (words.any(at, Set.of("for", "the", "next", "a", "another", "total", "of"))) {
                at++;
            }
            Words.Number number = words.any(at - 1, "a") && words.unit(at) ? new Words.Number(1, at) : words.number(at);
            if (number.end() < 0) {
                continue;
            }
            if (words.is(number.end(), Sense.TIMES) && !words.any(number.end() + 1, Set.of("a", "per", "each", "in"))) {
                said.count = number.value();
                words.take(i, number.end() + 1);
                return;
            }
            boolean lead = words.any(i, "for") || words.any(i, "next");
            boolean urdu = words.any(number.end() + 1, "تک") || words.any(number.end() + 1, "کے");
            if (words.unit(number.end())
                    && words.unitAt(number.end()).ordinal() >= Unit.DAY.ordinal()
                    && (lead || urdu)) {
                LocalDate from = said.day == null ? now.day() : said.day;
                int n = number.value();
                said.end = switch (words.unitAt(number.end())) {
                    case WEEK -> from.plusWeeks(n);
                    case FORTNIGHT -> from.plusWeeks(2L * n);
                    case MONTH -> from.plusMonths(n);
                    case QUARTER -> from.plusMonths(3L * n);
                    case YEAR -> from.plusYears(n);
                    case DAY, HOUR, MINUTE -> from.plusDays(n);
                };
                said.end = said.end.minusDays(1);
                int end = number.end() + 1;
                while (words.any(end, Set.of("تک", "کے", "لیے"))) {
                    end++;
                }
                words.take(i, end);
                return;
            }
        }
    }
}
