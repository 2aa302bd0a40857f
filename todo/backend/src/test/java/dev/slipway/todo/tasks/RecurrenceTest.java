package dev.slipway.todo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static final Instant DONE = Instant.parse("2026-12-30T09:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
                "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=3",
                "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
                "FREQ=DAILY;UNTIL=20261231",
                "FREQ=DAILY;UNTIL=20261231T100000",
                "FREQ=SECONDLY",
                ""
            })
    void a_rule_that_never_comes_or_ends_at_no_certain_time_is_none(String rule) {
        assertThat(Recurrence.parse(rule)).isEmpty();
    }

    /** They were accepted once: who has such a task can complete it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | ",
                "FREQ=DAILY;UNTIL=20261231 | 2026-12-31T09:00:00Z",
                "FREQ=DAILY;UNTIL=20261231T100000 | 2026-12-31T09:00:00Z",
                "FREQ=DAILY;UNTIL=20261230 | ",
                "FREQ=DAILY;INTERVAL=99999999 | ",
            })
    void a_rule_stored_before_such_were_refused_leads_to_no_error(String rule, String next) {
        assertThat(Recurrence.stored(rule)
                        .after(new Due(DONE, false), ZoneOffset.UTC, DONE)
                        .map(found -> found.due().at().toString()))
                .isEqualTo(java.util.Optional.ofNullable(next));
    }

    @Test
    void an_end_on_a_date_is_the_end_of_that_day_where_the_person_is() {
        Due late = new Due(Instant.parse("2026-12-30T18:30:00Z"), false);
        assertThat(Recurrence.stored("FREQ=DAILY;UNTIL=20261231").after(late, ZoneId.of("Asia/Karachi"), DONE))
                .isPresent();
        Due atNight = new Due(Instant.parse("2026-12-30T19:30:00Z"), false);
        assertThat(Recurrence.stored("FREQ=DAILY;UNTIL=20261231").after(atNight, ZoneId.of("Asia/Karachi"), DONE))
                .isEmpty();
    }

    @Test
    void a_leap_day_comes() {
        assertThat(Recurrence.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")).isPresent();
    }
}
