package dev.slipway.diagnose.cause;

import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.gate.Failure;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * Why something in a namespace does not run.
 *
 * @param id {@code SLIP-45x} to {@code SLIP-48x}, {@code SLIP-6xx}
 * @param service name of the service, or of the object where it belongs to none
 * @param object such as {@code Pod/backend-5d9c7}
 * @param root what has to change, such as {@code Secret/shop-secrets}: causes of one root are one finding
 * @param weight how much it stands in the way
 * @param permanent whether waiting cannot mend it
 * @param summary what fails, in one sentence
 * @param why the reason behind it, with the log's or the event's own words
 * @param evidence the lines that show it
 * @param fix the one change or command that mends it
 */
public record Cause(
        String id,
        String service,
        String object,
        String root,
        Weight weight,
        boolean permanent,
        String summary,
        String why,
        List<String> evidence,
        Fix fix) {
    /** From what blocks most to what blocks nothing yet. */
    public enum Weight {
        /** A workload does not run, or cannot be reached. */
        BLOCKS,
        /** It runs with less than it should: fewer replicas, no scaling, an older configuration. */
        DEGRADES,
        /** Nothing is wrong yet. */
        RISKS,
        /** It follows from other causes. It counts by itself only if no other cause of the same service is named. */
        FOLLOWS
    }

    public Cause {
        evidence = List.copyOf(evidence);
    }

    /** The cause as a failure of the phase that met it. */
    public Failure failure(String state) {
        return new Failure(id, summary, why, evidence, fix.words(), state);
    }

    /** Begins a cause of a container. */
    public static Draft of(String id, Container container) {
        return of(id, container.pod());
    }

    /** Begins a cause of a pod. */
    public static Draft of(String id, Pod pod) {
        return new Draft(id, PodFacts.service(pod), PodFacts.object(pod), id + " of " + PodFacts.owner(pod));
    }

    /** Begins a cause of any other object. */
    public static Draft of(String id, Ref object) {
        return new Draft(id, object.name(), object.text(), id + " of " + object.text());
    }

    /** Builds a cause. Unless it says otherwise, the cause blocks and is permanent. */
    public static final class Draft {
        private final String id;
        private final String object;
        private String service;
        private String root;
        private Weight weight = Weight.BLOCKS;
        private boolean permanent = true;
        private String summary = "";
        private String why = "";
        private List<String> evidence = List.of();

        private Draft(String id, String service, String object, String root) {
            this.id = id;
            this.service = service;
            this.object = object;
            this.root = root;
        }

        public Draft service(String name) {
            service = name;
            return this;
        }

        public Draft root(String what) {
            root = what;
            return this;
        }

        public Draft weight(Weight of) {
            weight = of;
            return this;
        }

        public Draft permanent(boolean forGood) {
            permanent = forGood;
            return this;
        }

        public Draft summary(String sentence) {
            summary = sentence;
            return this;
        }

        public Draft why(String reason) {
            why = reason;
            return this;
        }

        public Draft evidence(List<String> lines) {
            evidence = lines;
            return this;
        }

        public Draft evidence(String... lines) {
            return evidence(List.of(lines));
        }

        public Cause fix(Fix fix) {
            return new Cause(
                    id,
                    service,
                    object,
                    root,
                    weight,
                    permanent,
                    summary,
                    why,
                    evidence.isEmpty() ? List.of(why) : evidence,
                    fix);
        }

        public Cause fix(String words) {
            return fix(new Fix.Advice(words));
        }
    }
}
