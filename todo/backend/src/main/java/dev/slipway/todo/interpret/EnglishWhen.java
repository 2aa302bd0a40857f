package dev.slipway.todo.interpret;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates, times and recurrences in English. */
final class EnglishWhen {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final String DAYS =
            "(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday|nsday)?|wensday|wendesday|thu(?:rs?(?:day)?)?|thrusday|fri(?:day)?|sat(?:urday|erday)?|sun(?:day)?)s?";
    private static final String MONTHS = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final String LEAD =
            "(?:,? ?\\b(?:due|by|on|at|over|for|from|until|till|before|starting|this|coming):? ){0,8}(?:the )?";
    /** "Monday, 7 December": the weekday adds nothing. */
    private static final String WEEKDAY_BEFORE = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?";

    private static final String NUMBER = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)";
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10));

    private static final Pattern EVERY_WEEKDAY =
            Text.pattern("\\b(?:every weekday|on weekdays|every work(?:ing )?day)\\b");
    private static final Pattern EVERY_DAYS =
            Text.pattern("\\b(?:every|each) " + DAYS + "((?:,? ?(?:and|or|&)? ?" + DAYS + "){0,8})\\b");
    private static final Pattern EVERY_N =
            Text.pattern("\\bevery (?:" + NUMBER + "|(other|second)) (day|week|month|year)s?\\b");
    private static final Pattern EVERY = Text.pattern(
            "\\b(?:(?:every|each) ?(day|week|month|year|morning|afternoon|evening|night)|(daily|weekly|monthly|yearly|annually))\\b");
    private static final Pattern FORTNIGHTLY =
            Text.pattern("\\b(?:every (?:fortnight|2 weeks)|fortnightly|biweekly)\\b");
    private static final Pattern NTH_OF_MONTH = Text.pattern(
            "\\b(?:on )?the (?:([12]?\\d|3[01])(?:st|nd|rd|th)|(first)|(last))(?: day)? of (?:every|each) month\\b");
    private static final Pattern THE_NTH = Text.pattern(
            "(?:,? ?\\b(?:due|by|on|for|from|until|till|before|starting) ){0,8}\\bthe ([12]?\\d|3[01])(?:st|nd|rd|th)\\b(?: of (?:the|this|each|every) month)?(?= (?:at|by|of|due|for|every|in|with|and|from)\\b|[,;]|$)");
    private static final Pattern IN_N = Text.pattern("\\b(?:with)?in (?:about )?(?:the next )?(" + "half an hour" + "|"
            + NUMBER + " (minute|min|hour|day|week|fortnight|month|year)s?)\\b" + "|\\b" + NUMBER
            + " (minute|min|hour|day|week|fortnight|month|year)s? from (?:now|today)\\b");
    private static final Pattern ISO = Text.pattern(LEAD + WEEKDAY_BEFORE + "\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern DAY_MONTH = Text.pattern(
            LEAD + WEEKDAY_BEFORE + "\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTHS + "\\b,?(?: (\\d{4}))?");
    private static final Pattern MONTH_DAY = Text.pattern(
            LEAD + WEEKDAY_BEFORE + "\\b" + MONTHS + " (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,? (\\d{4}))?");
    private static final Pattern RELATIVE = Text.pattern(LEAD
            + "\\b(day after (?:tomorrow|tom+or+ow|tmrw)|(?:later )?today|tomorrow|tom+or+ow|tomm?or+ow|tmrw|tmr|tmw|2moro|tonight|tonite|next week|next month|next year|(?:this )?weekend"
            + "|next weekend|end of (?:the )?(?:day|week|month|year)|eod|cob|eow|eom)\\b");
    private static final Pattern NEXT_DAY = Text.pattern(LEAD + "\\bnext " + DAYS + "\\b");
    private static final Pattern DAY_OF_NEXT_WEEK = Text.pattern(
            LEAD + "\\b" + DAYS + ",? (?:of )?next week\\b|" + LEAD + "\\bnext week,? (?:on )?" + DAYS + "\\b");
    private static final Pattern SHORT_WEEKDAY_AT_END = Text.pattern(",? ?\\b(mon|tues?|weds?|thu|thurs?|fri)$");
    private static final Pattern DAY_WITH_PREPOSITION = Text.pattern(
            ",? ?\\b(?:(?:due|by|on|for|this|until|till|before|coming|starting|from) ){1,8}" + DAYS + "\\b");
    private static final Pattern FULL_WEEKDAY = Text.pattern(
            ",? ?\\b(mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|wensday|wendesday|thrusday|saterday)\\b");
    private static final Pattern NUMERIC =
            Text.pattern("(?:,? ?\\b(?:due|by|on|for|from|until|till|before) ){1,8}(\\d{1,2})/(\\d{1,2})\\b(?!/)()|"
                    + LEAD + "(?<![\\d/.-])(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})\\b");
    private static final Pattern ISO_TIME =
            Text.pattern(LEAD + "\\b(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::\\d{2})?\\b");
    private static final Pattern PAST_OR_TO = Text.pattern(
            "(?:\\b(?:at|by|around) )?\\b(half past|quarter past|quarter to|half) (\\d{1,2})\\b(?: ?(am|pm)\\b)?(?: o'?clock)?");
    private static final Pattern SAID_NOW = Text.pattern("\\b(?:this|in the) (?:morning|afternoon|evening|night)\\b");
    private static final Pattern SAID_ALREADY = Text.pattern(
            "^(?:in the |this |early )?(morning|afternoon|evening|night)\\b|\\b(?:in the |this |early )(morning|afternoon|evening|night)\\b|\\b(morning|afternoon|evening|night)$");
    private static final Pattern BEGINS =
            Text.pattern("(?:(?:in|on|at|by|every|next|this|tomorrow|tom+or+ow|tmrw|today|tonight|\\d)\\b).{0,60}");
    private static final Pattern CLOCK = Text.pattern(
            "(?:,? ?\\b(?:at|by|around|@) ?)?\\b(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.?|p\\.m\\.?)(?![\\p{L}])");
    private static final Pattern CLOCK_24 =
            Text.pattern("(?:,? ?\\b(?:at|by|around|@) )?\\b([01]?\\d|2[0-3]):([0-5]\\d)\\b");
    private static final Pattern PART_OF_DAY_HOUR = Text.pattern(
            "(?:\\bat )?\\b(\\d{1,2})(?:[:.](\\d{2}))?(?: o'?clock)? (?:in the (morning|afternoon|evening)|at (night))\\b");
    private static final Pattern AT_HOUR = Text.pattern(
            "(?:\\b(?:at|around)|@) ?(\\d{1,2})(?: o'?clock|ish)?\\b(?!\\s*(?:%|st|nd|rd|th|\\p{L}{3,}street))");
    private static final Pattern NOON = Text.pattern("\\b(?:at )?(noon|midday|midnight|lunchtime)\\b");
    private static final Pattern PART_OF_DAY =
            Text.pattern("\\b(?:in the |this |early )?(morning|afternoon|evening|night)\\b");

    private final Now now;
    private final Scan scan;
    private Optional<LocalDate> day = Optional.empty();
    private Optional<LocalTime> time = Optional.empty();
    private Optional<String> rule = Optional.empty();
    private Optional<String> impossible = Optional.empty();
    /** The hour was said without saying which half of the day. */
    private boolean eitherHalf;

    private EnglishWhen(String text, Now now) {
        this.now = now;
        this.scan = new Scan(text);
    }

    static Moment read(String text, Now now) {
        EnglishWhen when = new EnglishWhen(text, now);
        when.recurrence();
        when.clock();
        when.day();
        when.partOfDay();
        when.start();
        return new Moment(when.day, when.time, when.rule, when.impossible, when.scan.rest());
    }

    /** Whether a text begins like a date or time. */
    static boolean begins(String text) {
        return BEGINS.matcher(text).matches();
    }

    private void recurrence() {
        if (scan.take(EVERY_WEEKDAY).isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
            return;
        }
        if (scan.take(FORTNIGHTLY).isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;INTERVAL=2");
            return;
        }
        Optional<MatchResult> nth = scan.take(NTH_OF_MONTH);
        if (nth.isPresent()) {
            rule = Optional.of("FREQ=MONTHLY");
            MatchResult m = nth.get();
            if (m.group(3) == null) {
                ofMonth(m.group(2) == null ? Integer.parseInt(m.group(1)) : 1);
            } else {
                rule = Optional.of("FREQ=MONTHLY;BYMONTHDAY=-1");
                day = Optional.of(now.day().withDayOfMonth(now.day().lengthOfMonth()));
            }
            return;
        }
        Optional<MatchResult> days = scan.take(EVERY_DAYS);
        if (days.isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY="
                    + String.join(",", short2(weekdays(days.get().group()))));
            return;
        }
        Optional<MatchResult> several = scan.take(EVERY_N);
        if (several.isPresent()) {
            MatchResult m = several.get();
            int n = m.group(1) == null ? 2 : number(m.group(1));
            String frequency = frequency(m.group(3));
            if (n < 1) {
                impossible = Optional.of(m.group());
                return;
            }
            rule = Optional.of("FREQ=" + frequency + (n == 1 ? "" : ";INTERVAL=" + n));
            return;
        }
        scan.take(EVERY).ifPresent(m -> {
            String word = (m.group(1) == null ? m.group(2) : m.group(1)).toLowerCase(Locale.ROOT);
            rule = Optional.of("FREQ=" + frequency(word));
            time = part(word);
        });
    }

    private static String frequency(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "week", "weekly" -> "WEEKLY";
            case "month", "monthly" -> "MONTHLY";
            case "year", "yearly", "annually" -> "YEARLY";
            default -> "DAILY";
        };
    }

    private void clock() {
        if (take(ISO_TIME, m -> {
            date(m.group(), Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            time = at(Integer.parseInt(m.group(4)), m.group(5));
        })) {
            return;
        }
        if (take(PART_OF_DAY_HOUR, m -> {
            int hour = Integer.parseInt(m.group(1));
            boolean morning = "morning".equalsIgnoreCase(m.group(3));
            time = at(morning || hour >= 12 ? hour % 24 : hour + 12, m.group(2));
        })) {
            return;
        }
        if (take(PAST_OR_TO, this::pastOrTo)
                || take(CLOCK, m -> time = at(hour(m.group(1), m.group(3)), m.group(2)))
                || take(CLOCK_24, m -> {
                    time = at(
                            m.group(1).startsWith("0") ? Integer.parseInt(m.group(1)) : hour(m.group(1), null),
                            m.group(2));
                    eitherHalf = m.group(1).length() == 1;
                })
                || take(AT_HOUR, m -> time = at(hour(m.group(1), null), null))) {
            return;
        }
        scan.take(NOON)
                .ifPresent(noon -> time = Optional.of(
                        noon.group(1).equalsIgnoreCase("midnight") ? LocalTime.of(23, 59) : LocalTime.NOON));
    }

    /** @param half am or pm; null: nobody means one to seven in the morning without saying so */
    private int hour(String text, @Nullable String half) {
        int hour = Integer.parseInt(text);
        if (half == null) {
            eitherHalf = hour < 12;
            return hour >= 1 && hour <= 7 ? hour + 12 : hour;
        }
        return hour > 12 ? hour : hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }

    private void pastOrTo(MatchResult m) {
        int hour = hour(m.group(2), m.group(3));
        time = switch (m.group(1).toLowerCase(Locale.ROOT)) {
            case "quarter to" -> at(hour, null).map(t -> t.minusMinutes(15));
            case "quarter past" -> at(hour, "15");
            default -> at(hour, "30");
        };
    }

    private static Optional<LocalTime> at(int hour, @Nullable String minutes) {
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    private void day() {
        if (day.isPresent()
                || take(IN_N, this::later)
                || take(
                        ISO,
                        m -> date(
                                m.group(),
                                Integer.parseInt(m.group(1)),
                                Integer.parseInt(m.group(2)),
                                Integer.parseInt(m.group(3))))
                || take(NUMERIC, this::numeric)
                || take(DAY_MONTH, m -> dated(m.group(), m.group(2), m.group(1), m.group(3)))
                || take(MONTH_DAY, m -> dated(m.group(), m.group(1), m.group(2), m.group(3)))
                || take(THE_NTH, m -> ofMonth(Integer.parseInt(m.group(1))))
                || take(DAY_OF_NEXT_WEEK, m -> day = Optional.of(now.nextWeeks(weekday(Marks.firstGroup(m)))))
                || take(RELATIVE, m -> relative(m.group(1).toLowerCase(Locale.ROOT)))
                || take(NEXT_DAY, m -> day = Optional.of(now.nextWeeks(weekday(m.group(1)))))) {
            return;
        }
        // "sun", "sat" and "mon" inside of a title are words like others: short names need a preposition.
        if (!take(DAY_WITH_PREPOSITION, m -> day = Optional.of(now.coming(weekday(m.group(1)))))) {
            boolean full = take(FULL_WEEKDAY, m -> day = Optional.of(now.coming(weekday(m.group(1)))));
            if (!full) {
                take(SHORT_WEEKDAY_AT_END, m -> day = Optional.of(now.coming(weekday(m.group(1)))));
            }
        }
    }

    private interface Found {
        void with(MatchResult found);
    }

    private boolean take(Pattern phrase, Found found) {
        Optional<MatchResult> m = scan.take(phrase);
        m.ifPresent(found::with);
        return m.isPresent();
    }

    private void later(MatchResult m) {
        if ("half an hour".equalsIgnoreCase(m.group(1))) {
            exactly(now.at().plusMinutes(30));
            return;
        }
        int n = number(m.group(2) == null ? m.group(4) : m.group(2));
        switch ((m.group(3) == null ? m.group(5) : m.group(3)).toLowerCase(Locale.ROOT)) {
            case "minute", "min" -> exactly(now.at().plusMinutes(n));
            case "hour" -> exactly(now.at().plusHours(n));
            case "day" -> day = Optional.of(now.day().plusDays(n));
            case "week" -> day = Optional.of(now.day().plusWeeks(n));
            case "fortnight" -> day = Optional.of(now.day().plusWeeks(2L * n));
            case "month" -> day = Optional.of(now.day().plusMonths(n));
            default -> day = Optional.of(now.day().plusYears(n));
        }
        if (day.filter(d -> d.getYear() > LAST_YEAR).isPresent()) {
            impossible = Optional.of(m.group());
        }
    }

    private void exactly(ZonedDateTime at) {
        day = Optional.of(at.toLocalDate());
        time = Optional.of(at.toLocalTime().withSecond(0).withNano(0));
    }

    /** Day before month, as everywhere but in America, unless only the other order is a date. */
    private void numeric(MatchResult m) {
        boolean year = m.group(6) != null;
        int first = Integer.parseInt(year ? m.group(4) : m.group(1));
        int second = Integer.parseInt(year ? m.group(5) : m.group(2));
        boolean monthFirst = second > 12 || (first <= 12 && now.zone().getId().startsWith("America/"));
        int month = monthFirst ? first : second;
        int dayOfMonth = monthFirst ? second : first;
        if (year) {
            date(m.group(), Integer.parseInt(m.group(6)), month, dayOfMonth);
        } else {
            next(m.group(), month, dayOfMonth);
        }
    }

    private void date(String said, int year, int month, int dayOfMonth) {
        try {
            day = Optional.of(LocalDate.of(year, month, dayOfMonth));
        } catch (DateTimeException e) {
            impossible = Optional.of(said.strip());
        }
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            impossible = Optional.of(said.strip());
        }
    }

    /** The next time that there is this date. */
    private void next(String said, int month, int dayOfMonth) {
        boolean exists = month >= 1
                && month <= 12
                && dayOfMonth >= 1
                && dayOfMonth <= Month.of(month).maxLength();
        if (exists) {
            day = Optional.of(now.date(month, dayOfMonth));
        } else {
            impossible = Optional.of(said.strip());
        }
    }

    private void dated(String said, String monthName, String dayOfMonth, @Nullable String year) {
        int month = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
                        .indexOf(monthName.substring(0, 3).toLowerCase(Locale.ROOT))
                + 1;
        if (year == null) {
            next(said, month, Integer.parseInt(dayOfMonth));
        } else {
            date(said, Integer.parseInt(year), month, Integer.parseInt(dayOfMonth));
        }
    }

    private void ofMonth(int number) {
        if (number < 1 || number > 31) {
            return;
        }
        day = Optional.of(now.dayOfMonth(number));
        if (rule.filter(r -> r.equals("FREQ=MONTHLY")).isPresent()) {
            rule = Optional.of("FREQ=MONTHLY;BYMONTHDAY=" + number);
        }
    }

    private void relative(String word) {
        LocalDate today = now.day();
        if (word.startsWith("tonight") || word.startsWith("tonite")) {
            day = Optional.of(today);
            time = time.map(this::late).or(() -> Optional.of(LocalTime.of(20, 0)));
            return;
        }
        if (word.startsWith("day after")) {
            day = Optional.of(today.plusDays(2));
            return;
        }
        if (word.startsWith("tom") || word.startsWith("tm") || word.startsWith("2m")) {
            day = Optional.of(today.plusDays(1));
            return;
        }
        day = Optional.of(
                switch (word.replaceFirst("^this ", "")) {
                    case "next week" -> now.nextWeeks(DayOfWeek.MONDAY);
                    case "next month" -> today.withDayOfMonth(1).plusMonths(1);
                    case "next year" -> today.withDayOfYear(1).plusYears(1);
                    case "weekend" ->
                        today.getDayOfWeek() == DayOfWeek.SATURDAY ? today : now.coming(DayOfWeek.SATURDAY);
                    case "next weekend" -> now.nextWeeks(DayOfWeek.SATURDAY);
                    case "end of the week", "end of week", "eow" ->
                        now.monday().plusDays(4).isBefore(today)
                                ? now.monday().plusDays(6)
                                : now.monday().plusDays(4);
                    case "end of the month", "end of month", "eom" -> today.withDayOfMonth(today.lengthOfMonth());
                    case "end of the year", "end of year" -> today.withDayOfYear(today.lengthOfYear());
                    default -> today;
                });
    }

    private void partOfDay() {
        boolean said = day.isPresent() || rule.isPresent() || scan.has(SAID_NOW);
        if (!said) {
            return;
        }
        if (time.isPresent()) {
            // "tomorrow morning at 8": the hour has been said already, and now its half of the day.
            scan.take(SAID_ALREADY)
                    .ifPresent(m ->
                            time = time.map(t -> Marks.firstGroup(m).equalsIgnoreCase("morning") ? early(t) : late(t)));
            return;
        }
        scan.take(PART_OF_DAY).ifPresent(m -> time = part(m.group(1)));
    }

    private LocalTime late(LocalTime time) {
        return eitherHalf && time.getHour() < 12 ? time.plusHours(12) : time;
    }

    private LocalTime early(LocalTime time) {
        return eitherHalf && time.getHour() >= 12 ? time.minusHours(12) : time;
    }

    private static Optional<LocalTime> part(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "morning" -> Optional.of(LocalTime.of(9, 0));
            case "afternoon" -> Optional.of(LocalTime.of(15, 0));
            case "evening" -> Optional.of(LocalTime.of(18, 0));
            case "night" -> Optional.of(LocalTime.of(20, 0));
            default -> Optional.empty();
        };
    }

    /** A recurrence without a day begins with the first day that fits it. */
    private void start() {
        if (rule.isEmpty() || day.isPresent()) {
            return;
        }
        String r = rule.get();
        int by = r.indexOf("BYDAY=");
        if (by >= 0) {
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (String two : r.substring(by + 6).split(",")) {
                for (DayOfWeek candidate : DayOfWeek.values()) {
                    if (candidate.name().startsWith(two)) {
                        days.add(candidate);
                    }
                }
            }
            day = Optional.of(now.first(days, time));
            return;
        }
        int interval = r.contains("INTERVAL=") ? Integer.parseInt(r.replaceAll(".*INTERVAL=(\\d+).*", "$1")) : 0;
        LocalDate today = now.day();
        if (interval > 0) {
            day = Optional.of(
                    r.contains("DAILY")
                            ? today.plusDays(interval)
                            : r.contains("WEEKLY")
                                    ? today.plusWeeks(interval)
                                    : r.contains("MONTHLY") ? today.plusMonths(interval) : today.plusYears(interval));
        } else if (time.isPresent() || r.equals("FREQ=DAILY")) {
            day = Optional.of(now.first(EnumSet.allOf(DayOfWeek.class), time));
        }
    }

    private static List<DayOfWeek> weekdays(String text) {
        List<DayOfWeek> found = new ArrayList<>();
        Text.pattern("\\b" + DAYS + "\\b").matcher(text).results().forEach(m -> found.add(weekday(m.group(1))));
        return found.stream().sorted().distinct().toList();
    }

    private static List<String> short2(List<DayOfWeek> days) {
        return days.stream().map(d -> d.name().substring(0, 2)).toList();
    }

    private static DayOfWeek weekday(String word) {
        return switch (word.substring(0, 2).toLowerCase(Locale.ROOT)) {
            case "mo" -> DayOfWeek.MONDAY;
            case "tu" -> DayOfWeek.TUESDAY;
            case "we" -> DayOfWeek.WEDNESDAY;
            case "th" -> DayOfWeek.THURSDAY;
            case "fr" -> DayOfWeek.FRIDAY;
            case "sa" -> DayOfWeek.SATURDAY;
            default -> DayOfWeek.SUNDAY;
        };
    }

    static int number(String word) {
        Integer named = NUMBERS.get(word.toLowerCase(Locale.ROOT));
        return named == null ? Integer.parseInt(word) : named;
    }
}
