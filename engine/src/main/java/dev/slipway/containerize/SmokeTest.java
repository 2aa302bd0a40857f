package dev.slipway.containerize;

import dev.slipway.source.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts an image alone and waits until it serves. A service that needs the database, or Redis, gets one from the image just built, in
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

    /** Opens the sandbox of a test. */
    @FunctionalInterface
    interface Opening {
        Containers open() throws IOException, InterruptedException, Containers.Ended;
    }

    /**
     * Tests a service.
     *
     * @param memory that an image with the same content but its code uses when idle; 0 where it is to be measured
     * @param standIns variables that get a stand-in
     */
    static Outcome of(Opening opening, Service service, long memory, Set<String> standIns)
            throws IOException, InterruptedException {
        try (Containers containers = opening.open()) {
            containers.standIn(service, standIns);
            containers.startStoresOf(service);
            Map<String, String> kept = containers.kept(service);
            if (!service.migrate().isEmpty()) {
                containers.migrate(service, service.migrate(), kept);
            }
            long begin = System.nanoTime();
            containers.start(
                    service,
                    memory > 0
                            ? containers.quick(service)
                            : containers.image(service).entrypoint(),
                    kept);
            String how = containers.await(service);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            if (memory > 0) {
                return new Outcome.Served(how, millis, memory);
            }
            containers.awaitIdle(service);
            return new Outcome.Served(how, millis, containers.memory(service));
        } catch (Containers.Ended e) {
            return e.outcome();
        }
    }
}
