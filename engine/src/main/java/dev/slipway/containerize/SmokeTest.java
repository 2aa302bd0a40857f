package dev.slipway.containerize;

import dev.slipway.application.Service;
import dev.slipway.build.Job;
import dev.slipway.sandbox.Containers;
import dev.slipway.sandbox.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts an image alone and waits until it serves. The stores that a service needs start from the images that were just
 * built, in the same network namespace.
 */
final class SmokeTest {
    private SmokeTest() {}

    /** How a test ended. */
    sealed interface Outcome {
        /** @param how what showed that it serves; @param measured its memory is 0 where it was not measured */
        record Served(String how, BuiltImage.Measured measured) implements Outcome {}

        /** @param log last lines of the container */
        record Failed(Ended.Stage stage, String why, List<String> log) implements Outcome {
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
        Containers open() throws IOException, InterruptedException, Ended;
    }

    /**
     * Tests a service.
     *
     * @param memory that an image with the same content but its code uses when idle; 0 where it is to be measured
     * @param standIns variables that get a stand-in
     */
    static Outcome of(Opening opening, Job job, long memory, Set<String> standIns)
            throws IOException, InterruptedException {
        Service service = job.service();
        try (Containers containers = opening.open()) {
            containers.standIn(service, standIns, BuiltImage.STAND_IN);
            containers.startStoresOf(service);
            Map<String, String> kept = containers.kept(service);
            if (!service.migrate().isEmpty()) {
                containers.migrate(service, service.migrate(), kept);
            }
            long begin = System.nanoTime();
            containers.start(service, memory > 0 ? quick(job) : job.plan().run().entrypoint(), kept);
            String how = containers.await(service);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            if (memory > 0) {
                return new Outcome.Served(how, new BuiltImage.Measured(millis, memory));
            }
            containers.awaitIdle(service);
            return new Outcome.Served(how, new BuiltImage.Measured(millis, containers.memory(service)));
        } catch (Ended.Failed e) {
            return new Outcome.Failed(e.stage(), e.why(), e.log());
        } catch (Ended e) {
            return new Outcome.Impossible(e.why());
        }
    }

    /**
     * The command for a start that is watched until the service serves. A JVM compiles only the quick way, because
     * the code that runs longest is not reached.
     */
    private static List<String> quick(Job job) {
        List<String> command = new ArrayList<>(job.plan().run().entrypoint());
        if (job.plan().archive().isPresent()) {
            command.add(1, "-XX:TieredStopAtLevel=1");
        }
        return command;
    }
}
