package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
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

/** Dates, times and recurrences in English. */
final class EnglishWhen {
    private static final String DAYS =
            "(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?";
    private static final String MONTHS = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final String LEAD = "(?:,? ?\\b(?:due|by|on|for|from|until|before|starting|this|coming) )*(?:the )?";
    private static final String NUMBER = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)";
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1), Map.entry("an", 1), Map.entry("one", 1), Map.entry("two", 2), Map.entry("three", 3),
            Map.entry("four", 4), Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8),
            Map.entry("nine", 9), Map.entry("ten", 10));

    private static final Pattern EVERY_WEEKDAY = Text.pattern("\\b(?:every weekday|on weekdays|every work(?:ing )?day)\\b");
    private static final Pattern EVERY_DAYS =
            Text.pattern("\\b(?:every|each) " + DAYS + "((?:,? ?(?:and|or|&)? ?" + DAYS + ")*)\\b");
    private static final Pattern EVERY_N =
            Text.pattern("\\bevery (?:" + NUMBER + "|(other|second)) (day|week|month|year)s?\\b");
    private static final Pattern EVERY = Text.pattern(
            "\\b(?:(?:every|each) ?(day|week|month|year|morning|afternoon|evening|night)|(daily|weekly|monthly|yearly|annually))\\b");
    private static final Pattern THE_NTH = Text.pattern("\\b(?:on )?the (\\d{1,2})(?:st|nd|rd|th)\\b(?: of (?:the|each|every) month)?");
    private static final Pattern IN_N =
            Text.pattern("\\bin (?:about )?(" + "half an hour" + "|" + NUMBER + " (minute|min|hour|day|week|month|year)s?)\\b");
    private static final Pattern ISO = Text.pattern(LEAD + "\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern DAY_MONTH =
            Text.pattern(LEAD + "\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTHS + "\\b,?(?: (\\d{4}))?");
    private static final Pattern MONTH_DAY =
            Text.pattern(LEAD + "\\b" + MONTHS + " (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?");
    private static final Pattern RELATIVE = Text.pattern(LEAD
            + "\\b(day after tomorrow|today|tomorrow|tonight|tonite|next week|next month|next year|(?:this )?weekend"
            + "|next weekend|end of (?:the )?(?:day|week|month|year)|eod)\\b");
    private static final Pattern NEXT_DAY = Text.pattern(LEAD + "\\bnext " + DAYS + "\\b");
    private static final Pattern WEEKDAY = Text.pattern(LEAD + "\\b" + DAYS + "\\b");
    private static final Pattern CLOCK = Text.pattern("(?:,? ?\\b(?:at|by|around|@) ?)?\\b(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.?|p\\.m\\.?)(?![\\p{L}])");
    private static final Pattern CLOCK_24 = Text.pattern("(?:,? ?\\b(?:at|by|around|@) )?\\b([01]?\\d|2[0-3]):([0-5]\\d)\\b");
    private static final Pattern PART_OF_DAY_HOUR =
            Text.pattern("(?:\\bat )?\\b(\\d{1,2})(?:[:.](\\d{2}))?(?: o'?clock)? (?:in the (morning|afternoon|evening)|at (night))\\b");
    private static final Pattern AT_HOUR = Text.pattern("\\b(?:at|@) ?(\\d{1,2})(?: o'?clock)?\\b(?!\\s*(?:%|st|nd|rd|th|\\p{L}{3,}street))");
    private static final Pattern NOON = Text.pattern("\\b(?:at )?(noon|midday|midnight|lunchtime)\\b");
    private static final Pattern PART_OF_DAY = Text.pattern("\\b(?:in the |this |early )?(morning|afternoon|evening|night)\\b");

    private final Now now;
    private final Scan scan;
    private Optional<LocalDate> day = Optional.empty();
    private Optional<LocalTime> time = Optional.empty();
    private Optional<String> rule = Optional.empty();

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
        return new Moment(when.day, when.time, when.rule, when.scan.rest());
    }

    private void recurrence() {
        if (scan.take(EVERY_WEEKDAY).isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
            return;
        }
        Optional<MatchResult> days = scan.take(EVERY_DAYS);
        if (days.isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY=" + String.join(",", short2(weekdays(days.get().group()))));
            return;
        }
        Optional<MatchResult> several = scan.take(EVERY_N);
        if (several.isPresent()) {
            MatchResult m = several.get();
            int n = m.group(1) == null ? 2 : number(m.group(1));
            String frequency = frequency(m.group(3));
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
        Optional<MatchResult> m = scan.take(PART_OF_DAY_HOUR);
        if (m.isPresent()) {
            int hour = Integer.parseInt(m.get().group(1));
            boolean morning = "morning".equalsIgnoreCase(m.get().group(3));
            time = at(morning || hour >= 12 ? hour % 24 : hour + 12, m.get().group(2));
            return;
        }
        m = scan.take(CLOCK);
        if (m.isPresent()) {
            int hour = Integer.parseInt(m.get().group(1)) % 12;
            boolean afternoon = m.get().group(3).toLowerCase(Locale.ROOT).startsWith("p");
            time = at(afternoon ? hour + 12 : hour, m.get().group(2));
            return;
        }
        m = scan.take(CLOCK_24);
        if (m.isPresent()) {
            time = at(Integer.parseInt(m.get().group(1)), m.get().group(2));
            return;
        }
        m = scan.take(AT_HOUR);
        if (m.isPresent()) {
            int hour = Integer.parseInt(m.get().group(1));
            // Nobody means one to seven in the morning without saying so.
            time = at(hour >= 1 && hour <= 7 ? hour + 12 : hour, null);
            return;
        }
        scan.take(NOON).ifPresent(noon -> time =
                Optional.of(noon.group(1).equalsIgnoreCase("midnight") ? LocalTime.of(23, 59) : LocalTime.NOON));
    }

    private static Optional<LocalTime> at(int hour, @org.jspecify.annotations.Nullable String minutes) {
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    private void day() {
        if (take(IN_N, this::later) || take(ISO, this::iso)) {
            return;
        }
        if (take(DAY_MONTH, m -> dated(m.group(2), m.group(1), m.group(3)))
                || take(MONTH_DAY, m -> dated(m.group(1), m.group(2), m.group(3)))) {
            return;
        }
        if (take(THE_NTH, m -> ofMonth(Integer.parseInt(m.group(1))))) {
            return;
        }
        if (take(RELATIVE, m -> relative(m.group(1).toLowerCase(Locale.ROOT)))) {
            return;
        }
        if (take(NEXT_DAY, m -> day = Optional.of(now.nextWeeks(weekday(m.group(1)))))) {
            return;
        }
        take(WEEKDAY, m -> day = Optional.of(now.coming(weekday(m.group(1)))));
    }

    private interface Found {
        void with(MatchResult found);
    }

    private boolean take(Pattern phrase, Found found) {
        // "sun", "sat" and "mon" inside of a title are words like others: short names need a preposition.
        if (phrase == WEEKDAY && !scan.has(Text.pattern("\\b(?:due|by|on|for|this|until|before|coming) " + DAYS + "\\b"))) {
            Optional<MatchResult> bare = scan.take(Text.pattern(
                    "\\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b"));
            bare.ifPresent(found::with);
            return bare.isPresent();
        }
        Optional<MatchResult> m = scan.take(phrase);
        m.ifPresent(found::with);
        return m.isPresent();
    }

    private void later(MatchResult m) {
        if (m.group(1).equalsIgnoreCase("half an hour")) {
            exactly(now.at().plusMinutes(30));
            return;
        }
        int n = number(m.group(2));
        switch (m.group(3).toLowerCase(Locale.ROOT)) {
            case "minute", "min" -> exactly(now.at().plusMinutes(n));
            case "hour" -> exactly(now.at().plusHours(n));
            case "day" -> day = Optional.of(now.day().plusDays(n));
            case "week" -> day = Optional.of(now.day().plusWeeks(n));
            case "month" -> day = Optional.of(now.day().plusMonths(n));
            default -> day = Optional.of(now.day().plusYears(n));
        }
    }

    private void exactly(ZonedDateTime at) {
        day = Optional.of(at.toLocalDate());
        time = Optional.of(at.toLocalTime().withSecond(0).withNano(0));
    }

    private void iso(MatchResult m) {
        try {
            day = Optional.of(LocalDate.of(
                    Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))));
        } catch (java.time.DateTimeException e) {
            day = Optional.empty();
        }
    }

    private void dated(String monthName, String dayText, @org.jspecify.annotations.Nullable String year) {
        int month = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
                        .indexOf(monthName.substring(0, 3).toLowerCase(Locale.ROOT))
                + 1;
        int number = Integer.parseInt(dayText);
        if (number < 1 || number > java.time.Month.of(month).maxLength()) {
            return;
        }
        LocalDate date = now.date(month, number);
        if (year != null) {
            LocalDate first = LocalDate.of(Integer.parseInt(year), month, 1);
            date = first.withDayOfMonth(Math.min(number, first.lengthOfMonth()));
        }
        day = Optional.of(date);
        // A yearly task keeps its date by its start.
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
            time = time.or(() -> Optional.of(LocalTime.of(20, 0)));
            return;
        }
        day = Optional.of(switch (word.replaceFirst("^this ", "")) {
            case "tomorrow" -> today.plusDays(1);
            case "day after tomorrow" -> today.plusDays(2);
            case "next week" -> now.nextWeeks(DayOfWeek.MONDAY);
            case "next month" -> today.withDayOfMonth(1).plusMonths(1);
            case "next year" -> today.withDayOfYear(1).plusYears(1);
            case "weekend" -> today.getDayOfWeek() == DayOfWeek.SATURDAY ? today : now.coming(DayOfWeek.SATURDAY);
            case "next weekend" -> now.nextWeeks(DayOfWeek.SATURDAY);
            case "end of the week", "end of week" -> now.monday().plusDays(4).isBefore(today)
                    ? now.monday().plusDays(6)
                    : now.monday().plusDays(4);
            case "end of the month", "end of month" -> today.withDayOfMonth(today.lengthOfMonth());
            case "end of the year", "end of year" -> today.withDayOfYear(today.lengthOfYear());
            default -> today;
        });
    }

    private void partOfDay() {
        boolean said = day.isPresent() || rule.isPresent() || scan.has(Text.pattern("\\b(?:this|in the) (?:morning|afternoon|evening|night)\\b"));
        if (!said) {
            return;
        }
        if (time.isPresent()) {
            // "tomorrow morning at 8": the hour has been said already.
            scan.take(Text.pattern("^(?:in the |this |early )?(?:morning|afternoon|evening|night)\\b|\\b(?:in the |this |early )(?:morning|afternoon|evening|night)\\b"));
            return;
        }
        scan.take(PART_OF_DAY).ifPresent(m -> time = part(m.group(1)));
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
        String start = word.toUpperCase(Locale.ROOT).substring(0, 3);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(start)) {
                return day;
            }
        }
        throw new IllegalArgumentException("not a weekday: " + word);
    }

    static int number(String word) {
        Integer named = NUMBERS.get(word.toLowerCase(Locale.ROOT));
        return named == null ? Integer.parseInt(word) : named;
    }
}
