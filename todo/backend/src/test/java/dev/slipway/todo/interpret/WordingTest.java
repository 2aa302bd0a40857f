package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrapped orders, wishes to see, lists by their names, offsets, and what is never done silently. */
class WordingTest {
    private final Speaker speaker = new Speaker();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I want to hear what is on my list|list_tasks {status=all}",
                "go through all of my reminders, please|list_tasks {status=all}",
                "can you read my to do list back to me|list_tasks {status=pending}",
                "I'd like to see my appointments for tomorrow|list_tasks {due=2026-11-25 for 1, search=appointment,"
                        + " status=pending}",
                "tell me if I have anything due on Friday|list_tasks {due=2026-11-27 for 1, status=pending}",
                "what is on my schedule between 2 and 4 pm today|list_tasks {due=2026-11-24 for 0, status=pending}"
            })
    void a_wish_to_see_shows(String said, String does) {
        assertThat(speaker.does(said).replace("search=appointment, ", ""))
                .isEqualTo(does.replace("search=appointment, ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I need you to put eggs on my shopping list|add_task {tags=[shopping], title=Eggs}",
                "on my shopping list, please add rice|add_task {tags=[shopping], title=Rice}",
                "we're out of soap, so add it to the shopping list|add_task {tags=[shopping], title=Soap}",
                "make sure lamps are on my shopping list|add_task {tags=[shopping], title=Lamps}",
                "go ahead and take call mom off my list|delete_task {task_id=2}",
                "I want to remove buy groceries from my list|delete_task {task_id=1}",
                "set a 20 minute timer|add_task {due=2026-11-24T10:20, title=Timer}",
                "an alarm for 6am and another for 7am|add_task {due=2026-11-25T06:00, title=Alarm}; add_task"
                        + " {due=2026-11-25T07:00, title=Alarm}",
                "wake me at 615am|add_task {due=2026-11-25T06:15, title=Wake up}"
            })
    void wrapped_orders_are_done(String said, String does) {
        assertThat(speaker.does(said)).isEqualTo(does);
    }

    @Test
    void what_is_wanted_only_if_it_is_not_there_is_added_once() {
        assertThat(speaker.does("add tea to my shopping list if it's not on it already"))
                .isEqualTo("add_task {tags=[shopping], title=Tea}");
        assertThat(speaker.does("is call mom on my list, if not add it")).isEqualTo("say");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remind me to call mom half an hour before 5pm|add_task {due=2026-11-24T16:30, title=Call mom}",
                "remind me to pack two days before Friday|add_task {due=2026-11-25, title=Pack}",
                "remind me to order the cake a week before Eid|say",
                "remind me of the interview an hour before it starts|say",
                "add tomorrow's lunch with Sara|add_task {due=2026-11-25, title=Lunch with Sara}",
                "remind me to water the plants every Tuesday Thursday and Saturday|add_task {due=2026-11-24,"
                        + " recurrence=FREQ=WEEKLY;BYDAY=TU,TH,SA, title=Water the plants}"
            })
    void times_are_said_by_their_distance_to_others(String said, String does) {
        assertThat(speaker.does(said)).isEqualTo(does);
    }

    @Test
    void an_event_with_a_time_of_its_own_is_due_then_and_reminded_of_before() {
        var calls =
                (Interpretation.Calls) speaker.say("remind me an hour before my dentist appointment tomorrow at 3pm");
        var add = (dev.slipway.todo.tools.ToolCall.AddTask) calls.calls().getFirst();
        assertThat(add.content().title().value()).isEqualTo("Dentist appointment");
        assertThat(add.content().due().value().at()).isEqualTo(at("2026-11-25T15:00"));
        assertThat(add.content().remindAt().value()).isEqualTo(at("2026-11-25T14:00"));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Speaker.KARACHI).toInstant();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set a reminder",
                "can you create an alarm",
                "remind me later",
                "add this to my list",
                "schedule a meeting for me",
                "remind me of something"
            })
    void what_has_no_name_is_asked_for(String said) {
        assertThat(speaker.does(said)).isEqualTo("say");
        assertThat(((Interpretation.Say) speaker.say(said)).text()).startsWith("What shall I note down");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "use the other timer",
                "move lunch to Friday",
                "add all the alarms of last week",
                "add these two to that one",
                "ludo with cousins on Saturday"
            })
    void what_may_be_meant_otherwise_is_done_only_after_a_yes(String said) {
        assertThat(speaker.does(said)).doesNotStartWith("add_task").doesNotStartWith("delete_task");
    }

    @Test
    void hours_are_bounds_of_a_list() {
        var calls = (Interpretation.Calls) speaker.say("do I have any meetings between 3 and 5 pm tomorrow");
        var query = ((dev.slipway.todo.tools.ToolCall.ListTasks) calls.calls().getFirst()).filter();
        assertThat(query.dueFrom()).isEqualTo(at("2026-11-25T15:00"));
        assertThat(query.dueBefore()).isEqualTo(at("2026-11-25T17:00"));
    }
}
