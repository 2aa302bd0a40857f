package dev.slipway.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a step ended.
 *
 * @param exit its exit code; 128 and a signal's number if a signal ended it; 124 after its time
 * @param out the last lines of standard output; {@code err} of standard error
 * @param peakMemory most bytes that its processes held, without files in memory; sampled a few times each second
 * @param hit the limit that it reached
 * @param refused {@code host:port} that it asked for while fetching and that a build does not need
 * @param unreachable {@code host:port} that it asked for while fetching and that did not answer
 */
public record Outcome(
        int exit,
        List<String> out,
        List<String> err,
        Duration duration,
        long peakMemory,
        Optional<Limit> hit,
        List<String> refused,
        List<String> unreachable) {
    public Outcome {
        out = List.copyOf(out);
        err = List.copyOf(err);
        refused = List.copyOf(refused);
        unreachable = List.copyOf(unreachable);
    }

    /** A limit that a step can reach. */
    public enum Limit {
        MEMORY("memory"),
        PROCESSES("processes"),
        TIME("time"),
        DISK("disk");

        private final String title;

        Limit(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** What the room did not allow, in words that follow "it". */
    public List<String> denied() {
        List<String> denied = new ArrayList<>();
        hit.ifPresent(limit -> denied.add("went beyond its limit of " + limit.title()));
        refused.forEach(target -> denied.add("asked for " + target + ", which is no business of a build"));
        return denied;
    }

    public boolean ok() {
        return exit == 0;
    }

    /** Both streams, standard output first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(out);
        lines.addAll(err);
        return lines;
    }
}
