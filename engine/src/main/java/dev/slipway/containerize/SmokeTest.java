package dev.slipway.containerize;

import dev.slipway.source.Application;
import dev.slipway.source.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Starts an image alone and waits until it serves. A service that needs the database gets one from the image just built, in
 * the same network namespace.
 */
final class SmokeTest {
    private SmokeTest() {}

    /** How a test ended. */
    sealed interface Outcome {
        /** @param memory bytes in use when idle; 0 where not measured */
        record Served(String how, long startMillis, long memory) implements Outcome {}

        /** @param log last lines of the container */
        record Failed(String why, List<String> log) implements Outcome {
            public Failed {
                log = List.copyOf(log);
            }
        }

        /** This machine cannot run containers, whatever is in the image. */
        record Impossible(String why) implements Outcome {}
    }

    static Outcome of(Runc runc, Application application, Map<String, ServiceBuild.Built> built, Service service)
            throws IOException, InterruptedException {
        try (Containers containers = runc.open(application, built)) {
            containers.startDatabaseOf(service);
            if (!service.migrate().isEmpty()) {
                containers.migrate(service, service.migrate(), Map.of());
            }
            long begin = System.nanoTime();
            containers.start(service, containers.image(service).entrypoint(), Map.of());
            String how = containers.await(service);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            containers.awaitIdle(service);
            return new Outcome.Served(how, millis, containers.memory(service));
        } catch (Containers.Ended e) {
            return e.outcome();
        }
    }
}
