package dev.slipway.todo.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.push.Push;
import dev.slipway.todo.tasks.History;
import dev.slipway.todo.tasks.Task;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The relays to what is configured: Kafka, and browsers with no page open. */
@Singleton
final class Relays {
    private final List<Relay> all = new ArrayList<>();

    Relays(
            Jdbi database,
            History history,
            ObjectMapper mapper,
            Push push,
            @ConfigProperty(name = "todo.kafka.bootstrap") Optional<String> bootstrap,
            @ConfigProperty(name = "todo.kafka.topic") String topic,
            @ConfigProperty(name = "todo.kafka.properties") Optional<String> settings) {
        bootstrap.ifPresent(
                servers -> all.add(new Relay(database, history, connected(servers, topic, settings, mapper), "kafka")));
        if (push.configured()) {
            all.add(new Relay(database, history, new Browsers(push), "push"));
        }
    }

    private static Carrier connected(String servers, String topic, Optional<String> settings, ObjectMapper mapper) {
        try {
            return Kafka.connected(servers, topic, settings, mapper);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "TODO_KAFKA_BOOTSTRAP is set, but this build has no Kafka client. Build with `./mvnw package"
                            + " -Pkafka`, or for an image add the line -Pkafka to .mvn/maven.config",
                    e);
        }
    }

    List<Relay> all() {
        return List.copyOf(all);
    }

    /** Reminders to browsers. One that is told twice shows it once: the second takes the place of the first. */
    private record Browsers(Push push) implements Carrier {
        @Override
        public void carry(List<History.Told> events) {
            for (History.Told told : events) {
                Task task = told.event().task();
                if (told.event().kind().equals("reminder.due") && task != null) {
                    push.remind(told.userId(), task);
                }
            }
        }

        @Override
        public void close() {}
    }
}
