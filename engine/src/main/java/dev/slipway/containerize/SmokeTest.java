package dev.slipway.containerize;

import dev.slipway.application.Service;
import dev.slipway.build.Job;
import dev.slipway.sandbox.ContainerException;
import dev.slipway.sandbox.Containers;
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
        /** @param how what showed that it served @param measured memory is 0 if it was not measured */
        record Served(String how, BuiltImage.Measurements measured) implements Outcome {}

        /** @param log last lines of the container */
        record Failed(ContainerException.Stage stage, String why, List<String> log) implements Outcome {
            public Failed {
                log = List.copyOf(log);
            }
        }

        /** This machine cannot run containers, whatever image it is. */
        record Impossible(String why) implements Outcome {}
    }

    /** Opens the sandbox of a test. */
    @FunctionalInterface
    interface SandboxOpener {
        Containers open() throws IOException, InterruptedException, ContainerException;
    }

    /**
     * Tests a service.
     *
     * @param memory idle memory of an image that differs in its code only; 0 if it has to be measured
     * @param standIns variables that get a stand-in
     */
    static Outcome of(SandboxOpener opening, Job job, long memory, Set<String> standIns)
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
                return new Outcome.Served(how, new BuiltImage.Measurements(millis, memory));
            }
            containers.awaitIdle(service);
            return new Outcome.Served(how, new BuiltImage.Measurements(millis, containers.memory(service)));
        } catch (ContainerException.ProgramException e) {
            return new Outcome.Failed(e.stage(), e.why(), e.log());
        } catch (ContainerException e) {
            return new Outcome.Impossible(e.why());
        }
    }

    /**
     * The command of a start that ends once the service serves. A JVM compiles with its quick compiler only, because no
     * code runs long.
     */
    private static List<String> quick(Job job) {
        List<String> command = new ArrayList<>(job.plan().run().entrypoint());
        if (job.plan().archive().isPresent()) {
            command.add(1, "-XX:TieredStopAtLevel=1");
        }
        return command;
    }
}
