package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.todo.tools.ToolCall;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 10, 0, 0, 0, Speaker.KARACHI);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Buy milk #home !high | {priority=high, tags=[home], title=Buy milk}",
                "dentist tomorrow 3pm p1 | {due=2026-11-25T15:00, priority=high, title=Dentist}",
                "water plants every monday | {due=2026-11-30, recurrence=FREQ=WEEKLY;BYDAY=MO, title=Water plants}",
                "pay rent on the 1st of every month | {due=2026-12-01, recurrence=FREQ=MONTHLY;BYMONTHDAY=1, title=Pay rent}",
                "the cat is hungry | {title=The cat is hungry}",
                "بجلی کا بل جمعہ کو | {due=2026-11-27, title=بجلی کا بل}",
                "gym kal subah 8 baje | {due=2026-11-25T08:00, title=Gym}",
            })
    void a_line_says_what_is_set(String line, String draft) {
        assertThat(Interpreter.draft(line, NOW)
                        .map(change -> Shorthand.of(
                                new Interpretation.Calls(
                                        Locale.ENGLISH, List.of(new ToolCall.AddTask(change)), List.of()),
                                Speaker.KARACHI))
                        .orElse(""))
                .isEqualToIgnoringCase("add_task " + draft);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "#home", "pay rent on 31 february", "   "})
    void where_no_title_would_be_left_there_is_nothing(String line) {
        assertThat(Interpreter.draft(line, NOW)).isEmpty();
    }
}
