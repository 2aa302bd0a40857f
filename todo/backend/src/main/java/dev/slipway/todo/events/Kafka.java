package dev.slipway.todo.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.tasks.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka: one record an event, whose key is the task, so that all of a task's events are in one partition. Whoever reads them skips
 * what it has seen by the header {@code event-id}. Nothing else refers to Kafka's classes, which most builds leave out.
 */
final class Kafka implements Carrier {
    private final Producer<String, String> producer;
    private final String topic;
    private final ObjectMapper mapper;

    Kafka(Producer<String, String> producer, String topic, ObjectMapper mapper) {
        this.producer = producer;
        this.topic = topic;
        this.mapper = mapper;
    }

    /** @param settings a file with further settings of the producer, such as how to sign in */
    static Carrier connected(String bootstrap, String topic, Optional<String> settings, ObjectMapper mapper) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "todo-backend");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        settings.ifPresent(file -> {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("TODO_KAFKA_PROPERTIES: cannot read " + file, e);
            }
        });
        return new Kafka(
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer()), topic, mapper);
    }

    @Override
    public void carry(List<History.Told> events) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (History.Told told : events) {
                sent.add(producer.send(record(told)));
            }
            producer.flush();
        } catch (KafkaException e) {
            throw new ExecutionException(e);
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private ProducerRecord<String, String> record(History.Told told) {
        String key = told.userId() + "/" + told.event().taskId();
        ObjectNode value = mapper.valueToTree(told.event());
        value.put("user_id", told.userId());
        try {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, mapper.writeValueAsString(value));
            record.headers()
                    .add("event-id", Long.toString(told.event().id()).getBytes(StandardCharsets.UTF_8))
                    .add("event-kind", told.event().kind().getBytes(StandardCharsets.UTF_8))
                    .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
