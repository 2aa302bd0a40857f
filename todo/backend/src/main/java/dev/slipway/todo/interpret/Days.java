package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import dev.slipway.todo.interpret.Lexicon.Unit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The day: "tomorrow", "in 2 weeks", "on the 3rd of May", "next Friday", "اگلے پیر کو". */
final class Days {
    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2199;
    private static final Set<String> LEADS = Set.of(
            "due",
            "by",
            "on",
            "at",
            "over",
            "for",
            "from",
            "until",
            "till",
            "til",
            "before",
            "starting",
            "beginning",
            "start",
            "starts",
            "through",
            "thru",
            "ending",
            "ends",
            "since",
            "after",
            "around",
            "of",
            "in",
            ":");
    private static final Set<String> UNTILS =
            Set.of("until", "till", "til", "through", "thru", "ending", "ends", "untill");
    private static final Set<String> DETERMINERS = Set.of("the", "a", "my", "our", "her", "his", "their", "your");
    private static final Set<String> TRAILS = Set.of("کو", "تک", "پر", "میں", "سے", "کے", "دن", "روز", "والے");

    private final Words words;
    private final Said said;
    private final Now now;

    Days(Words words, Said said, Now now) {
        this.words = words;
        this.said = said;
        this.now = now;
    }

    /** A day that was read, or a moment. */
    private record Found(LocalDate day, @Nullable LocalTime time, int end) {}

    /** Takes the days out of the words: one, or with a rhythm its begin and its end. */
    void take() {
        boolean taken = false;
        for (int i = 0; i < words.size(); i++) {
            if (!words.has(i)) {
                continue;
            }
            boolean room = said.day == null || (said.repeats() && said.end == null);
            if (room && !taken || room && said.repeats()) {
                taken |= takeAt(i);
            }
        }
    }

    private boolean takeAt(int start) {
        int i = start;
        if (words.any(i, ",") && (words.any(i + 1, LEADS) || core(i + 1, true) != null)) {
            i++;
        }
        boolean lead = false;
        boolean until = false;
        while (words.any(i, LEADS)
                || (lead && words.any(i, Set.of("no", "later", "than", "the")) && !words.any(i + 1, "end"))) {
            until |= words.any(i, UNTILS);
            lead = true;
            if (words.any(i, "the") && words.ordinal(i + 1).end() > 0) {
                break;
            }
            i++;
        }
        if (words.any(i - 1, Set.of("of", "in")) && i - start == 1 && !relative(i) && !words.is(i, Sense.MONTH)) {
            return false;
        }
        Found found = core(i, lead);
        if (found == null) {
            return false;
        }
        int end = found.end();
        boolean before = words.any(end, "سے") && words.any(end + 1, "پہلے");
        if (Text.isUrdu(words.said(i, end)) || words.any(end, TRAILS)) {
            while (words.any(end, TRAILS)) {
                until |= words.any(end, "تک");
                end++;
            }
            end = before && words.any(end, "پہلے") ? end + 1 : end;
        }
        if (said.repeats() && until) {
            said.end = found.day();
        } else if (said.day == null || (said.repeats() && !until && lead)) {
            said.day = found.day();
        } else {
            return false;
        }
        if (found.time() != null) {
            said.time = found.time();
        }
        words.take(start, end);
        return true;
    }

    private boolean relative(int i) {
        return words.number(i).end() > 0
                || words.any(i, Set.of("a", "an", "half", "about", "the"))
                || words.is(i, Sense.NEXT);
    }

    private @Nullable Found core(int i, boolean lead) {
        Found found = later(i, lead);
        found = found == null ? iso(i) : found;
        found = found == null ? numeric(i, lead) : found;
        found = found == null ? named(i) : found;
        if (found != null
                && weekdayBefore(i) > i
                && found.day().getDayOfWeek() != DayOfWeek.of(words.weekdayAt(i))
                && said.impossible == null) {
            // "Monday, 8 December", which is a Tuesday: one of the two is wrong.
            said.impossible = words.said(i, found.end());
        }
        found = found == null ? ends(i) : found;
        found = found == null ? weekdayOfMonth(i) : found;
        found = found == null ? dayOfMonth(i, lead) : found;
        found = found == null ? ofDays(i, lead) : found;
        return found;
    }

    /** "In 2 days", "2 hrs from now", "within the next week", "a week from Monday", "آدھے گھنٹے میں". */
    private @Nullable Found later(int start, boolean lead) {
        int i = start;
        boolean in = words.any(start - 1, Set.of("in", "within", "after")) && lead;
        if (words.any(i, Set.of("within", "in"))) {
            in = true;
            i++;
        }
        while (words.any(i, Set.of("about", "around", "the", "next", "another", "like"))) {
            i++;
        }
        int half = 0;
        Words.Number number;
        if (words.any(i, Set.of("آدھے", "آدھا", "ڈیڑھ", "ڈھائی"))) {
            boolean hours = words.unit(i + 1) && words.unitAt(i + 1) == Unit.HOUR;
            if (!hours) {
                return null;
            }
            int minutes = words.any(i, "ڈیڑھ") ? 90 : words.any(i, "ڈھائی") ? 150 : 30;
            int end = urduLater(i + 2);
            return end < 0 ? null : at(now.at().plusMinutes(minutes), end);
        }
        if (words.any(i, "half") && words.any(i + 1, Set.of("an", "a")) && words.unit(i + 2)) {
            number = new Words.Number(0, i + 2);
            half = 30;
        } else if (words.any(i, Set.of("an", "a", "one")) && words.unit(i + 1)) {
            number = new Words.Number(1, i + 1);
        } else if (words.any(i, "a") && words.any(i + 1, "couple")) {
            number = new Words.Number(2, words.any(i + 2, "of") ? i + 3 : i + 2);
        } else {
            number = words.number(i);
            if (number.end() > 0
                    && words.any(number.end(), "and")
                    && words.any(number.end() + 1, "a")
                    && words.any(number.end() + 2, "half")) {
                half = 30;
                number = new Words.Number(number.value(), number.end() + 3);
            }
        }
        if (number.end() < 0 || !words.unit(number.end()) || number.value() > 100_000) {
            return null;
        }
        Unit unit = words.unitAt(number.end());
        int end = number.end() + 1;
        if (words.any(end, "and") && words.any(end + 1, "a") && words.any(end + 2, "half") && unit == Unit.HOUR) {
            half = 30;
            end += 3;
        }
        int urdu = urduLater(end);
        LocalDate base = now.day();
        // "A week on Thursday" is the week after the next Thursday.
        boolean on = !in && unit == Unit.WEEK && words.any(end, "on") && words.weekday(end + 1, true);
        boolean from = on || words.any(end, Set.of("from", "after"));
        if (from) {
            if (words.any(end + 1, "now") || words.is(end + 1, Sense.TODAY)) {
                end += 2;
            } else {
                Found other = ofDays(end + 1, true);
                if (other == null) {
                    return null;
                }
                base = other.day();
                end = other.end();
            }
        } else if (urdu > 0) {
            end = urdu;
        } else if (words.any(end, "later")) {
            end++;
        } else if (!in) {
            return null;
        }
        int n = number.value();
        Found found = switch (unit) {
            case MINUTE -> at(now.at().plusMinutes(n), end);
            case HOUR -> at(now.at().plusHours(n).plusMinutes(half), end);
            case DAY -> new Found(base.plusDays(n), null, end);
            case WEEK -> new Found(base.plusWeeks(n), null, end);
            case FORTNIGHT -> new Found(base.plusWeeks(2L * n), null, end);
            case MONTH -> new Found(base.plusMonths(n), null, end);
            case QUARTER -> new Found(base.plusMonths(3L * n), null, end);
            case YEAR -> new Found(base.plusYears(n), null, end);
        };
        if (found.day().getYear() > LAST_YEAR) {
            said.impossible = words.said(start, end);
        }
        return found;
    }

    /** "The second Saturday of January", "the last Friday of the month"; not of each month, which is a rhythm. */
    private @Nullable Found weekdayOfMonth(int start) {
        int i = words.any(start, "the") ? start + 1 : start;
        Words.Number nth = words.ordinal(i);
        if (nth.end() < 0
                || nth.value() > 5
                || !words.weekday(nth.end(), true)
                || !words.any(nth.end() + 1, Set.of("of", "in"))) {
            return null;
        }
        DayOfWeek weekday = DayOfWeek.of(words.weekdayAt(nth.end()));
        int of = nth.end() + 2;
        if (words.is(of, Sense.MONTH)) {
            LocalDate first = now.day().withDayOfMonth(1).withMonth(words.value(of, Sense.MONTH));
            LocalDate found = nth(first, nth.value(), weekday);
            return new Found(
                    found.isBefore(now.day()) ? nth(first.plusYears(1), nth.value(), weekday) : found, null, of + 1);
        }
        boolean next = words.any(of, "next");
        if ((next || words.any(of, Set.of("the", "this")))
                && words.unit(of + 1)
                && words.unitAt(of + 1) == Unit.MONTH) {
            LocalDate first = now.day().withDayOfMonth(1).plusMonths(next ? 1 : 0);
            LocalDate found = nth(first, nth.value(), weekday);
            return new Found(
                    found.isBefore(now.day()) ? nth(first.plusMonths(1), nth.value(), weekday) : found, null, of + 2);
        }
        return null;
    }

    private static LocalDate nth(LocalDate month, int nth, DayOfWeek weekday) {
        return month.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
    }

    /** The end of "بعد", "میں", "کے بعد"; -1 where there is none. */
    private int urduLater(int i) {
        int at = words.any(i, "کے") ? i + 1 : i;
        return words.any(at, Set.of("بعد", "میں", "اندر", "تک")) && (at == i || !words.any(at, "میں")) ? at + 1 : -1;
    }

    private static Found at(ZonedDateTime moment, int end) {
        return new Found(
                moment.toLocalDate(), moment.toLocalTime().withSecond(0).withNano(0), end);
    }

    private @Nullable Found iso(int start) {
        int i = weekdayBefore(start);
        if (!words.is(i, Token.Kind.ISO)) {
            return null;
        }
        String text = words.at(i).text();
        int year = Integer.parseInt(text.substring(0, 4));
        return exact(
                text, year, Integer.parseInt(text.substring(5, 7)), Integer.parseInt(text.substring(8, 10)), i + 1);
    }

    /** "Monday, the 7 December": the weekday adds nothing. */
    private int weekdayBefore(int i) {
        if (!words.weekday(i, true)) {
            return i;
        }
        int after = i + 1;
        while (words.any(after, Set.of(",", "the"))) {
            after++;
        }
        return after;
    }

    static void date(Said said, String text, String year, String month, String day) {
        int y = Integer.parseInt(year);
        try {
            said.day = LocalDate.of(y, Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            said.impossible = text;
        }
        if (y < FIRST_YEAR || y > LAST_YEAR) {
            said.impossible = text;
        }
    }

    /** Day before month, as everywhere but in America, unless only the other order is a date. */
    private @Nullable Found numeric(int start, boolean lead) {
        int i = weekdayBefore(start);
        if (!words.is(i, Token.Kind.DATE)) {
            return null;
        }
        String text = words.at(i).text();
        String[] parts = text.split("[/.-]");
        boolean dotted = text.endsWith(".");
        boolean sure = lead
                || parts.length == 3
                || dotted
                || words.ends(i + 1)
                || words.ofTime(i + 1)
                || words.any(i + 1, "کو");
        if (!sure) {
            return null;
        }
        int first = Integer.parseInt(parts[0]);
        int second = Integer.parseInt(parts[1]);
        boolean monthFirst =
                !dotted && (second > 12 || (first <= 12 && now.zone().getId().startsWith("America/")));
        int month = monthFirst ? first : second;
        int day = monthFirst ? second : first;
        if (parts.length == 3) {
            int year = Integer.parseInt(parts[2]);
            return exact(text, parts[2].length() == 2 ? 2000 + year : year, month, day, i + 1);
        }
        return coming(text, month, day, i + 1);
    }

    private Found exact(String text, int year, int month, int day, int end) {
        try {
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                said.impossible = text;
            }
            return new Found(LocalDate.of(year, month, day), null, end);
        } catch (DateTimeException e) {
            said.impossible = text;
            return new Found(now.day(), null, end);
        }
    }

    /** The next time that there is this date. */
    private Found coming(String text, int month, int day, int end) {
        if (month < 1 || month > 12 || day < 1 || day > Month.of(month).maxLength()) {
            said.impossible = text;
            return new Found(now.day(), null, end);
        }
        return new Found(now.date(month, day), null, end);
    }

    /** "3 May", "the 3rd of May 2027", "May 3rd", "third of march". */
    private @Nullable Found named(int start) {
        int i = weekdayBefore(start);
        i = words.any(i, "the") ? i + 1 : i;
        Words.Number number =
                words.ordinal(i).end() > 0 && words.ordinal(i).value() > 0 ? words.ordinal(i) : words.number(i);
        if (number.end() > 0) {
            int at = words.any(number.end(), "of") ? number.end() + 1 : number.end();
            if (words.is(at, Sense.MONTH) && month(at, true)) {
                return year(start, at + 1, words.value(at, Sense.MONTH), number.value());
            }
        }
        if (!words.is(i, Sense.MONTH) || !month(i, false)) {
            return null;
        }
        int after = words.any(i + 1, "the") ? i + 2 : i + 1;
        Words.Number day =
                words.ordinal(after).end() > 0 && words.ordinal(after).value() > 0
                        ? words.ordinal(after)
                        : words.number(after);
        if (day.end() < 0
                || words.any(day.end(), ":")
                || (words.is(after, Token.Kind.NUMBER) && words.at(after).text().length() > 2)) {
            return null;
        }
        return year(start, day.end(), words.value(i, Sense.MONTH), day.value());
    }

    /** "May" is a month beside a number only. */
    private boolean month(int i, boolean numberBefore) {
        return numberBefore
                || !words.any(i, "may")
                || words.number(i + 1).end() > 0
                || words.ordinal(i + 1).end() > 0;
    }

    private Found year(int start, int end, int month, int day) {
        int at = words.any(end, ",") ? end + 1 : end;
        if (words.is(at, Token.Kind.NUMBER) && words.at(at).text().length() == 4) {
            return exact(
                    words.said(start, at + 1), Integer.parseInt(words.at(at).text()), month, day, at + 1);
        }
        return coming(words.said(start, end), month, day, end);
    }

    /** "End of the month", "beginning of next week", "eod", "مہینے کے آخر". */
    private @Nullable Found ends(int start) {
        LocalDate today = now.day();
        if (words.any(start, Set.of("eod", "cob"))) {
            Found other = ofDays(words.any(start + 1, "on") ? start + 2 : start + 1, true);
            return other == null ? new Found(today, null, start + 1) : other;
        }
        if (words.any(start, "eow")) {
            return new Found(endOf(Unit.WEEK, 0), null, start + 1);
        }
        if (words.any(start, "eom")) {
            return new Found(endOf(Unit.MONTH, 0), null, start + 1);
        }
        int u = words.is(start, Sense.THIS) || words.is(start, Sense.NEXT) ? start + 1 : start;
        if (words.unit(u) && words.any(u + 1, "کے") && words.is(u + 2, Sense.END)) {
            if (words.unitAt(u) == Unit.WEEK) {
                return new Found(now.coming(DayOfWeek.SATURDAY), null, u + 3);
            }
            return new Found(endOf(words.unitAt(u), words.is(start, Sense.NEXT) ? 1 : 0), null, u + 3);
        }
        int i = words.any(start, "the") ? start + 1 : start;
        boolean end = words.any(i, "end");
        boolean begin = words.any(i, Set.of("beginning", "start"));
        if (!end && !begin || !words.any(i + 1, "of")) {
            return null;
        }
        int at = i + 2;
        if (words.is(at, Sense.MONTH) && month(at, false)) {
            LocalDate first = now.date(words.value(at, Sense.MONTH), 1);
            LocalDate last = now.day().getMonthValue() == first.getMonthValue()
                    ? endOf(Unit.MONTH, 0)
                    : first.withDayOfMonth(first.lengthOfMonth());
            return new Found(end ? last : first, null, at + 1);
        }
        int ahead = 0;
        while (words.any(at, Set.of("the", "this", "next"))) {
            ahead = words.any(at, "next") ? 1 : ahead;
            at++;
        }
        if (!words.unit(at)) {
            return null;
        }
        LocalDate day = end ? endOf(words.unitAt(at), ahead) : beginningOf(words.unitAt(at), Math.max(ahead, 1));
        return new Found(day, null, at + 1);
    }

    private LocalDate endOf(Unit unit, int ahead) {
        LocalDate today = now.day();
        return switch (unit) {
            case WEEK, FORTNIGHT -> {
                LocalDate friday = now.monday().plusWeeks(ahead).plusDays(4);
                yield friday.isBefore(today) ? friday.plusDays(2) : friday;
            }
            case MONTH -> {
                LocalDate month = today.withDayOfMonth(1).plusMonths(ahead);
                yield month.withDayOfMonth(month.lengthOfMonth());
            }
            case QUARTER -> {
                LocalDate first = today.withDayOfMonth(1).withMonth((today.getMonthValue() - 1) / 3 * 3 + 1);
                yield first.plusMonths(3L * (ahead + 1)).minusDays(1);
            }
            case YEAR -> today.plusYears(ahead).withMonth(12).withDayOfMonth(31);
            case DAY, HOUR, MINUTE -> today;
        };
    }

    private LocalDate beginningOf(Unit unit, int ahead) {
        LocalDate today = now.day();
        return switch (unit) {
            case WEEK, FORTNIGHT -> now.monday().plusWeeks(ahead);
            case MONTH -> today.withDayOfMonth(1).plusMonths(ahead);
            case QUARTER -> endOf(Unit.QUARTER, 0).plusDays(1);
            case YEAR -> today.withDayOfYear(1).plusYears(ahead);
            case DAY, HOUR, MINUTE -> today;
        };
    }

    /** "The 5th", "on the fifteenth of next month", "5 تاریخ". */
    private @Nullable Found dayOfMonth(int start, boolean lead) {
        Words.Number urdu = words.number(start).end() > 0 ? words.number(start) : words.ordinal(start);
        if (urdu.end() > 0 && words.is(urdu.end(), Sense.DATE_WORD)) {
            int n = urdu.value();
            if (n < 1 || n > 31) {
                return null;
            }
            return new Found(monthly(n), null, urdu.end() + 1);
        }
        boolean the = words.any(start, "the");
        Words.Number nth = words.ordinal(the ? start + 1 : start);
        if (nth.end() < 0 || nth.value() < 1 || nth.value() > 31 || (!the && !lead)) {
            return null;
        }
        int end = nth.end();
        boolean spelled = words.is(end - 1, Sense.ORDINAL);
        if (words.any(end, "of")
                && words.any(end + 1, Set.of("the", "this", "next"))
                && words.unit(end + 2)
                && words.unitAt(end + 2) == Unit.MONTH) {
            boolean next = words.any(end + 1, "next");
            LocalDate month = now.day().withDayOfMonth(1).plusMonths(1);
            int last = month.lengthOfMonth();
            return new Found(
                    next ? month.withDayOfMonth(Math.min(nth.value(), last)) : monthly(nth.value()), null, end + 3);
        }
        boolean closed = words.ends(end)
                || words.mark(end)
                || words.ofTime(end)
                || words.any(end, Set.of("of", "every", "in", "with", "and", "to", "that"));
        if (!closed || (spelled && !lead) || (words.any(end, "of") && !words.is(end + 1, Sense.EVERY))) {
            return null;
        }
        return new Found(monthly(nth.value()), null, end);
    }

    private LocalDate monthly(int number) {
        if (said.every == Unit.MONTH && said.daysOfMonth.isEmpty() && said.nth == 0) {
            said.daysOfMonth.add(number);
        }
        return now.dayOfMonth(number);
    }

    private @Nullable Found ofDays(int start, boolean lead) {
        LocalDate today = now.day();
        int i = words.any(start, "later") ? start + 1 : start;
        int the = words.any(i, "the") ? i + 1 : i;
        if (words.any(the, "day") && words.any(the + 1, "after")) {
            if (words.is(the + 2, Sense.TOMORROW)) {
                return new Found(today.plusDays(2), null, the + 3);
            }
        }
        if (words.is(i, Sense.DAY_AFTER)) {
            return new Found(today.plusDays(2), null, i + 1);
        }
        if (words.is(i, Sense.TODAY)) {
            return new Found(today, null, i + 1);
        }
        if (words.is(i, Sense.TOMORROW)) {
            return new Found(today.plusDays(1), null, i + 1);
        }
        if (words.is(i, Sense.TONIGHT)) {
            if (said.time == null) {
                said.time = LocalTime.of(20, 0);
                said.eitherHalf = false;
            } else {
                said.afterNoon();
            }
            return new Found(today, null, i + 1);
        }
        if (words.is(i, Sense.THIS) && words.is(i + 1, Sense.PART)) {
            LocalTime part = LocalTime.of(words.value(i + 1, Sense.PART), 0);
            if (said.time == null) {
                said.time = part;
            } else if (part.getHour() >= 12) {
                said.afterNoon();
            } else {
                said.inTheMorning();
            }
            return new Found(today, null, i + 2);
        }
        if (words.weekday(i, true) && words.any(i - 1, Set.of("last", "past", "previous"))
                || words.any(i, Set.of("last", "past", "previous"))
                        && (words.weekday(i + 1, true) || words.unit(i + 1) || words.is(i + 1, Sense.PART))
                || words.any(i, "yesterday")) {
            // What is past is no time for something that is to be done.
            int end = words.any(i, "yesterday") || words.weekday(i, true) ? i + 1 : i + 2;
            said.impossible = words.said(i, end);
            return lead ? new Found(today, null, end) : null;
        }
        Found next = next(the);
        if (next != null) {
            return next;
        }
        if (words.is(the, Sense.WEEKEND) && (the > i || lead)) {
            return new Found(weekend(), null, the + 1);
        }
        return weekday(i, lead);
    }

    private LocalDate weekend() {
        return now.day().getDayOfWeek() == DayOfWeek.SATURDAY ? now.day() : now.coming(DayOfWeek.SATURDAY);
    }

    /** "Next week", "next Friday", "this weekend", "next week on Monday", "the week after next". */
    private @Nullable Found next(int i) {
        LocalDate today = now.day();
        if (words.any(i, "week") && words.any(i + 1, "after") && words.any(i + 2, "next")) {
            return new Found(now.monday().plusWeeks(2), null, i + 3);
        }
        boolean next = words.is(i, Sense.NEXT);
        // "The plumber is coming Thursday" is no coming Thursday.
        boolean self = words.is(i, Sense.THIS)
                && !(words.any(i, "coming")
                        && words.any(
                                i - 1,
                                Set.of(
                                        "is", "are", "was", "be", "s", "not", "i'm", "we're", "they're", "he's",
                                        "she's")));
        if (words.any(i, Set.of("آنے")) && words.any(i + 1, Set.of("والے", "والی", "والا"))) {
            Found found = weekday(i + 2, true);
            return found;
        }
        if (!next && !self) {
            return null;
        }
        int at = i + 1;
        if (words.is(at, Sense.WEEKEND)) {
            return new Found(next ? now.nextWeeks(DayOfWeek.SATURDAY) : weekend(), null, at + 1);
        }
        boolean urduSaturday = words.weekday(at, false) && words.unit(at) && words.any(at + 1, Set.of("کو", "کے"));
        if (words.weekday(at, true) && (!words.unit(at) || urduSaturday)) {
            DayOfWeek weekday = DayOfWeek.of(words.weekdayAt(at));
            return new Found(next ? now.nextWeeks(weekday) : now.coming(weekday), null, at + 1);
        }
        if (words.any(at, "ہفتے")
                && self
                && words.any(at + 1, Set.of("کو", "کے"))
                && (words.any(at + 1, "کو") || words.any(at + 2, Set.of("دن", "روز")))) {
            return new Found(now.coming(DayOfWeek.SATURDAY), null, at + 1);
        }
        if (!words.unit(at)) {
            if (next && words.is(at, Sense.MONTH)) {
                int month = words.value(at, Sense.MONTH);
                LocalDate first = now.date(month, 1);
                return new Found(first, null, at + 1);
            }
            return null;
        }
        Unit unit = words.unitAt(at);
        if (next && unit == Unit.WEEK) {
            int day = words.any(at + 1, Set.of(",", "on", "کے")) ? at + 2 : at + 1;
            day = words.any(day, "on") ? day + 1 : day;
            if (words.weekday(day, true)) {
                return new Found(now.nextWeeks(DayOfWeek.of(words.weekdayAt(day))), null, day + 1);
            }
        }
        return switch (unit) {
            case WEEK ->
                new Found(next ? now.nextWeeks(DayOfWeek.MONDAY) : now.monday().plusDays(6), null, at + 1);
            case MONTH ->
                new Found(
                        next ? today.withDayOfMonth(1).plusMonths(1) : today.withDayOfMonth(today.lengthOfMonth()),
                        null,
                        at + 1);
            case YEAR ->
                new Found(
                        next ? today.withDayOfYear(1).plusYears(1) : today.withDayOfYear(today.lengthOfYear()),
                        null,
                        at + 1);
            case QUARTER -> new Found(next ? beginningOf(Unit.QUARTER, 1) : endOf(Unit.QUARTER, 0), null, at + 1);
            case DAY -> next ? new Found(today.plusDays(1), null, at + 1) : null;
            case MINUTE, HOUR, FORTNIGHT -> null;
        };
    }

    private @Nullable Found weekday(int i, boolean lead) {
        boolean last = words.ends(i + 1) || words.mark(i + 1) || words.ofTime(i + 1);
        // The time behind it was taken already: "sat 11am".
        boolean timed = i + 1 < words.size() && !words.has(i + 1) && said.time != null;
        boolean brief = words.is(i, Sense.SHORT_WEEKDAY)
                && (lead
                        || timed
                        || (last && !words.any(i, Set.of("sun", "sat", "wed")))
                        || words.is(i + 1, Token.Kind.CLOCK));
        boolean urduSaturday = words.any(i, "ہفتے")
                && (words.any(i + 1, "کو") || (words.any(i + 1, "کے") && words.any(i + 2, Set.of("دن", "روز"))));
        if (urduSaturday) {
            return new Found(now.coming(DayOfWeek.SATURDAY), null, i + 1);
        }
        if (!words.is(i, Sense.WEEKDAY) && !brief) {
            return null;
        }
        // "Monday's meeting" is a meeting.
        DayOfWeek weekday = DayOfWeek.of(words.weekdayAt(i));
        int end = i + 1;
        if (words.any(end, ",") && words.any(end + 1, "next") && words.any(end + 2, "week")) {
            return new Found(now.nextWeeks(weekday), null, end + 3);
        }
        end = words.any(end, "of") && words.any(end + 1, "next") ? end + 1 : end;
        if (words.any(end, "next") && words.any(end + 1, "week")) {
            return new Found(now.nextWeeks(weekday), null, end + 2);
        }
        if (i > 0 && !lead && words.any(i - 1, DETERMINERS) && !words.ends(i + 1) && !words.ofTime(i + 1)) {
            return null;
        }
        return new Found(now.coming(weekday), null, i + 1);
    }
}
