package dev.slipway.containerize;

import dev.slipway.sandbox.ContainerException;
import java.util.List;

/**
 * A failed try of a service.
 *
 * @param service its name
 * @param stage how far it came
 * @param why the reason, for people
 * @param lines last lines of the tool or the program
 */
public record Attempt(String service, Stage stage, String why, List<String> lines) {
    /** How far a try came. */
    public enum Stage {
        /** A build step failed. */
        BUILD,
        /** The migration of an empty database failed. */
        MIGRATE,
        /** The program ended before it served. */
        START,
        /** The program runs, but does not give the expected answer. */
        SERVE;

        static Stage of(ContainerException.Stage stage) {
            return switch (stage) {
                case MIGRATE -> MIGRATE;
                case START -> START;
                case SERVE -> SERVE;
            };
        }
    }

    public Attempt {
        lines = List.copyOf(lines);
    }
}
