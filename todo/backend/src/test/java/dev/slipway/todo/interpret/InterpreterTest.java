package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
    private static final String DELETE_NOTES = "delete_task {task_id=5}";
    private static final String DELETE_MEETING = "delete_task {task_id=3}";

    private final Speaker speaker = new Speaker();

    @Nested
    class After_which_one {
        private final Speaker asked = speaker.asked("delete the meeting task");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5",
                    "#5",
                    "task 5",
                    "number 5 please",
                    "the second one",
                    "second",
                    "the last one",
                    "the notes",
                    "meeting notes",
                    "the notes one please",
                    "2",
                    "Write the meeting notes",
                    "۵",
                    "دوسرا",
                    "دوسرا والا"
                })
        void takes_the_number_the_place_or_words(String answer) {
            assertThat(asked.does(answer)).isEqualTo(DELETE_NOTES);
        }

        @ParameterizedTest
        @ValueSource(strings = {"both", "both of them", "all", "3 and 5", "3, 5", "دونوں", "1 and 2"})
        void takes_several(String answer) {
            assertThat(asked.does(answer)).isEqualTo(DELETE_MEETING + "; " + DELETE_NOTES);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"neither", "none of them", "no", "cancel", "never mind", "no thanks", "نہیں", "رہنے دیں"})
        void does_nothing(String answer) {
            assertThat(asked.does(answer)).isEqualTo("say");
        }

        @Test
        void is_asked_again_where_the_answer_says_neither_of_them() {
            assertThat(asked.does("hmm")).isEqualTo("choose [3, 5]");
            assertThat(asked.does("99")).isEqualTo("choose [3, 5]");
            assertThat(asked.does("the meeting")).isEqualTo("choose [3, 5]");
        }

        @Test
        void takes_a_new_request_instead() {
            assertThat(asked.does("show my tasks")).isEqualTo("list_tasks {status=all}");
            assertThat(asked.does("complete the client meeting")).isEqualTo("complete_task {task_id=3}");
            assertThat(asked.does("add buy milk")).isEqualTo("add_task {title=Buy milk}");
            assertThat(asked.does("complete the second one")).isEqualTo("complete_task {task_id=5}");
        }
    }

    @Nested
    class After_shall_i {
        private final Speaker asked = speaker.asked("delete all work tasks");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "yes",
                    "Yes!",
                    "yes please",
                    "ok do it",
                    "sure, go ahead",
                    "yes, delete them",
                    "y",
                    "ہاں",
                    "جی ہاں",
                    "ہاں کر دیں",
                    "👍"
                })
        void does_it_after_a_yes(String answer) {
            assertThat(asked.does(answer)).isEqualTo(DELETE_MEETING + "; " + DELETE_NOTES);
        }

        @ParameterizedTest
        @ValueSource(strings = {"no", "No!", "nope", "don't", "stop", "no, never mind", "not now", "نہیں", "جی نہیں"})
        void does_nothing_after_a_no(String answer) {
            assertThat(asked.does(answer)).isEqualTo("say");
        }

        @Test
        void takes_neither_for_a_yes_and_asks_again() {
            assertThat(asked.does("maybe")).isEqualTo("confirm " + DELETE_MEETING + "; " + DELETE_NOTES);
        }

        @Test
        void takes_a_new_request_instead() {
            assertThat(asked.does("delete task 5")).isEqualTo(DELETE_NOTES);
            assertThat(asked.does("no, delete task 5")).isEqualTo(DELETE_NOTES);
        }
    }

    @Nested
    class After_an_answer_about_tasks {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "complete it | complete_task {task_id=2}",
                    "mark it as done | complete_task {task_id=2}",
                    "move it to tomorrow | update_task {due=2026-11-25T18:00, task_id=2}",
                    "make that one urgent | update_task {priority=high, task_id=2}",
                    "delete them | delete_task {task_id=2}",
                    "اسے مکمل کریں | complete_task {task_id=2}",
                })
        void it_is_the_task_that_was_spoken_of(String message, String done) {
            assertThat(speaker.after(2L).does(message)).isEqualTo(done);
        }

        @Test
        void the_first_one_is_the_first_that_was_shown() {
            assertThat(speaker.after(5L, 3L, 2L).does("complete the first one")).isEqualTo("complete_task {task_id=5}");
            assertThat(speaker.after(5L, 3L, 2L).does("delete the last one")).isEqualTo("delete_task {task_id=2}");
            assertThat(speaker.after(5L, 3L).does("delete the third one")).isEqualTo("say");
        }

        @Test
        void them_are_all_that_were_shown_and_are_confirmed() {
            assertThat(speaker.after(3L, 5L).does("delete them"))
                    .isEqualTo("confirm " + DELETE_MEETING + "; " + DELETE_NOTES);
            assertThat(speaker.after(3L, 5L).does("delete all of them"))
                    .isEqualTo("confirm " + DELETE_MEETING + "; " + DELETE_NOTES);
        }

        @Test
        void it_among_several_is_asked_back() {
            assertThat(speaker.after(3L, 5L).does("delete it")).isEqualTo("choose [3, 5]");
        }

        @Test
        void a_task_that_is_gone_is_not_meant() {
            assertThat(speaker.after(77L).does("delete it")).isEqualTo("say");
        }

        @Test
        void a_task_that_is_added_in_the_same_message_is_not_the_one_spoken_of_before() {
            assertThat(speaker.after(2L).does("add buy milk and delete it"))
                    .isEqualTo("add_task {title=Buy milk}; unclear [it]");
        }
    }

    @Nested
    class Several_requests {
        @Test
        void go_on_behind_a_question() {
            assertThat(speaker.does("delete the meeting, add buy milk and complete 1"))
                    .isEqualTo("add_task {title=Buy milk}; complete_task {task_id=1}; choose [3, 5]");
        }

        @Test
        void each_line_of_a_list_is_a_task() {
            assertThat(speaker.does("add milk\nbread\n\neggs"))
                    .isEqualTo("add_task {title=Milk}; add_task {title=Bread}; add_task {title=Eggs}");
        }

        @Test
        void a_number_that_there_is_not_stops_no_other() {
            assertThat(speaker.does("complete 1, 2 and 99"))
                    .isEqualTo("complete_task {task_id=1}; complete_task {task_id=2}; unclear [#99]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "add a subtask buy socks to task 1, Buy socks, 1",
        "add book a hotel as a subtask of the flight tickets, Book a hotel, 6",
        "add a subtask to task 3: print the slides, Print the slides, 3",
        "کام 3 میں ذیلی کام کاغذ خریدنا شامل کریں, کاغذ خریدنا, 3"
    })
    void a_subtask_is_added_to_the_task_that_is_named(String said, String step, long task) {
        assertThat(speaker.does(said)).isEqualTo("update_task {subtasks=[" + step + "], task_id=" + task + "}");
    }

    @Nested
    class Dates {
        @ParameterizedTest
        @CsvSource({
            "Asia/Karachi, on 12/05, 2027-05-12",
            "Europe/London, on 12/05, 2027-05-12",
            "America/New_York, on 12/05, 2026-12-05",
            "America/New_York, on 25/12, 2026-12-25",
            "Asia/Karachi, on 05.12.2026, 2026-12-05",
            "Asia/Karachi, on the 31st, 2026-12-31",
            "Asia/Karachi, on 29 feb, 2028-02-29",
            "Asia/Karachi, two weeks from now, 2026-12-08",
            "America/New_York, on 2027-03-14 at 2:30 am, 2027-03-14T03:30",
        })
        void are_read_as_people_write_them(String zone, String when, String due) {
            assertThat(speaker.in(zone).does("add buy tea " + when))
                    .isEqualTo("add_task {due=" + due + ", title=Buy tea}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "on 31 feb",
                    "on 30/02/2027",
                    "on 29 feb 2027",
                    "by april 31",
                    "on 2026-13-01",
                    "in 999 years",
                    "on 0000-01-01"
                })
        void that_do_not_exist_are_told(String when) {
            Interpretation answer = speaker.say("add pay tax " + when);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Interpretation.Say.class,
                            say -> assertThat(say.text()).contains("no such date", "added nothing"));
        }
    }

    @Test
    void lists_tasks_without_a_due_date() {
        for (String say : new String[] {
            "which tasks have no due date?",
            "find tasks without a deadline",
            "show undated tasks",
            "بغیر تاریخ والے کام دکھائیں"
        }) {
            assertThat(speaker.does(say)).as(say).isEqualTo("list_tasks {due=none, status=pending}");
        }
        assertThat(speaker.does("show completed tasks without a due date"))
                .isEqualTo("list_tasks {due=none, status=completed}");
        assertThat(speaker.does("high priority home tasks without a date"))
                .isEqualTo("list_tasks {due=none, priority=high, status=pending, tag=home}");
    }

    @Test
    void answers_in_the_language_it_is_spoken_to() {
        assertThat(speaker.say("کام 99 حذف کریں").language()).isEqualTo(Answers.URDU);
        assertThat(speaker.say("delete task 99").language()).isEqualTo(java.util.Locale.ENGLISH);
    }

    @Test
    void tells_in_urdu_that_there_is_no_such_date() {
        Interpretation answer = speaker.say("۳۱ اپریل کو ٹیکس دینا ہے");
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Interpretation.Say.class, say -> assertThat(say.text()).startsWith("\"31 اپریل"));
    }

    @Test
    void keeps_what_it_does_not_know_from_bulk_requests() {
        assertThat(speaker.does("delete everything except the unicorn")).isEqualTo("say");
        assertThat(speaker.does("delete all unicorn tasks")).isEqualTo("say");
    }
}
