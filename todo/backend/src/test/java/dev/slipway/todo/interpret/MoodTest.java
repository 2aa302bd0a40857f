package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only orders, wishes of one's own and reports of what one has done change something. */
class MoodTest {
    private final Speaker speaker = new Speaker();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did i already call mom?",
                "should i delete the groceries task?",
                "what happens if i delete task 1?",
                "delete the groceries task? no",
                "if it rains, delete task 1",
                "delete task 1 if i am late",
                "my boss said delete task 1",
                "i might delete task 1",
                "i was going to buy groceries",
                "don't delete task 1",
                "i haven't called mom yet",
                "maybe delete task 1",
                "add nothing",
                "plan my day",
                "کام 1 حذف مت کریں",
                "اگر بارش ہو تو کام 1 حذف کریں",
                "kaam 1 delete mat karo",
                "kya maine groceries khareed li hain?"
            })
    void nothing_is_changed(String said) {
        assertThat(speaker.does(said)).doesNotContain("add_task", "delete_task", "complete_task", "update_task");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "can i delete task 1? | confirm delete_task {task_id=1}",
                "delete task 1? | confirm delete_task {task_id=1}",
                "can you delete task 1? | delete_task {task_id=1}",
                "don't forget to buy milk | add_task {title=Buy milk}",
                "kal shaam 5 baje doodh lena yaad dilao | add_task {due=2026-11-25T17:00, title=Doodh lena}",
                "mere kaam dikhao | list_tasks {status=all}",
                "what did i just add? | tell latest [6]",
                "mark the first two as done | confirm complete_task {task_id=1}; complete_task {task_id=2}",
                "show tasks except work | list_tasks {ids=[1, 2, 4, 6], status=all}",
                "which day am i free this week? | tell free [3, 2, 5]",
                "show me tasks due in the next 3 days | list_tasks {due=2026-11-24 for 4, status=pending}",
            })
    void an_order_is_done_and_a_doubtful_one_asked(String said, String done) {
        assertThat(speaker.does(said)).isEqualTo(done);
    }
}
