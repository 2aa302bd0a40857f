package dev.slipway.todo.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.World;
import dev.slipway.todo.tasks.History;
import dev.slipway.todo.tasks.Source;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskReader;
import dev.slipway.todo.tasks.Tasks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way to Kafka, whose own client pretends to have servers. */
@QuarkusTest
@QuarkusTestResource(World.class)
class RelayTest {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private final String user = "user-" + UUID.randomUUID();
    private final String name = "relay-" + UUID.randomUUID();

    @Inject
    Jdbi database;

    @Inject
    Tasks tasks;

    @Inject
    History history;

    @Inject
    ObjectMapper mapper;

    @BeforeEach
    void somethingHappened() throws ExecutionException, InterruptedException {
        // The first time sets the place from which it goes on.
        relay(producer(true)).carry();
        database.useHandle(handle -> {
            long milk =
                    tasks.add(handle, user, UTC, named("Buy milk"), Source.REST).id();
            long bread = tasks.add(handle, user, UTC, named("Buy bread"), Source.REST)
                    .id();
            tasks.change(
                    handle, user, UTC, milk, OptionalInt.empty(), TaskChange.NONE.withCompleted(true), Source.REST);
            tasks.delete(handle, user, bread, OptionalInt.empty(), Source.REST);
        });
        database.useTransaction(handle -> {
            while (history.publish(handle, "nobody", 200) == 200) {}
        });
    }

    @Test
    void everyEventIsCarriedOnceInTheOrderOfItsTask() throws Exception {
        MockProducer<String, String> producer = producer(true);
        Relay relay = relay(producer);
        while (relay.carry()) {}
        List<ProducerRecord<String, String>> records = ours(producer);
        assertThat(records).extracting(ProducerRecord::topic).containsOnly("todo.events");
        assertThat(records)
                .extracting(record -> record.key() + " " + header(record, "event-kind"))
                .containsExactly(
                        user + "/1 task.created",
                        user + "/2 task.created",
                        user + "/1 task.completed",
                        user + "/2 task.deleted");
        assertThat(records)
                .extracting(record -> Long.parseLong(header(record, "event-id")))
                .isSorted()
                .doesNotHaveDuplicates();
        JsonNode value = mapper.readTree(records.get(2).value());
        assertThat(value.path("user_id").asText()).isEqualTo(user);
        assertThat(value.path("id").asText()).isEqualTo(header(records.get(2), "event-id"));
        assertThat(value.path("task").path("title").asText()).isEqualTo("Buy milk");
        assertThat(value.path("task").path("completed").asBoolean()).isTrue();

        MockProducer<String, String> later = producer(true);
        relay(later).carry();
        assertThat(ours(later)).as("what was confirmed is not carried again").isEmpty();
    }

    @Test
    void whatIsNotConfirmedIsCarriedAgain() throws Exception {
        MockProducer<String, String> failing =
                new MockProducer<>(false, null, new StringSerializer(), new StringSerializer()) {
                    @Override
                    public synchronized void flush() {
                        completeNext();
                        while (errorNext(new TimeoutException("no answer"))) {}
                    }
                };
        assertThatThrownBy(() -> relay(failing).carry())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no answer");
        MockProducer<String, String> away = producer(true);
        away.sendException = new TimeoutException("no metadata");
        assertThatThrownBy(() -> relay(away).carry())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no metadata");
        MockProducer<String, String> back = producer(true);
        relay(back).carry();
        assertThat(ours(back))
                .extracting(record -> header(record, "event-kind"))
                .hasSize(4)
                .startsWith("task.created");
    }

    @Test
    void oneReplicaCarriesAtATime() throws Exception {
        List<Object> byOther = new ArrayList<>();
        Relay other = new Relay(database, history, carrier(byOther::addAll), name);
        List<Object> byFirst = new ArrayList<>();
        Relay first = new Relay(
                database,
                history,
                carrier(events -> {
                    byFirst.addAll(events);
                    // Another replica has another connection: here, another thread.
                    assertThat(CompletableFuture.supplyAsync(() -> carry(other)).join())
                            .isFalse();
                }),
                name);
        while (first.carry()) {}
        other.carry();
        assertThat(byFirst).hasSizeGreaterThanOrEqualTo(4);
        assertThat(byOther).isEmpty();
    }

    private static boolean carry(Relay relay) {
        try {
            return relay.carry();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Carrier carrier(java.util.function.Consumer<List<History.Told>> to) {
        return new Carrier() {
            @Override
            public void carry(List<History.Told> events) {
                to.accept(events);
            }

            @Override
            public void close() {}
        };
    }

    private Relay relay(MockProducer<String, String> producer) {
        return new Relay(database, history, new Kafka(producer, "todo.events", mapper), name);
    }

    private static MockProducer<String, String> producer(boolean confirms) {
        return new MockProducer<>(confirms, null, new StringSerializer(), new StringSerializer());
    }

    private List<ProducerRecord<String, String>> ours(MockProducer<String, String> producer) {
        return producer.history().stream()
                .filter(record -> record.key().startsWith(user))
                .toList();
    }

    private static String header(ProducerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private TaskChange named(String title) {
        return TaskReader.read(mapper.createObjectNode().put("title", title), UTC, true);
    }
}
