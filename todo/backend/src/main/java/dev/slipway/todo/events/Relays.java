package dev.slipway.todo.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.tasks.History;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The relay to Kafka, where one is configured. */
@Singleton
final class Relays {
    private final Optional<Relay> relay;

    Relays(
            Jdbi database,
            History history,
            ObjectMapper mapper,
            @ConfigProperty(name = "todo.kafka.bootstrap") Optional<String> bootstrap,
            @ConfigProperty(name = "todo.kafka.topic") String topic,
            @ConfigProperty(name = "todo.kafka.properties") Optional<String> settings) {
        relay = bootstrap.map(
                servers -> new Relay(database, history, connected(servers, topic, settings, mapper), "kafka"));
    }

    private static Carrier connected(String servers, String topic, Optional<String> settings, ObjectMapper mapper) {
        try {
            return Kafka.connected(servers, topic, settings, mapper);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "TODO_KAFKA_BOOTSTRAP is set, but this build has no Kafka client. Build with `./mvnw package -Pkafka`,"
                            + " or for an image add the line -Pkafka to .mvn/maven.config",
                    e);
        }
    }

    Optional<Relay> relay() {
        return relay;
    }
}
