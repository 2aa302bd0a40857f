package dev.slipway.assist.intent;

import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.diagnose.evidence.Ref;
import java.util.List;

/** The answer to a request. */
public sealed interface Reply {
    /**
     * Changes that need consent.
     *
     * @param changes empty if everything is already so
     * @param notes what was assumed, and how it affects others
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

    /** An answer from the objects that were read. */
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
     * The causes of a failure.
     *
     * @param what as {@code slipway diagnose} takes it
     * @param mend whether to mend what can be mended
     */
    record Causes(String namespace, String what, boolean mend) implements Reply {}

    /** Use of CPU and memory compared with requests. */
    record Use(String namespace, List<Ref> workloads, boolean rightsize) implements Reply {
        public Use {
            workloads = List.copyOf(workloads);
        }
    }

    /** A health score with its reasons. */
    record Score(String namespace) implements Reply {}

    /** A question that has to be answered before anything is planned. */
    record Question(String text) implements Reply {}

    /** The request is refused. */
    record Refused(String reason) implements Reply {}

    /** The request was not understood. */
    record Unread(String understood, List<String> nearest) implements Reply {
        public Unread {
            nearest = List.copyOf(nearest);
        }
    }
}
