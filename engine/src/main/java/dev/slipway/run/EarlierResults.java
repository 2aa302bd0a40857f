package dev.slipway.run;

import dev.slipway.inventory.SourceDigest;
import java.util.List;
import java.util.Optional;

/** Looks at the results of earlier runs and decides which of them hold. */
final class EarlierResults {
    private static final int NAMED_FILES = 2;

    private final Ledger ledger;
    private final SourceDigest.Snapshot source;
    private final boolean again;

    /** @param again whether phases run although nothing has changed */
    EarlierResults(Ledger ledger, SourceDigest.Snapshot source, boolean again) {
        this.ledger = ledger;
        this.source = source;
        this.again = again;
    }

    /**
     * The decision on a phase.
     *
     * @param input digest of everything that its result depends on now
     * @param kept the earlier result, if it holds
     */
    record EarlierResult<T>(String input, Decision decision, Optional<Ledger.PhaseRecord<T>> kept) {}

    <T> EarlierResult<T> of(PhaseStep<T> step, Results soFar) throws InterruptedException {
        String input = step.input().digest(soFar);
        Optional<Ledger.PhaseRecord<T>> last = ledger.last(step.phase(), step.type());
        Optional<Before> before = Optional.empty();
        if (last.isPresent()) {
            Ledger.PhaseRecord<T> earlier = last.get();
            boolean same = earlier.input().equals(input);
            before = Optional.of(new Before(
                    same,
                    step.phase().readsSource() ? source.changed(earlier.files()) : List.of(),
                    same && !again ? step.missing().of(soFar, earlier.value()) : ""));
        }
        Decision decision = decide(before, again);
        return new EarlierResult<>(input, decision, decision instanceof Decision.Skip ? last : Optional.empty());
    }

    /**
     * What is known of a phase's last result.
     *
     * @param same whether everything that it was made from is unchanged
     * @param changed files of the source that have changed
     * @param missing what is gone of the result, in words; empty if it is all there
     */
    record Before(boolean same, List<String> changed, String missing) {}

    /** Decides whether a phase runs, by the first reason that applies. */
    static Decision decide(Optional<Before> before, boolean again) {
        if (again) {
            return new Decision.Run("asked to run again");
        }
        if (before.isEmpty()) {
            return new Decision.Run("first time");
        }
        Before last = before.get();
        if (!last.same()) {
            return new Decision.Run(
                    last.changed().isEmpty() ? "its inputs have changed" : "changed: " + names(last.changed()));
        }
        return last.missing().isEmpty() ? new Decision.Skip("nothing has changed") : new Decision.Run(last.missing());
    }

    private static String names(List<String> changed) {
        String first = String.join(", ", changed.subList(0, Math.min(NAMED_FILES, changed.size())));
        return changed.size() > NAMED_FILES ? first + " and " + (changed.size() - NAMED_FILES) + " more" : first;
    }
}
