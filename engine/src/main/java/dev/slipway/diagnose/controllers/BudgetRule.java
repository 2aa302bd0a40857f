package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disruption budget lets no pod go even if all are well, so no node can be drained. */
public final class BudgetRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var budget : snapshot.all(PodDisruptionBudget.class)) {
            if (budget.getStatus() == null) {
                continue;
            }
            Ref ref = Ref.of(budget);
            int expected = number(budget.getStatus().getExpectedPods());
            int allowed = number(budget.getStatus().getDisruptionsAllowed());
            boolean well = number(budget.getStatus().getCurrentHealthy()) >= expected;
            if (expected > 0 && allowed == 0 && well) {
                causes.add(Cause.of("SLIP-661", ref)
                        .weight(Cause.Weight.RISKS)
                        .summary("The budget " + ref.name() + " lets none of its " + expected
                                + " pods go, though all are well: a drain of their node will hang.")
                        .why(
                                budget.getSpec().getMinAvailable() != null
                                        ? "minAvailable is "
                                                + text(budget.getSpec()
                                                        .getMinAvailable()
                                                        .getValue()) + ", and that is all of them"
                                        : "maxUnavailable is "
                                                + text(
                                                        budget.getSpec().getMaxUnavailable() == null
                                                                ? null
                                                                : budget.getSpec()
                                                                        .getMaxUnavailable()
                                                                        .getValue()))
                        .evidence("disruptionsAllowed: 0, currentHealthy: "
                                + budget.getStatus().getCurrentHealthy() + ", expectedPods: " + expected)
                        .fix("run one replica more than the budget wants, or let it allow one to go: kubectl edit "
                                + ref.words()));
            }
        }
        return causes;
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
