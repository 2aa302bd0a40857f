package dev.slipway.containerize;

import dev.slipway.sandbox.Ended;
import java.util.List;

/**
 * A try of a service that failed.
 *
 * @param service its name
 * @param stage how far it came
 * @param why what was seen, in words
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
        /** The program runs, but gives no good answer where one is expected. */
        SERVE;

        static Stage of(Ended.Stage stage) {
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
