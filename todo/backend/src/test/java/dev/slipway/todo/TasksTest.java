package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class TasksTest {
    @TestHTTPResource
    URI base;

    Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = new Person(base);
    }

    @Test
    void aTaskIsCreatedReadChangedCompletedAndDeleted() {
        Person.Reply created = ada.post(
                "/tasks",
                "{\"title\":\" Buy milk \",\"description\":\"2 litres\",\"priority\":\"high\",\"tags\":[\"#Home\",\"home\"]}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode task = created.json();
        assertThat(task.path("id").asLong()).isEqualTo(1);
        assertThat(task.path("user_id").asText()).isEqualTo(ada.id);
        assertThat(task.path("title").asText()).isEqualTo("Buy milk");
        assertThat(task.path("priority").asText()).isEqualTo("high");
        assertThat(task.path("tags").toString()).isEqualTo("[\"home\"]");
        assertThat(created.header("Location")).endsWith("/tasks/1");

        Person.Reply changed = ada.put("/tasks/1", "{\"title\":\"Buy oat milk\",\"description\":null}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().path("description").isNull()).isTrue();
        assertThat(changed.json().path("priority").asText()).isEqualTo("high");

        Person.Reply completed = ada.send("PATCH", "/tasks/1/complete", null);
        assertThat(completed.status()).as(completed.text()).isEqualTo(200);
        assertThat(completed.json().path("completed").asBoolean()).isTrue();
        assertThat(completed.json().path("completed_at").asText()).isNotEmpty();
        assertThat(ada.send("PATCH", "/tasks/1/complete", null)
                        .json()
                        .path("completed")
                        .asBoolean())
                .isFalse();

        assertThat(ada.delete("/tasks/1").status()).isEqualTo(204);
        assertThat(ada.get("/tasks/1").status()).isEqualTo(404);
        assertThat(ada.delete("/tasks/1").status()).isEqualTo(404);
    }

    @Test
    void listsAreFilteredSortedSearchedAndPaged() {
        ada.post(
                "/tasks",
                "{\"title\":\"Alpha report\",\"priority\":\"low\",\"due_at\":\"2030-01-03\",\"tags\":[\"work\"]}");
        ada.post("/tasks", "{\"title\":\"Beta groceries\",\"priority\":\"high\",\"due_at\":\"2030-01-01T10:00:00Z\"}");
        ada.post("/tasks", "{\"title\":\"Gamma call\",\"description\":\"ask about the report\"}");
        ada.send("PATCH", "/tasks/3/complete", null);
        assertThat(titles("")).containsExactly("Gamma call", "Beta groceries", "Alpha report");
        assertThat(titles("?status=pending&sort=title")).containsExactly("Alpha report", "Beta groceries");
        assertThat(titles("?status=completed")).containsExactly("Gamma call");
        assertThat(titles("?status=all&sort=created")).containsExactly("Gamma call", "Beta groceries", "Alpha report");
        assertThat(titles("?sort=created&order=asc")).containsExactly("Alpha report", "Beta groceries", "Gamma call");
        assertThat(titles("?sort=title&order=desc")).containsExactly("Gamma call", "Beta groceries", "Alpha report");
        assertThat(titles("?sort=due_date")).containsExactly("Beta groceries", "Alpha report", "Gamma call");
        assertThat(titles("?sort=priority")).containsExactly("Beta groceries", "Gamma call", "Alpha report");
        assertThat(titles("?tag=work")).containsExactly("Alpha report");
        assertThat(titles("?priority=high")).containsExactly("Beta groceries");
        assertThat(titles("?due_before=2030-01-02")).containsExactly("Beta groceries");
        assertThat(titles("?due_from=2030-01-02")).containsExactly("Alpha report");
        assertThat(titles("?due_from=2030-01-01&due_before=2030-01-03")).containsExactly("Beta groceries");
        assertThat(titles("?overdue=true")).isEmpty();
        assertThat(titles("?undated=true")).containsExactly("Gamma call");
        assertThat(titles("?undated=true&status=pending")).isEmpty();
        assertThat(titles("?undated=false")).hasSize(3);
        assertThat(titles("?search=report")).containsExactlyInAnyOrder("Alpha report", "Gamma call");
        assertThat(titles("?search=grocreies")).as("a typing error").containsExactly("Beta groceries");
        assertThat(titles("?search=" + URLEncoder.encode("%_\\'; drop table tasks; --", StandardCharsets.UTF_8)))
                .isEmpty();
        Person.Reply page = ada.get("/tasks?limit=2&sort=title");
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        assertThat(page.header("Link"))
                .contains("offset=2")
                .contains("sort=title")
                .contains("rel=\"next\"");
        assertThat(titles("?limit=2&offset=2&sort=title")).containsExactly("Gamma call");
    }

    @Test
    void whatIsOpenAndPastItsTimeIsOverdueInThePersonsOwnZone() {
        ada.post("/tasks", "{\"title\":\"Late\",\"due_at\":\"2020-01-01T10:00:00Z\"}");
        ada.post("/tasks", "{\"title\":\"Late and done\",\"due_at\":\"2020-01-01T10:00:00Z\"}");
        ada.send("PATCH", "/tasks/2/complete", null);
        assertThat(titles("?overdue=true")).containsExactly("Late");
        String karachi = ada.post(
                        "/tasks", "{\"title\":\"Call\",\"due_at\":\"2030-01-01T00:30\"}", "X-Time-Zone", "Asia/Karachi")
                .json()
                .path("due_at")
                .asText();
        assertThat(karachi).isEqualTo("2029-12-31T19:30:00Z");
        assertThat(ada.get("/tasks?due_from=2030-01-01", "X-Time-Zone", "Asia/Karachi")
                        .json()
                        .findValuesAsText("title"))
                .containsExactly("Call");
        assertThat(titles("?due_from=2030-01-01")).as("in UTC").isEmpty();
    }

    @Test
    void theSameRequestSentAgainMakesNoSecondTask() throws Exception {
        String body = "{\"title\":\"Buy milk\"}";
        Person.Reply first = ada.post("/tasks", body, "Idempotency-Key", "k1");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        ada.patch("/tasks/1", "{\"title\":\"Buy oat milk\"}");
        Person.Reply again = ada.post("/tasks", body, "Idempotency-Key", "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json().path("title").asText()).as("as it is by now").isEqualTo("Buy oat milk");
        assertThat(ada.post("/tasks", body, "Idempotency-Key", "k2")
                        .json()
                        .path("id")
                        .asLong())
                .isEqualTo(2);
        assertThat(ada.post("/tasks", body, "Idempotency-Key", "k".repeat(101)).status())
                .isEqualTo(422);
        assertThat(new Person(base)
                        .post("/tasks", body, "Idempotency-Key", "k1")
                        .header("Location"))
                .as("another person's request of that name")
                .isNotEqualTo(first.header("Location"));

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> same =
                    () -> ada.post("/tasks", body, "Idempotency-Key", "k3").status();
            for (var answer : pool.invokeAll(Collections.nCopies(8, same))) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(titles("")).hasSize(3);
    }

    private List<String> titles(String query) {
        Person.Reply reply = ada.get("/tasks" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().findValuesAsText("title");
    }

    @Test
    void aChangeMadeMeanwhileIsNotOverwritten() {
        ada.adds("Write");
        String seen = ada.get("/tasks/1").header("ETag");
        assertThat(ada.get("/tasks/1", "If-None-Match", seen).status()).isEqualTo(304);
        assertThat(ada.put("/tasks/1", "{\"title\":\"Write more\"}", "If-Match", seen)
                        .status())
                .isEqualTo(200);
        Person.Reply late = ada.put("/tasks/1", "{\"title\":\"Write less\"}", "If-Match", seen);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.header("Content-Type")).startsWith("application/problem+json");
        assertThat(ada.get("/tasks/1").json().path("title").asText()).isEqualTo("Write more");
    }

    @Test
    void completingARecurringTaskCreatesTheNext() {
        ada.post(
                "/tasks",
                "{\"title\":\"Pay rent\",\"due_at\":\"2030-01-31T09:00\",\"recurrence\":\"FREQ=MONTHLY;BYMONTHDAY=-1\"}",
                "X-Time-Zone",
                "Europe/Berlin");
        ada.send("PATCH", "/tasks/1/complete", null);
        JsonNode next = ada.get("/tasks/2").json();
        assertThat(next.path("due_at").asText()).isEqualTo("2030-02-28T08:00:00Z");
        assertThat(next.path("series_id").asLong()).isEqualTo(1);
        assertThat(next.path("remind_at").asText()).isEqualTo("2030-02-28T08:00:00Z");
        ada.send("PATCH", "/tasks/1/complete", null);
        assertThat(ada.get("/tasks/2").status()).as("taken back").isEqualTo(404);
    }

    @Test
    void subtasksGoWhereverTheirTaskGoes() {
        ada.post(
                "/tasks",
                "{\"title\":\"Pack\",\"due_at\":\"2030-01-31\",\"recurrence\":\"daily\",\"subtasks\":[{\"title\":\"Socks\"},{\"title\":\"Map\",\"completed\":true}]}");
        assertThat(steps(1)).isEqualTo("Socks -, Map x");
        assertThat(ada.get("/tasks").json().path(0).path("subtasks").size()).isEqualTo(2);
        ada.patch(
                "/tasks/1",
                "{\"subtasks\":[{\"title\":\"Socks\",\"completed\":true},{\"title\":\"Map\",\"completed\":true}]}");
        ada.patch("/tasks/1", "{\"title\":\"Pack the bag\"}");
        assertThat(steps(1)).isEqualTo("Socks x, Map x");
        ada.send("PATCH", "/tasks/1/complete", null);
        assertThat(steps(2)).as("the next one begins anew").isEqualTo("Socks -, Map -");
        ada.delete("/tasks/1");
        ada.post("/tasks/1/restore", "{}");
        assertThat(steps(1)).isEqualTo("Socks x, Map x");
        ada.patch("/tasks/1", "{\"subtasks\":null}");
        assertThat(steps(1)).isEmpty();
    }

    private String steps(long task) {
        List<String> steps = new ArrayList<>();
        ada.get("/tasks/" + task)
                .json()
                .path("subtasks")
                .forEach(step -> steps.add(
                        step.path("title").asText() + (step.path("completed").asBoolean() ? " x" : " -")));
        return String.join(", ", steps);
    }

    @Test
    void whoAsksTenThousandTimesIsToldWhenToComeBack() throws Exception {
        int requests = 10_000;
        Semaphore atOnce = new Semaphore(16);
        Queue<Person.Reply> refused = new ConcurrentLinkedQueue<>();
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests; i++) {
                atOnce.acquire();
                threads.submit(() -> {
                    try {
                        Person.Reply reply = ada.get("/tasks?limit=1");
                        statuses.merge(reply.status(), 1, Integer::sum);
                        if (reply.status() == 429) {
                            refused.add(reply);
                        }
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(statuses.keySet()).as("%s", statuses).containsExactlyInAnyOrder(200, 429);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(requests);
        assertThat(statuses.get(200))
                .as("what is let through in %.1f s", seconds)
                .isLessThanOrEqualTo(601 + (int) (60 * seconds));
        assertThat(refused).allSatisfy(reply -> {
            assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        });
        assertThat(new Person(base).get("/tasks").status()).as("somebody else").isEqualTo(200);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Person.Reply reply = ada.post(
                "/tasks",
                "{\"title\":\"" + "x".repeat(201)
                        + "\",\"priority\":\"huge\",\"due_at\":\"someday\",\"recurrence\":\"FREQ=SECONDLY\",\"colour\":1}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("title", "priority", "due_at", "recurrence", "colour");
    }

    @Test
    void hostileInputIsRefusedOrKeptAsText() {
        String title = "'); drop table tasks; -- <script>alert(1)</script> 👩‍👩‍👧 مرحبا";
        assertThat(ada.adds(title)).isEqualTo(1);
        assertThat(ada.get("/tasks/1").json().path("title").asText()).isEqualTo(title);
        assertThat(ada.post("/tasks", "{\"title\":\"a\\u0000b\"}").status()).isEqualTo(422);
        assertThat(ada.post("/tasks", "{\"title\":\"a\\ud800b\"}").status()).isEqualTo(422);
        assertThat(ada.post("/tasks", "{\"title\":").status()).isEqualTo(400);
        assertThat(ada.post("/tasks", "[]").status()).isEqualTo(400);
        assertThat(ada.post("/tasks", "").status()).isEqualTo(400);
        assertThat(ada.post("/tasks", "{\"title\":7}").status()).isEqualTo(422);
        assertThat(ada.send("POST", "/tasks", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe})
                        .status())
                .isEqualTo(400);
        assertThat(ada.post("/tasks", "[".repeat(5000)).status()).isEqualTo(400);
        Person.Reply big = ada.post("/chat", "{\"message\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThat(big.status()).isEqualTo(413);
        assertThat(big.header("Content-Type")).startsWith("application/problem+json");
        assertThat(ada.post("/tasks", "title=x", "Content-Type", "text/plain").status())
                .isEqualTo(415);
        for (String path : new String[] {"/tasks/abc", "/tasks/99999999999999999999", "/tasks/-1", "/nothing"}) {
            Person.Reply reply = ada.get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.header("Content-Type")).as(path).startsWith("application/problem+json");
        }
        assertThat(ada.send("DELETE", "/tasks", null).status()).isEqualTo(405);
        assertThat(ada.get("/tasks?limit=0&offset=-1&status=x&sort=y")
                        .json()
                        .path("errors")
                        .size())
                .isEqualTo(4);
    }

    @Test
    void openTasksAreCountedByDayAndByTag() {
        Person eva = new Person(base);
        String zone = "Asia/Karachi";
        java.time.LocalDate today = java.time.LocalDate.now(java.time.ZoneId.of(zone));
        eva.post("/tasks", "{\"title\":\"Late\",\"due_at\":\"2020-01-01\",\"tags\":[\"home\",\"work\"]}");
        eva.post("/tasks", "{\"title\":\"Now\",\"due_at\":\"" + today + "\",\"tags\":[\"work\"]}", "X-Time-Zone", zone);
        eva.post("/tasks", "{\"title\":\"Then\",\"due_at\":\"" + today.plusDays(1) + "\"}", "X-Time-Zone", zone);
        eva.post("/tasks", "{\"title\":\"Some day\"}");
        eva.post("/tasks", "{\"title\":\"Done\",\"tags\":[\"work\"]}");
        eva.send("PATCH", "/tasks/5/complete", null);
        assertThat(eva.get("/tasks/counts", "X-Time-Zone", zone).json().toString())
                .isEqualTo("{\"open\":4,\"today\":2,\"upcoming\":1,\"lists\":"
                        + "[{\"tag\":\"work\",\"count\":2},{\"tag\":\"home\",\"count\":1}]}");
        assertThat(new Person(base).get("/tasks/counts").json().path("open").asInt())
                .isZero();
    }

    @Test
    void aLineIsReadAsANewTaskAndNothingIsAdded() {
        Person eva = new Person(base);
        Person.Reply read =
                eva.post("/draft", "{\"text\":\"Call Zoe tomorrow at 5pm #family !high\"}", "X-Time-Zone", "UTC");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("title").asText()).isEqualTo("Call Zoe");
        assertThat(read.json().path("priority").asText()).isEqualTo("high");
        assertThat(read.json().path("tags").toString()).isEqualTo("[\"family\"]");
        assertThat(read.json().path("due_at").asText()).endsWith("T17:00:00Z");
        assertThat(read.json().path("all_day").asBoolean()).isFalse();
        // Nothing but a date is a title, too.
        assertThat(eva.post("/draft", "{\"text\":\"tomorrow\"}")
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("tomorrow");
        assertThat(eva.post("/draft", "{\"text\":\"\"}").status()).isEqualTo(422);
        assertThat(eva.get("/tasks").json().isEmpty()).isTrue();
    }

    @Test
    void aDeletedTaskIsBroughtBackAsItWas() {
        Person eva = new Person(base);
        eva.post("/tasks", "{\"title\":\"Keep me\",\"tags\":[\"home\"],\"priority\":\"high\"}");
        assertThat(eva.post("/tasks/1/restore", "").status()).as("it is there").isEqualTo(409);
        assertThat(eva.post("/tasks/2/restore", "").status()).isEqualTo(404);
        eva.send("DELETE", "/tasks/1", null);
        assertThat(new Person(base).post("/tasks/1/restore", "").status()).isEqualTo(404);
        Person.Reply back = eva.post("/tasks/1/restore", "");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().path("id").asInt()).isEqualTo(1);
        assertThat(eva.get("/tasks/1").json().path("tags").toString()).isEqualTo("[\"home\"]");
        assertThat(eva.post("/tasks/1/restore", "").status()).isEqualTo(409);
    }
}
