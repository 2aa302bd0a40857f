package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the Todo Chatbot has to stand on a cluster: its backend's pods are killed, and its Deployments rolled, under load. */
final class Resilience {
    private static final String NAMESPACE = "todo-chatbot";
    private static final String BACKEND = "backend";
    private static final int REPLICAS = 3;
    private static final int KILLS = 20;
    private static final int REQUESTS_A_SECOND = 30;

    private final KubernetesClient cluster;
    private final String address;

    Resilience(KubernetesClient cluster, String address) {
        this.cluster = cluster;
        this.address = address;
    }

    void scale() {
        cluster.apps().deployments().inNamespace(NAMESPACE).withName(BACKEND).scale(REPLICAS);
        await("three replicas of the backend", Duration.ofMinutes(3), () -> ready().size() >= REPLICAS);
    }

    /** What one person was told, while they talked in one conversation, made tasks and listened. */
    private static final class Told {
        final AtomicBoolean going = new AtomicBoolean(true);
        final AtomicBoolean listening = new AtomicBoolean(true);
        final Queue<Long> answers = new ConcurrentLinkedQueue<>();
        final Queue<Long> created = new ConcurrentLinkedQueue<>();
        final Queue<Long> reminding = new ConcurrentLinkedQueue<>();
        final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    }

    /** One conversation, new tasks, reminders and a live stream go on while pods are killed, every other one without notice. */
    void killedPodsLoseNothingAndDoubleNothing() throws Exception {
        Told told = new Told();
        try (TodoPerson person = TodoPerson.signedUp(address);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                threads.submit(() -> listen(person, told));
                long conversation = person.untilAnswered("/chat", said("Add a task to inspect valve 0"))
                        .path("conversation_id")
                        .asLong();
                Future<Integer> talk = threads.submit(() -> talk(person, conversation, told));
                Future<Integer> making = threads.submit(() -> make(person, told));
                kill();
                told.going.set(false);
                int said = talk.get(3, TimeUnit.MINUTES);
                int made = making.get(3, TimeUnit.MINUTES);
                check(person, conversation, said, made, told);
            } finally {
                told.going.set(false);
                told.listening.set(false);
                threads.shutdownNow();
            }
        }
    }

    private static String listen(TodoPerson person, Told told) throws InterruptedException {
        // From the very first event on.
        String last = "0";
        while (told.listening.get()) {
            last = person.listen(last, told.events::add);
            Thread.sleep(500);
        }
        return last;
    }

    private static int talk(TodoPerson person, long conversation, Told told) throws InterruptedException {
        int number = 1;
        for (; told.going.get(); number++) {
            var message = said("Add a task to inspect valve " + number).put("conversation_id", conversation);
            told.answers.add(
                    person.untilAnswered("/chat", message).path("message_id").asLong());
            Thread.sleep(250);
        }
        return number;
    }

    private static int make(TodoPerson person, Told told) throws InterruptedException {
        int number = 0;
        for (; told.going.get(); number++) {
            var task = TodoPerson.object().put("title", "Water plant " + number);
            boolean reminds = number % 3 == 0;
            if (reminds) {
                task.put("remind_at", Instant.now().plusSeconds(2 + number % 15).toString());
            }
            long id = person.untilAnswered("/tasks", task).path("id").asLong();
            told.created.add(id);
            if (reminds) {
                told.reminding.add(id);
            }
            Thread.sleep(200);
        }
        return number;
    }

    private void kill() throws InterruptedException {
        Random random = new Random(20);
        for (int i = 0; i < KILLS; i++) {
            await("two replicas of the backend", Duration.ofMinutes(2), () -> ready().size() >= 2);
            List<Pod> pods = ready();
            var pod = cluster.pods()
                    .inNamespace(NAMESPACE)
                    .withName(
                            pods.get(random.nextInt(pods.size())).getMetadata().getName());
            if (i % 2 == 0) {
                pod.withGracePeriod(0).delete();
            } else {
                pod.delete();
            }
            Thread.sleep(1000);
        }
        await("two replicas of the backend", Duration.ofMinutes(2), () -> ready().size() >= 2);
    }

    private static void check(TodoPerson person, long conversation, int said, int made, Told told)
            throws InterruptedException {
        assertThat(said).as("messages").isGreaterThan(KILLS);
        assertThat(told.reminding).as("reminders").hasSizeGreaterThan(KILLS);
        await(
                "all reminders",
                Duration.ofSeconds(60),
                () -> times(told, "reminder.due").size() >= told.reminding.size());
        Thread.sleep(3000); // whatever would come twice

        List<JsonNode> messages = person.messages(conversation);
        assertThat(messages.stream()
                        .filter(message -> message.path("role").asString("").equals("user"))
                        .map(message -> message.path("content").asString("")))
                .as("every message that was answered, once and in order")
                .containsExactlyElementsOf(numbered("Add a task to inspect valve ", said));
        assertThat(messages.stream().map(message -> message.path("role").asString("")))
                .as("each followed by its answer")
                .containsExactlyElementsOf(Collections.nCopies(said, List.of("user", "assistant")).stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(messages.stream().map(message -> message.path("id").asLong()))
                .containsAll(told.answers);

        List<JsonNode> tasks = person.all("/tasks", 500);
        assertThat(tasks.stream().map(task -> task.path("title").asString("")))
                .as("every task, once")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(numbered("Inspect valve ", said), numbered("Water plant ", made))
                                .flatMap(List::stream)
                                .toList());
        List<Long> ids = tasks.stream().map(task -> task.path("id").asLong()).toList();
        assertThat(ids).containsAll(told.created);
        assertThat(times(told, "reminder.due"))
                .as("reminders, by task")
                .containsExactlyInAnyOrderEntriesOf(once(told.reminding));
        assertThat(times(told, "task.created"))
                .as("what the stream told of new tasks, by task")
                .containsExactlyInAnyOrderEntriesOf(once(ids));
    }

    /** Nothing is sent twice here: each request has to be answered the first time. */
    void aRolloutDropsNoRequest(String... deployments) throws Exception {
        Queue<String> dropped = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (TodoPerson person = TodoPerson.signedUp(address);
                PodLogs logs = new PodLogs(cluster, NAMESPACE, BACKEND);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                Future<Integer> load = threads.submit(() -> load(person, threads, going, dropped));
                Thread.sleep(2000);
                for (String deployment : deployments) {
                    roll(deployment);
                }
                Thread.sleep(1000);
                going.set(false);
                int sent = load.get(1, TimeUnit.MINUTES);
                threads.shutdown();
                assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
                assertThat(dropped)
                        .as("of " + sent + " requests; the backend's errors: " + logs.having("\"ERROR\""))
                        .isEmpty();
                assertThat(person.all("/tasks", 500)).as("new tasks").hasSize((sent + 4) / 5);
            } finally {
                going.set(false);
            }
        }
    }

    /** Requests at a steady rate, whether or not earlier ones have been answered; every fifth makes a task. */
    private static int load(TodoPerson person, ExecutorService threads, AtomicBoolean going, Queue<String> dropped)
            throws InterruptedException {
        long begin = System.nanoTime();
        int sent = 0;
        for (; going.get(); sent++) {
            long left = begin + sent * 1_000_000_000L / REQUESTS_A_SECOND - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            int number = sent;
            threads.submit(() -> {
                Instant at = Instant.now();
                TodoPerson.Attempt attempt = number % 5 == 0
                        ? person.once("POST", "/tasks", TodoPerson.object().put("title", "Fold shirt " + number))
                        : person.get("/tasks?limit=20");
                if (attempt.status() / 100 != 2) {
                    dropped.add(at + " " + number + ": " + attempt);
                }
                return attempt;
            });
        }
        return sent;
    }

    private void roll(String deployment) {
        List<String> before = names(deployment);
        cluster.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(deployment)
                .rolling()
                .restart();
        await(
                "the last old pod of " + deployment + " is gone",
                Duration.ofMinutes(4),
                () -> names(deployment).stream().noneMatch(before::contains));
    }

    private static ObjectNode said(String message) {
        return TodoPerson.object().put("message", message);
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i).toList();
    }

    /** How often events of a kind were told, by their task. */
    private static Map<Long, Integer> times(Told told, String kind) {
        Map<Long, Integer> times = new TreeMap<>();
        told.events.stream()
                .filter(event -> event.path("kind").asString("").equals(kind))
                .forEach(event -> times.merge(event.path("task_id").asLong(), 1, Integer::sum));
        return times;
    }

    private static Map<Long, Integer> once(Collection<Long> tasks) {
        Map<Long, Integer> times = new TreeMap<>();
        tasks.forEach(task -> times.put(task, 1));
        return times;
    }

    private List<Pod> pods(String service) {
        return cluster.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", service)
                .list()
                .getItems();
    }

    private List<String> names(String service) {
        return pods(service).stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    /** The backend's pods that serve and are not about to end. */
    private List<Pod> ready() {
        return pods(BACKEND).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True")))
                .toList();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Duration patience, Condition condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as("waited " + patience + " for " + what)
                    .isLessThan(deadline);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
