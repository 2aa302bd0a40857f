package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been understood so far of when something is to be done. */
final class Said {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    @Nullable
    LocalDate day;

    @Nullable
    LocalTime time;

    /** The hour was said without saying which half of the day. */
    boolean eitherHalf;

    /** Hour of the part of the day at which it repeats, "every evening"; 0 for none. */
    int part;

    @Nullable
    Unit every;

    int interval = 1;
    final Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    /** Which of the weekdays of a month; 0 for all; -1 for the last. */
    int nth;

    final List<Integer> daysOfMonth = new ArrayList<>();
    int month;
    int count;

    @Nullable
    LocalDate end;

    @Nullable
    String impossible;

    boolean repeats() {
        return every != null;
    }

    boolean nothing() {
        return day == null && time == null && every == null && impossible == null;
    }

    void inTheMorning() {
        if (time != null && eitherHalf && time.getHour() >= 12) {
            time = time.minusHours(12);
        }
    }

    void afterNoon() {
        if (time != null && eitherHalf && time.getHour() < 12) {
            time = time.plusHours(12);
        }
    }

    /** The rule of RFC 5545; empty for once. */
    Optional<String> rule(Now now) {
        if (every == null) {
            return Optional.empty();
        }
        StringBuilder rule = new StringBuilder("FREQ=");
        int times = interval;
        switch (every) {
            case MINUTE -> {
                return Optional.empty();
            }
            case HOUR -> rule.append("DAILY;BYHOUR=").append(hours(now));
            case DAY -> rule.append("DAILY");
            case WEEK -> rule.append("WEEKLY");
            case FORTNIGHT -> {
                rule.append("WEEKLY");
                times *= 2;
            }
            case MONTH -> rule.append("MONTHLY");
            case QUARTER -> {
                rule.append("MONTHLY");
                times *= 3;
            }
            case YEAR -> rule.append("YEARLY");
        }
        if (times > 1 && every != Unit.HOUR) {
            rule.append(";INTERVAL=").append(times);
        }
        if (month > 0) {
            rule.append(";BYMONTH=").append(month);
        }
        if (!weekdays.isEmpty()) {
            rule.append(";BYDAY=")
                    .append(weekdays.stream()
                            .map(d -> (nth == 0 ? "" : String.valueOf(nth))
                                    + d.name().substring(0, 2))
                            .collect(Collectors.joining(",")));
        }
        if (!daysOfMonth.isEmpty()) {
            rule.append(";BYMONTHDAY=")
                    .append(daysOfMonth.stream().distinct().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (end != null) {
            rule.append(";UNTIL=")
                    .append(end.atTime(23, 59, 59)
                            .atZone(now.zone())
                            .withZoneSameInstant(ZoneOffset.UTC)
                            .format(UNTIL));
        } else if (count > 0) {
            rule.append(";COUNT=").append(count);
        }
        return Optional.of(rule.toString());
    }

    /** "Every 8 hours" from the hour that was said, else from the next full one. */
    private String hours(Now now) {
        int first = time == null ? now.at().plusHours(1).getHour() : time.getHour();
        return java.util.stream.IntStream.range(0, 24 / interval)
                .map(i -> (first + i * interval) % 24)
                .sorted()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /** A rhythm without a day begins with the first day that fits it. */
    void begin(Now now) {
        if (every == null || day != null) {
            return;
        }
        Optional<LocalTime> at = Optional.ofNullable(time);
        if (every == Unit.HOUR) {
            if (time == null) {
                time = LocalTime.of(now.at().plusHours(1).getHour(), 0);
                day = now.at().plusHours(1).toLocalDate();
            } else {
                day = now.first(EnumSet.allOf(DayOfWeek.class), at);
            }
            return;
        }
        if (!weekdays.isEmpty() && nth != 0) {
            day = nthWeekday(now);
            return;
        }
        if (!weekdays.isEmpty()) {
            day = now.first(weekdays, at);
            return;
        }
        if (!daysOfMonth.isEmpty()) {
            day = daysOfMonth.stream()
                    .map(n -> n < 0 ? now.day().withDayOfMonth(now.day().lengthOfMonth()) : now.dayOfMonth(n))
                    .min(LocalDate::compareTo)
                    .orElseThrow();
            return;
        }
        if (interval > 1 || every == Unit.FORTNIGHT || every == Unit.QUARTER) {
            int n = interval;
            LocalDate today = now.day();
            day = switch (every) {
                case WEEK -> today.plusWeeks(n);
                case FORTNIGHT -> today.plusWeeks(2L * n);
                case MONTH -> today.plusMonths(n);
                case QUARTER -> today.plusMonths(3L * n);
                case YEAR -> today.plusYears(n);
                case DAY, HOUR, MINUTE -> today.plusDays(n);
            };
            return;
        }
        if (time != null || every == Unit.DAY) {
            day = now.first(EnumSet.allOf(DayOfWeek.class), at);
        }
    }

    private LocalDate nthWeekday(Now now) {
        LocalDate month = now.day().withDayOfMonth(1);
        if (this.month > 0) {
            month = month.withMonth(this.month);
        }
        for (int i = 0; i < 60; i++) {
            LocalDate base = this.month > 0 ? month.plusYears(i) : month.plusMonths(i);
            for (DayOfWeek weekday : weekdays) {
                LocalDate found = base.with(java.time.temporal.TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
                if (found.getMonth() == base.getMonth() && !found.isBefore(now.day())) {
                    return found;
                }
            }
        }
        return now.day();
    }
}
