package dev.slipway.validate;

import dev.slipway.gate.Check;
import dev.slipway.validate.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/** What a scenario in which a pod was killed says of the application's resilience. */
final class Resilience {
    private Resilience() {}

    /** Empty where the scenario kills nothing, or did not come that far. */
    static Optional<Check> judge(Scenario scenario, Check check, List<Verdict.Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (!(scenario.steps().get(i) instanceof Scenario.Kill kill)
                    || !steps.get(i).ok()) {
                continue;
            }
            String id = "V4.resilience." + kill.service();
            List<String> requirements = List.of("V4", "V3", "G5");
            String title = "users do not notice when a pod of " + kill.service() + " dies";
            if (i + 1 >= steps.size()) {
                return Optional.of(Check.noData(
                        id,
                        requirements,
                        title,
                        "no step follows the kill in " + scenario.name(),
                        "add a step after it to the scenario"));
            }
            Verdict.Step next = steps.get(i + 1);
            String seen = steps.get(i).seen() + "; " + next.name() + " " + (next.ok() ? "held" : "failed") + " after "
                    + next.millis() + " ms: " + next.seen();
            boolean held = check.status() == Check.Status.PASS;
            return Optional.of(Check.of(
                    held,
                    id,
                    requirements,
                    title,
                    seen + (held || !next.ok() ? "" : "; later: " + check.evidence()),
                    "keep nothing in the process that a request needs, and run two replicas of " + kill.service()));
        }
        return Optional.empty();
    }
}
