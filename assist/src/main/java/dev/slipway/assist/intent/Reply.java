package dev.slipway.assist.intent;

import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.diagnose.evidence.Ref;
import java.util.List;

/** What a request comes to. */
public sealed interface Reply {
    /**
     * Changes to be made, after consent.
     *
     * @param changes none where all is as it was asked for
     * @param notes what was assumed, and what it means for others
     */
    record Changes(List<ObjectChange> changes, List<String> notes) implements Reply {
        public Changes {
            changes = List.copyOf(changes);
            notes = List.copyOf(notes);
        }

        public static Changes of(ObjectChange... changes) {
            return new Changes(List.of(changes), List.of());
        }
    }

    /** What was asked for, told from what was read. */
    record Told(List<String> lines) implements Reply {
        public Told {
            lines = List.copyOf(lines);
        }

        public static Told of(String... lines) {
            return new Told(List.of(lines));
        }
    }

    /** The last lines of containers. */
    record Logs(List<Ref> pods, String container, int lines, boolean previous, String grep) implements Reply {
        public Logs {
            pods = List.copyOf(pods);
        }
    }

    /**
     * The causes of what does not work.
     *
     * @param what as {@code slipway diagnose} takes it
     * @param mend whether what can be mended is to be mended
     */
    record Causes(String namespace, String what, boolean mend) implements Reply {}

    /** How much is used, of CPU and memory, against what is asked for. */
    record Use(String namespace, List<Ref> workloads, boolean rightsize) implements Reply {
        public Use {
            workloads = List.copyOf(workloads);
        }
    }

    /** A score of the whole with its reasons. */
    record Score(String namespace) implements Reply {}

    /** Cannot be planned before this is answered. */
    record Question(String text) implements Reply {}

    /** Is not done. */
    record Refused(String reason) implements Reply {}

    /** Was not understood. */
    record Unread(String understood, List<String> nearest) implements Reply {
        public Unread {
            nearest = List.copyOf(nearest);
        }
    }
}
