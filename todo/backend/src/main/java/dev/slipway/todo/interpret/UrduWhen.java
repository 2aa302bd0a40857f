package dev.slipway.todo.interpret;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dates, times and recurrences in Urdu. */
final class UrduWhen {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "پیر", DayOfWeek.MONDAY,
            "سوموار", DayOfWeek.MONDAY,
            "منگل", DayOfWeek.TUESDAY,
            "بدھ", DayOfWeek.WEDNESDAY,
            "جمعرات", DayOfWeek.THURSDAY,
            "جمعہ", DayOfWeek.FRIDAY,
            "جمعے", DayOfWeek.FRIDAY,
            "ہفتہ", DayOfWeek.SATURDAY,
            "ہفتے", DayOfWeek.SATURDAY,
            "اتوار", DayOfWeek.SUNDAY);
    private static final String DAY = "(پیر|سوموار|منگل|بدھ|جمعرات|جمعہ|جمعے|ہفتہ|اتوار)";
    private static final String PART = "(صبح|دوپہر|سہ پہر|شام|رات)";
    private static final String AFTER = "(?: (?:کے دن|کی))?(?: (?:کو|تک|پر|میں|سے پہلے))?(?= |$)";
    private static final String BEFORE = "(?<= |^)";

    private static final List<String> MONTHS = List.of(
            "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر");
    private static final List<String> NUMBERS =
            List.of("صفر", "ایک", "دو", "تین", "چار", "پانچ", "چھ", "سات", "آٹھ", "نو", "دس", "گیارہ", "بارہ");
    private static final String NUMBER = "(\\d{1,3}|" + String.join("|", NUMBERS.reversed()) + ")";

    private static final Pattern EVERY_DAY = phrase("(?:روزانہ|ہر روز|ہر دن|روز)");
    private static final Pattern EVERY_WEEKDAY = phrase("ہر " + DAY + "((?:(?:،? اور |، | )" + DAY + "){0,8})");
    private static final Pattern EVERY_NTH = phrase("ہر (?:مہینے|ماہ)(?: کی)? (\\d{1,2})(?: تاریخ)?");
    private static final Pattern EVERY = phrase("ہر (ہفتے|مہینے|ماہ|سال)");
    private static final Pattern CLOCK =
            phrase("(?:" + PART + " )?(?:کے |کو )?(?:(ساڑھے|سوا|پونے) )?" + NUMBER + "(?:[:.](\\d{2}))? بجے");
    private static final Pattern CLOCK_24 = phrase("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern IN_N =
            phrase("(آدھے|" + NUMBER.substring(1) + " (منٹ|گھنٹے|گھنٹہ|دن|ہفتے|مہینے|سال) (?:میں|بعد)");
    private static final Pattern HALF_PAST = phrase("(?:" + PART + " )?(?:کے |کو )?(ڈیڑھ|ڈھائی) بجے");
    private static final Pattern DATE = phrase("(\\d{1,2}) (" + String.join("|", MONTHS) + ")(?:،? (\\d{4}))?");
    private static final Pattern NUMERIC = phrase("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})");
    private static final Pattern SATURDAY = Pattern.compile(BEFORE + "(?:اس )?ہفتے (?:کو|کے دن|کے روز)(?= |$)");
    private static final Pattern PART_COMING = Pattern.compile(BEFORE + PART + " (?:کو|میں|تک)(?= |$)");
    private static final Pattern RELATIVE =
            phrase("(آج|کل|پرسوں|اگلے ہفتے|اگلے مہینے|اگلے ماہ|اگلے سال|اس ہفتے کے آخر|مہینے کے آخر)");
    private static final Pattern NTH = phrase("(\\d{1,2}) تاریخ");
    private static final Pattern ISO = phrase("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern NEXT_DAY = phrase("اگلے " + DAY);
    private static final Pattern WEEKDAY = phrase(DAY);
    private static final Pattern A_DAY = Pattern.compile(DAY);
    private static final Pattern PART_OF_DAY = phrase(PART);

    private final Now now;
    private final Scan scan;
    private Optional<LocalDate> day = Optional.empty();
    private Optional<LocalTime> time = Optional.empty();
    private Optional<String> rule = Optional.empty();
    private Optional<String> impossible = Optional.empty();

    private UrduWhen(String text, Now now) {
        this.now = now;
        this.scan = new Scan(text);
    }

    private static Pattern phrase(String regex) {
        return Pattern.compile(BEFORE + regex + AFTER);
    }

    static Moment read(String text, Now now) {
        UrduWhen when = new UrduWhen(text, now);
        when.recurrence();
        when.clock();
        when.day();
        if (when.time.isEmpty() && (when.day.isPresent() || when.rule.isPresent())) {
            when.scan.take(PART_OF_DAY).ifPresent(m -> when.time = part(m.group(1)));
        } else if (when.time.isEmpty()) {
            when.scan.take(PART_COMING).ifPresent(m -> when.time = part(m.group(1)));
        }
        when.start();
        return new Moment(when.day, when.time, when.rule, when.impossible, when.scan.rest());
    }

    private void recurrence() {
        Optional<MatchResult> m = scan.take(EVERY_WEEKDAY);
        if (m.isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY="
                    + A_DAY.matcher(m.get().group())
                            .results()
                            .map(found -> weekday(found.group()))
                            .distinct()
                            .sorted()
                            .map(found -> found.name().substring(0, 2))
                            .collect(Collectors.joining(",")));
            return;
        }
        m = scan.take(EVERY_NTH);
        if (m.isPresent()) {
            int number = Integer.parseInt(m.get().group(1));
            if (number >= 1 && number <= 31) {
                rule = Optional.of("FREQ=MONTHLY;BYMONTHDAY=" + number);
                day = Optional.of(now.dayOfMonth(number));
            }
            return;
        }
        if (scan.take(EVERY_DAY).isPresent()) {
            rule = Optional.of("FREQ=DAILY");
            return;
        }
        scan.take(EVERY)
                .ifPresent(found -> rule = Optional.of("FREQ="
                        + switch (found.group(1)) {
                            case "ہفتے" -> "WEEKLY";
                            case "سال" -> "YEARLY";
                            default -> "MONTHLY";
                        }));
    }

    private void clock() {
        Optional<MatchResult> m = scan.take(HALF_PAST);
        if (m.isPresent()) {
            time = at(m.get().group(2).equals("ڈیڑھ") ? 1 : 2, 30, m.get().group(1));
            return;
        }
        m = scan.take(CLOCK);
        if (m.isPresent()) {
            int hour = number(m.get().group(3));
            int minute = m.get().group(4) == null ? 0 : Integer.parseInt(m.get().group(4));
            String quarters = m.get().group(2);
            time = at(hour, minute, m.get().group(1))
                    .map(t -> quarters == null
                            ? t
                            : t.plusMinutes(
                                    switch (quarters) {
                                        case "ساڑھے" -> 30;
                                        case "سوا" -> 15;
                                        default -> -15;
                                    }));
            return;
        }
        scan.take(CLOCK_24)
                .ifPresent(found -> time =
                        Optional.of(LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))));
    }

    /** @param part of the day; null: nobody means one to seven in the morning without saying so */
    private static Optional<LocalTime> at(int hour, int minute, @Nullable String part) {
        boolean afternoon =
                part == null ? hour >= 1 && hour <= 7 : !part.equals("صبح") && !(part.equals("دوپہر") && hour == 11);
        int at = part != null && part.equals("رات") && hour == 12 ? 0 : afternoon && hour < 12 ? hour + 12 : hour;
        return at < 24 && minute < 60 ? Optional.of(LocalTime.of(at, minute)) : Optional.empty();
    }

    private static int number(String word) {
        int named = NUMBERS.indexOf(word);
        return named >= 0 ? named : Integer.parseInt(word);
    }

    private void day() {
        if (day.isPresent()) {
            return;
        }
        Optional<MatchResult> m = scan.take(IN_N);
        if (m.isPresent()) {
            later(m.get());
            return;
        }
        m = scan.take(ISO);
        if (m.isPresent()) {
            date(m.get(), 1, 2, 3);
            return;
        }
        m = scan.take(NUMERIC);
        if (m.isPresent()) {
            date(m.get(), 3, 2, 1);
            return;
        }
        m = scan.take(DATE);
        if (m.isPresent()) {
            dated(m.get());
            return;
        }
        if (scan.take(SATURDAY).isPresent()) {
            day = Optional.of(now.coming(DayOfWeek.SATURDAY));
            return;
        }
        m = scan.take(NTH);
        if (m.isPresent()) {
            int number = Integer.parseInt(m.get().group(1));
            day = number >= 1 && number <= 31 ? Optional.of(now.dayOfMonth(number)) : Optional.empty();
            return;
        }
        m = scan.take(RELATIVE);
        if (m.isPresent()) {
            day = Optional.of(
                    switch (m.get().group(1)) {
                        case "کل" -> now.day().plusDays(1);
                        case "پرسوں" -> now.day().plusDays(2);
                        case "اگلے ہفتے" -> now.nextWeeks(DayOfWeek.MONDAY);
                        case "اگلے مہینے", "اگلے ماہ" ->
                            now.day().withDayOfMonth(1).plusMonths(1);
                        case "اس ہفتے کے آخر" -> now.coming(DayOfWeek.SATURDAY);
                        case "اگلے سال" -> now.day().withDayOfYear(1).plusYears(1);
                        case "مہینے کے آخر" ->
                            now.day().withDayOfMonth(now.day().lengthOfMonth());
                        default -> now.day();
                    });
            return;
        }
        m = scan.take(NEXT_DAY);
        if (m.isPresent()) {
            day = Optional.of(now.nextWeeks(weekday(m.get().group(1))));
            return;
        }
        scan.take(WEEKDAY).ifPresent(found -> day = Optional.of(now.coming(weekday(found.group(1)))));
    }

    private void later(MatchResult m) {
        if (m.group(1).equals("آدھے")) {
            exactly(now.at().plusMinutes(30));
            return;
        }
        int n = number(m.group(1));
        switch (m.group(2)) {
            case "منٹ" -> exactly(now.at().plusMinutes(n));
            case "گھنٹے", "گھنٹہ" -> exactly(now.at().plusHours(n));
            case "دن" -> day = Optional.of(now.day().plusDays(n));
            case "ہفتے" -> day = Optional.of(now.day().plusWeeks(n));
            case "سال" -> day = Optional.of(now.day().plusYears(n));
            default -> day = Optional.of(now.day().plusMonths(n));
        }
        if (day.filter(d -> d.getYear() > LAST_YEAR).isPresent()) {
            impossible = Optional.of(m.group());
        }
    }

    private void exactly(ZonedDateTime at) {
        day = Optional.of(at.toLocalDate());
        time = Optional.of(at.toLocalTime().withSecond(0).withNano(0));
    }

    private void dated(MatchResult m) {
        int month = MONTHS.indexOf(m.group(2)) + 1;
        int dayOfMonth = Integer.parseInt(m.group(1));
        if (dayOfMonth < 1 || dayOfMonth > Month.of(month).maxLength()) {
            impossible = Optional.of(m.group());
        } else if (m.group(3) == null) {
            day = Optional.of(now.date(month, dayOfMonth));
        } else {
            date(m.group(), Integer.parseInt(m.group(3)), month, dayOfMonth);
        }
    }

    private void date(MatchResult m, int year, int month, int dayOfMonth) {
        date(
                m.group(),
                Integer.parseInt(m.group(year)),
                Integer.parseInt(m.group(month)),
                Integer.parseInt(m.group(dayOfMonth)));
    }

    private void date(String said, int year, int month, int dayOfMonth) {
        try {
            day = Optional.of(LocalDate.of(year, month, dayOfMonth));
        } catch (DateTimeException e) {
            impossible = Optional.of(said);
        }
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            impossible = Optional.of(said);
        }
    }

    private static Optional<LocalTime> part(String word) {
        return Optional.of(
                switch (word) {
                    case "صبح" -> LocalTime.of(9, 0);
                    case "دوپہر" -> LocalTime.of(13, 0);
                    case "سہ پہر" -> LocalTime.of(16, 0);
                    case "شام" -> LocalTime.of(18, 0);
                    default -> LocalTime.of(20, 0);
                });
    }

    private void start() {
        if (rule.isEmpty() || day.isPresent()) {
            return;
        }
        String r = rule.get();
        if (r.contains("BYDAY=")) {
            String days = r.substring(r.indexOf('=', r.indexOf("BYDAY")));
            EnumSet<DayOfWeek> fitting = EnumSet.noneOf(DayOfWeek.class);
            for (DayOfWeek candidate : DayOfWeek.values()) {
                if (days.contains(candidate.name().substring(0, 2))) {
                    fitting.add(candidate);
                }
            }
            day = Optional.of(now.first(fitting, time));
        } else if (time.isPresent() || r.equals("FREQ=DAILY")) {
            day = Optional.of(now.first(EnumSet.allOf(DayOfWeek.class), time));
        }
    }

    private static DayOfWeek weekday(String word) {
        return java.util.Objects.requireNonNull(DAYS.get(word));
    }
}
