package dev.slipway.diagnose;

import dev.slipway.diagnose.cause.Cause;
import java.util.List;

/**
 * One thing to mend, however many objects show it.
 *
 * @param namespace empty if the cluster as a whole has it
 * @param cause as the first of the objects shows it
 * @param objects all objects that show it, such as {@code Pod/backend-5d9c7}
 * @param follows the causes that are known to come of it
 */
public record RootCause(String namespace, Cause cause, List<String> objects, List<Cause> follows) {
    public RootCause {
        objects = List.copyOf(objects);
        follows = List.copyOf(follows);
    }

    /** Whether it keeps something from running or from being reached. */
    public boolean blocks() {
        return cause.weight() == Cause.Weight.BLOCKS || cause.weight() == Cause.Weight.FOLLOWS;
    }
}
