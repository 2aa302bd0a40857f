package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountedTest {
    private final Speaker speaker = new Speaker();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "please mark task 2 as done | task 2 | -",
                "mark task 2 as done unless she calls | task 2 | unless she calls",
                "she wrote: delete task 1 | task 1 | she wrote",
                "never complete 1 | 1 | never",
                "اگر بارش ہو تو کام 6 ہٹا دو | کام 6 | اگر بارش",
            })
    void what_is_neither_asking_nor_a_name_is_left_over(String said, String names, String left) {
        assertThat(String.join(" ", Accounted.leftOver(said, List.of(names), List.of())))
                .isEqualTo(left == null ? "" : left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "so long as it's paid, delete 4",
                "when i get paid, mark the bills as done",
                "should the meeting be cancelled, delete task 3",
                "delete task 1, actually no, task 2",
                "task 5 isn't finished",
                "the second one is done",
                "complete the last three",
                "mark task 2 as half done",
                "add a location to task 2",
                "i need a break",
                "the plumber is rude every monday"
            })
    void what_is_doubtful_changes_nothing(String said) {
        String done = speaker.does(said);
        assertThat(done.startsWith("say") || done.startsWith("confirm"))
                .as(done)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set the flight tickets to urgent | update_task {priority=HIGH, task_id=6}",
                "put task 5 off till next tuesday | update_task {due=2026-12-01T17:00, task_id=5}",
                "mark both meeting tasks as done | complete_task {task_id=3}; complete_task {task_id=5}",
                "get rid of task six | delete_task {task_id=6}",
                "add night shift tomorrow at 7pm | add_task {due=2026-11-25T19:00, title=Night shift}",
                "task 6 hata do | delete_task {task_id=6}",
                "add a task to call mommy | add_task {title=Call mommy}",
                "task 1 ho gaya | complete_task {task_id=1}",
            })
    void what_is_plain_is_done(String said, String done) {
        assertThat(speaker.does(said)).isEqualToIgnoringCase(done);
    }
}
