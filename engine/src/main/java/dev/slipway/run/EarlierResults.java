package dev.slipway.run;

import java.util.List;
import java.util.Optional;

/** Looks at what earlier runs have left, and decides what of it holds. */
final class EarlierResults {
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
        Optional<Planner.Before> before = Optional.empty();
        List<String> changed = List.of();
        if (last.isPresent()) {
            Ledger.Completed<T> earlier = last.get();
            boolean same = earlier.input().equals(input) && !again;
            String missing = same ? step.missing().of(soFar, earlier.value()) : "";
            before = Optional.of(new Planner.Before(earlier.input(), missing));
            changed = step.phase().readsSource() ? source.changed(earlier.files()) : List.of();
        }
        Decision decision = Planner.decide(before, input, changed, again);
        return new Found<>(input, decision, decision instanceof Decision.Skip ? last : Optional.empty());
    }
}
