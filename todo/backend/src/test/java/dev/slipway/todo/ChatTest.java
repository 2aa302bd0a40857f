package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class ChatTest {
    @TestHTTPResource
    URI base;

    Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = new Person(base);
    }

    @Test
    void aConversationAddsListsChangesCompletesAndDeletes() {
        JsonNode first = ada.says("Add a task to buy groceries");
        long conversation = first.path("conversation_id").asLong();
        assertThat(first.path("tool_calls").path(0).path("name").asText()).isEqualTo("add_task");
        assertThat(first.path("tool_calls").path(0).path("result").toString())
                .isEqualTo("{\"task_id\":1,\"status\":\"created\",\"title\":\"Buy groceries\"}");
        assertThat(ada.says(conversation, "I need to remember to pay bills")
                        .path("response")
                        .asText())
                .contains("Pay bills");
        assertThat(ada.says(conversation, "Show me all my tasks")
                        .path("response")
                        .asText())
                .contains("Buy groceries")
                .contains("Pay bills");
        ada.says(conversation, "Change task 1 to 'Call mom tonight'");
        assertThat(ada.get("/tasks/1").json().path("title").asText()).isEqualTo("Call mom tonight");
        ada.says(conversation, "Mark task 2 as complete");
        assertThat(ada.get("/tasks/2").json().path("completed").asBoolean()).isTrue();
        assertThat(ada.says(conversation, "What have I completed?")
                        .path("response")
                        .asText())
                .contains("Pay bills");
        assertThat(ada.says(conversation, "What's pending?").path("response").asText())
                .contains("Call mom")
                .doesNotContain("Pay bills");
        ada.says(conversation, "Delete the call mom task");
        assertThat(ada.get("/tasks/1").status()).isEqualTo(404);
        ada.says(conversation, "undo");
        assertThat(ada.get("/tasks/1").json().path("title").asText()).isEqualTo("Call mom tonight");
        assertThat(ada.says(conversation, "Delete task 77").path("response").asText())
                .contains("no task 77");
        JsonNode history =
                ada.get("/conversations/" + conversation + "/messages").json();
        assertThat(history.size()).isEqualTo(20);
        assertThat(history.path(0).path("role").asText()).isEqualTo("user");
        assertThat(history.path(1).path("tool_calls").path(0).path("name").asText())
                .isEqualTo("add_task");
    }

    @Test
    void takingBackACompletionTakesTheNextOneOfItsRecurrenceBackToo() {
        long conversation = ada.says("add water the plants every day")
                .path("conversation_id")
                .asLong();
        ada.says(conversation, "Complete task 1");
        assertThat(ada.get("/tasks/2").status()).isEqualTo(200);
        ada.says(conversation, "undo");
        assertThat(ada.get("/tasks/1").json().path("completed").asBoolean()).isFalse();
        assertThat(ada.get("/tasks").json().size()).isEqualTo(1);
        ada.says(conversation, "Complete task 1");
        ada.says(conversation, "Reopen task 1");
        assertThat(ada.get("/tasks").json().size()).isEqualTo(1);
        ada.says(conversation, "Complete task 1");
        ada.send("PATCH", "/tasks/1/complete", null);
        assertThat(ada.get("/tasks").json().size()).isEqualTo(1);
    }

    @Test
    void aSubtaskIsAddedByAWord() {
        long conversation =
                ada.says("add pack for the trip").path("conversation_id").asLong();
        assertThat(ada.says(conversation, "add a subtask buy socks to task 1")
                        .path("response")
                        .asText())
                .contains("Buy socks", "Pack for the trip")
                .containsIgnoringCase("subtasks");
        assertThat(ada.get("/tasks/1")
                        .json()
                        .path("subtasks")
                        .path(0)
                        .path("title")
                        .asText())
                .isEqualToIgnoringCase("buy socks");
        ada.says(conversation, "undo");
        assertThat(ada.get("/tasks/1").json().path("subtasks").size()).isZero();
    }

    @Test
    void severalThingsAreDoneAtOneWordAndManyOnlyAfterAYes() {
        JsonNode both = ada.says("Add call dad and buy flowers");
        long conversation = both.path("conversation_id").asLong();
        assertThat(both.path("tool_calls").findValuesAsText("name")).containsExactly("add_task", "add_task");
        assertThat(ada.says(conversation, "Complete task 1 and delete task 2")
                        .path("tool_calls")
                        .findValuesAsText("name"))
                .containsExactly("complete_task", "delete_task");
        ada.says(conversation, "undo");
        assertThat(ada.get("/tasks?status=pending").json().size())
                .as("all of a word is taken back")
                .isEqualTo(2);
        assertThat(ada.says(conversation, "Delete all my tasks")
                        .path("tool_calls")
                        .size())
                .isZero();
        assertThat(ada.get("/tasks").json().size()).isEqualTo(2);
        ada.says(conversation, "yes");
        assertThat(ada.get("/tasks").text()).isEqualTo("[]");
    }

    @Test
    void conversationsAreListedReadAndDeletedAndTheirTasksStay() {
        ada.says("Add a task to sing");
        long second = ada.says("Add a task to dance").path("conversation_id").asLong();
        JsonNode listed = ada.get("/conversations").json();
        assertThat(listed.findValuesAsText("title")).containsExactly("Add a task to dance", "Add a task to sing");
        assertThat(listed.path(0).path("id").asLong()).isEqualTo(second);
        assertThat(listed.path(0).path("created_at").asText()).isNotEmpty();
        assertThat(listed.path(0).path("updated_at").asText()).isNotEmpty();
        assertThat(ada.get("/conversations/" + second + "/messages")
                        .json()
                        .path(0)
                        .path("created_at")
                        .asText())
                .isNotEmpty();
        assertThat(ada.delete("/conversations/" + second).status()).isEqualTo(204);
        assertThat(ada.get("/conversations/" + second + "/messages").status()).isEqualTo(404);
        assertThat(ada.get("/conversations").json().size()).isEqualTo(1);
        assertThat(ada.get("/tasks").json().size()).isEqualTo(2);
    }

    @Test
    void aQuestionComesBackWhenTwoTasksMatch() {
        ada.adds("Team meeting");
        ada.adds("Client meeting");
        JsonNode question = ada.says("Delete the meeting task");
        assertThat(question.path("tool_calls").size()).isZero();
        assertThat(question.path("response").asText()).contains("Team meeting").contains("Client meeting");
        ada.says(question.path("conversation_id").asLong(), "2");
        assertThat(ada.get("/tasks").json().findValuesAsText("title")).containsExactly("Team meeting");
    }

    @Test
    void theSameRequestSentAgainIsAnsweredOnce() {
        Person.Reply first = ada.post("/chat", "{\"message\":\"Add a task to sing\"}", "Idempotency-Key", "k1");
        Person.Reply again = ada.post("/chat", "{\"message\":\"Add a task to sing\"}", "Idempotency-Key", "k1");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(ada.get("/tasks").json().size()).isEqualTo(1);
    }

    @Test
    void theStreamTellsToolsThenWordsThenTheWhole() {
        String events = ada.post("/chat/stream", "{\"message\":\"Add a task to dance\"}")
                .text();
        assertThat(events.lines()
                        .filter(line -> line.startsWith("event:"))
                        .map(line -> line.substring(6).strip())
                        .distinct())
                .containsExactly("tool", "token", "done");
        assertThat(events).contains("\"conversation_id\":");
        Person.Reply bad = ada.post("/chat/stream", "{\"message\":\"\"}");
        assertThat(bad.status()).isEqualTo(422);
    }

    @Test
    void whoSpeaksUrduIsAnsweredInUrdu() {
        JsonNode added = ada.says("کل شام 5 بجے دودھ خریدنا شامل کریں");
        long conversation = added.path("conversation_id").asLong();
        assertThat(said(added)).contains("کام 1 شامل کر دیا", "آنے والا کل", "5:00 PM");
        ada.adds("Team meeting");
        ada.adds("Client meeting");
        assertThat(said(ada.says(conversation, "میرے کام دکھائیں")))
                .startsWith("آپ کے 3 کام ہیں:")
                .contains("Team meeting");
        assertThat(said(ada.says(conversation, "کام 1 مکمل کریں"))).contains("شاباش", "مکمل ہو گیا");
        assertThat(said(ada.says(conversation, "کام 1 نامکمل کریں"))).contains("دوبارہ کھول دیا");
        assertThat(said(ada.says(conversation, "کام 99 حذف کریں"))).contains("کام 99 نہیں ہے");
        assertThat(said(ada.says(conversation, "meeting حذف کریں"))).contains("آپ کا مطلب کون سا ہے");
        assertThat(said(ada.says(conversation, "77")))
                .as("no words: Urdu still")
                .contains("آپ کا مطلب کون سا ہے");
        assertThat(said(ada.says(conversation, "3"))).isEqualTo("“Client meeting” حذف کر دیا۔");
        assertThat(said(ada.says(conversation, "واپس لو"))).contains("واپس لے لیا");
        assertThat(said(ada.says(conversation, "show my tasks"))).startsWith("You have 3 tasks:");
    }

    private static String said(JsonNode answer) {
        return answer.path("response").asText();
    }

    @Test
    void whatIsNotUnderstoodIsSaidPlainly() {
        JsonNode answer = ada.says("qwerty uiop");
        assertThat(answer.path("response").asText())
                .contains("did not understand")
                .contains("qwerty uiop");
        assertThat(ada.get("/tasks").text()).isEqualTo("[]");
    }

    @Test
    void aQuestionComesWithItsAnswersAlsoWhenItIsReadAgain() {
        ada.says("Add a task to buy milk");
        ada.says("Add a task to buy bread");
        JsonNode asked = ada.says("delete the buy task");
        assertThat(asked.path("choices").toString())
                .isEqualTo("[{\"label\":\"1: Buy milk\",\"say\":\"#1\"},{\"label\":\"2: Buy bread\",\"say\":\"#2\"},"
                        + "{\"label\":\"None of them\",\"say\":\"none of them\"}]");
        long conversation = asked.path("conversation_id").asLong();
        JsonNode messages =
                ada.get("/conversations/" + conversation + "/messages").json();
        assertThat(messages.path(messages.size() - 1).path("choices")).isEqualTo(asked.path("choices"));
        JsonNode deleted = ada.says(conversation, "#2");
        assertThat(deleted.path("choices").isEmpty()).isTrue();
        assertThat(ada.get("/tasks/2").status()).isEqualTo(404);
        assertThat(ada.says(conversation, "سب کام حذف کر دو").path("choices").toString())
                .isEqualTo("[{\"label\":\"ہاں\",\"say\":\"ہاں\"},{\"label\":\"نہیں\",\"say\":\"نہیں\"}]");
    }
}
