package dev.slipway.run;

import java.util.List;
import java.util.Optional;

/** Decides whether a phase runs. Pure: what is on disk and on the cluster comes in as values. */
final class Planner {
    private static final int NAMED_FILES = 2;

    private Planner() {}

    /**
     * What is known of a phase's last result.
     *
     * @param input digest of what it was made from
     * @param missing what is gone of it, in words; empty where it is all there
     */
    record Before(String input, String missing) {}

    /** @param changed files that differ from those of the last result */
    static Decision decide(Optional<Before> before, String input, List<String> changed, boolean again) {
        if (again) {
            return new Decision.Run("asked to run again");
        }
        if (before.isEmpty()) {
            return new Decision.Run("first time");
        }
        Before last = before.get();
        if (!last.input().equals(input)) {
            return new Decision.Run(changed.isEmpty() ? "its inputs have changed" : "changed: " + names(changed));
        }
        if (!last.missing().isEmpty()) {
            return new Decision.Run(last.missing());
        }
        return new Decision.Skip("nothing has changed");
    }

    private static String names(List<String> changed) {
        String first = String.join(", ", changed.subList(0, Math.min(NAMED_FILES, changed.size())));
        return changed.size() > NAMED_FILES ? first + " and " + (changed.size() - NAMED_FILES) + " more" : first;
    }
}
