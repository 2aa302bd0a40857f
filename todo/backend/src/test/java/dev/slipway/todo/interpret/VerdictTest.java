package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Patch;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The measure itself: what it calls right, asked back and harmful. */
class VerdictTest {
    private static Published.Line line(String say, String intent) {
        return Published.clinc(say, intent).orElseThrow();
    }

    private static Interpretation adding(String title, String due) {
        TaskChange change = TaskChange.NONE.withTitle(title);
        if (!due.isEmpty()) {
            change = change.withDue(Patch.of(
                    new Due(LocalDateTime.parse(due).atZone(Speaker.KARACHI).toInstant(), false)));
        }
        return new Interpretation.Calls(Locale.ENGLISH, List.of(new ToolCall.AddTask(change)), List.of());
    }

    private static Verdict of(String say, String intent, Interpretation meaning) {
        return Verdict.of(line(say, intent), meaning);
    }

    @Test
    void a_new_task_has_all_of_the_words_and_its_time() {
        String say = "remind me to paint the gate tomorrow at 5 pm";
        assertThat(of(say, "reminder_update", adding("Paint the gate", "2026-11-25T17:00")))
                .isEqualTo(Verdict.RIGHT);
        assertThat(of(say, "reminder_update", adding("Paint the gate", "2026-11-25T05:00")))
                .isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "reminder_update", adding("Paint the gate", "2026-11-26T17:00")))
                .isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "reminder_update", adding("Paint the gate", ""))).isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "reminder_update", adding("Gate", "2026-11-25T17:00")))
                .isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "reminder_update", adding("Paint the gate tomorrow", "2026-11-25T17:00")))
                .isEqualTo(Verdict.HARMFUL);
    }

    @Test
    void a_question_changes_nothing_and_is_answered_with_what_was_asked_for() {
        String say = "do i have any meetings with zubair tomorrow";
        assertThat(of(say, "meeting_schedule", adding("Meeting", ""))).isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "meeting_schedule", list(null))).isEqualTo(Verdict.HARMFUL);
        assertThat(of(say, "meeting_schedule", new Interpretation.Say(Locale.ENGLISH, "I did not understand.")))
                .isEqualTo(Verdict.ASKED);
        assertThat(of("what is on my list", "todo_list", list(null))).isEqualTo(Verdict.RIGHT);
    }

    private static Interpretation list(String search) {
        return new Interpretation.Calls(
                Locale.ENGLISH,
                List.of(new ToolCall.ListTasks(new TaskQuery(
                        TaskQuery.Status.ALL, search, null, List.of(), null, null, false, false, null, null, 50, 0))),
                List.of());
    }

    @Test
    void nothing_is_deleted_that_was_not_named() {
        Interpretation deleting =
                new Interpretation.Calls(Locale.ENGLISH, List.of(new ToolCall.DeleteTask(1)), List.of());
        assertThat(of("take wine off my shopping list", "shopping_list_update", deleting))
                .isEqualTo(Verdict.HARMFUL);
        Interpretation asking = new Interpretation.Question(
                Locale.ENGLISH,
                List.of(),
                "Shall I?",
                new Pending(
                        Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", List.of(new ToolCall.DeleteTask(1))))));
        assertThat(of("clear my to do list", "todo_list_update", asking)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void what_has_no_name_has_to_be_asked_for() {
        assertThat(of("set a reminder", "reminder_update", adding("Reminder", "")))
                .isEqualTo(Verdict.HARMFUL);
        assertThat(of("set a reminder", "reminder_update", new Interpretation.Say(Locale.ENGLISH, "Of what?")))
                .isEqualTo(Verdict.RIGHT);
        assertThat(Optional.of(line("set a reminder", "reminder_update").want()))
                .contains(Verdict.Want.ADD);
    }
}
