package dev.slipway.run;

import dev.slipway.inventory.SourceDigest;
import java.util.List;
import java.util.Optional;

/** Looks at what earlier runs have left, and decides what of it holds. */
final class EarlierResults {
    private static final int NAMED_FILES = 2;

    private final Ledger ledger;
    private final SourceDigest.Seen source;
    private final boolean again;

    /** @param again whether phases run although nothing has changed */
    EarlierResults(Ledger ledger, SourceDigest.Seen source, boolean again) {
        this.ledger = ledger;
        this.source = source;
        this.again = again;
    }

    /**
     * What is to be done about a phase.
     *
     * @param input digest of what its result depends on now
     * @param kept the earlier result, where it holds
     */
    record Found<T>(String input, Decision decision, Optional<Ledger.Completed<T>> kept) {}

    <T> Found<T> of(PhaseStep<T> step, Results soFar) throws InterruptedException {
        String input = step.input().digest(soFar);
        Optional<Ledger.Completed<T>> last = ledger.last(step.phase(), step.type());
        Optional<Before> before = Optional.empty();
        if (last.isPresent()) {
            Ledger.Completed<T> earlier = last.get();
            boolean same = earlier.input().equals(input);
            before = Optional.of(new Before(
                    same,
                    step.phase().readsSource() ? source.changed(earlier.files()) : List.of(),
                    same && !again ? step.missing().of(soFar, earlier.value()) : ""));
        }
        Decision decision = decide(before, again);
        return new Found<>(input, decision, decision instanceof Decision.Skip ? last : Optional.empty());
    }

    /**
     * What is known of a phase's last result.
     *
     * @param same whether all that it was made from is still the same
     * @param changed files of the source that are not
     * @param missing what is gone of it, in words; empty where it is all there
     */
    record Before(boolean same, List<String> changed, String missing) {}

    /** Whether a phase runs, and why: the first of the reasons that holds. */
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
