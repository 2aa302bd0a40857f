package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Dates, times and recurrences in Urdu. */
final class UrduWhen {
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

    private static final Pattern EVERY_DAY = phrase("(?:روزانہ|ہر روز|ہر دن|روز)");
    private static final Pattern EVERY_WEEKDAY = phrase("ہر " + DAY);
    private static final Pattern EVERY_NTH = phrase("ہر (?:مہینے|ماہ)(?: کی)? (\\d{1,2})(?: تاریخ)?");
    private static final Pattern EVERY = phrase("ہر (ہفتے|مہینے|ماہ|سال)");
    private static final Pattern CLOCK = phrase("(?:" + PART + " )?(?:کے )?(\\d{1,2})(?:[:.](\\d{2}))? بجے");
    private static final Pattern CLOCK_24 = phrase("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern IN_N = phrase("(\\d{1,3}|ایک|دو|تین) (منٹ|گھنٹے|دن|ہفتے|مہینے) (?:میں|بعد)");
    private static final Pattern RELATIVE = phrase("(آج|کل|پرسوں|اگلے ہفتے|اگلے مہینے|اس ہفتے کے آخر)");
    private static final Pattern NTH = phrase("(\\d{1,2}) تاریخ");
    private static final Pattern ISO = phrase("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern NEXT_DAY = phrase("اگلے " + DAY);
    private static final Pattern WEEKDAY = phrase(DAY);
    private static final Pattern PART_OF_DAY = phrase(PART);

    private final Now now;
    private final Scan scan;
    private Optional<LocalDate> day = Optional.empty();
    private Optional<LocalTime> time = Optional.empty();
    private Optional<String> rule = Optional.empty();

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
        }
        when.start();
        return new Moment(when.day, when.time, when.rule, when.scan.rest());
    }

    private void recurrence() {
        Optional<MatchResult> m = scan.take(EVERY_WEEKDAY);
        if (m.isPresent()) {
            rule = Optional.of("FREQ=WEEKLY;BYDAY=" + weekday(m.get().group(1)).name().substring(0, 2));
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
        scan.take(EVERY).ifPresent(found -> rule = Optional.of("FREQ="
                + switch (found.group(1)) {
                    case "ہفتے" -> "WEEKLY";
                    case "سال" -> "YEARLY";
                    default -> "MONTHLY";
                }));
    }

    private void clock() {
        Optional<MatchResult> m = scan.take(CLOCK);
        if (m.isPresent()) {
            int hour = Integer.parseInt(m.get().group(2));
            int minute = m.get().group(3) == null ? 0 : Integer.parseInt(m.get().group(3));
            String part = m.get().group(1);
            boolean afternoon = part == null ? hour >= 1 && hour <= 7 : !part.equals("صبح") && hour < 12;
            int at = afternoon && hour < 12 ? hour + 12 : hour;
            if (at < 24 && minute < 60) {
                time = Optional.of(LocalTime.of(at, minute));
            }
            return;
        }
        scan.take(CLOCK_24).ifPresent(found -> time = Optional.of(
                LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))));
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
            try {
                day = Optional.of(LocalDate.parse(m.get().group(1) + "-" + m.get().group(2) + "-" + m.get().group(3)));
            } catch (java.time.DateTimeException e) {
                day = Optional.empty();
            }
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
                        case "اگلے مہینے" -> now.day().withDayOfMonth(1).plusMonths(1);
                        case "اس ہفتے کے آخر" -> now.coming(DayOfWeek.SATURDAY);
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
        int n = switch (m.group(1)) {
            case "ایک" -> 1;
            case "دو" -> 2;
            case "تین" -> 3;
            default -> Integer.parseInt(m.group(1));
        };
        switch (m.group(2)) {
            case "منٹ", "گھنٹے" -> {
                var at = m.group(2).equals("منٹ") ? now.at().plusMinutes(n) : now.at().plusHours(n);
                day = Optional.of(at.toLocalDate());
                time = Optional.of(at.toLocalTime().withSecond(0).withNano(0));
            }
            case "دن" -> day = Optional.of(now.day().plusDays(n));
            case "ہفتے" -> day = Optional.of(now.day().plusWeeks(n));
            default -> day = Optional.of(now.day().plusMonths(n));
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
            for (DayOfWeek candidate : DayOfWeek.values()) {
                if (candidate.name().startsWith(r.substring(r.length() - 2))) {
                    day = Optional.of(now.first(EnumSet.of(candidate), time));
                }
            }
        } else if (time.isPresent() || r.equals("FREQ=DAILY")) {
            day = Optional.of(now.first(EnumSet.allOf(DayOfWeek.class), time));
        }
    }

    private static DayOfWeek weekday(String word) {
        return java.util.Objects.requireNonNull(DAYS.get(word));
    }
}
