package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Deployment makes no progress: it is paused, its deadline has passed, or another Deployment selects its pods. */
public final class DeploymentRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        List<Deployment> all = snapshot.all(Deployment.class);
        for (Deployment deployment : all) {
            if (deployment.getStatus() == null) {
                continue;
            }
            Ref ref = Ref.of(deployment);
            int wanted = number(deployment.getSpec().getReplicas(), 1);
            if (Boolean.TRUE.equals(deployment.getSpec().getPaused())
                    && number(deployment.getStatus().getUpdatedReplicas(), 0) < wanted) {
                causes.add(Cause.of("SLIP-654", ref)
                        .summary("The rollout of " + ref.name() + " is paused.")
                        .why(number(deployment.getStatus().getUpdatedReplicas(), 0) + " of " + wanted
                                + " pods have the newest template, and no more are made before it goes on")
                        .weight(
                                number(deployment.getStatus().getAvailableReplicas(), 0) == 0
                                        ? Cause.Weight.BLOCKS
                                        : Cause.Weight.DEGRADES)
                        .evidence("spec.paused: true")
                        .fix(Fix.setField(ref, "/spec/paused", false)
                                .withWords("kubectl rollout resume " + ref.words())));
            }
            deployment.getStatus().getConditions().stream()
                    .filter(c -> "Progressing".equals(c.getType()) && "ProgressDeadlineExceeded".equals(c.getReason()))
                    .findFirst()
                    .ifPresent(c -> causes.add(Cause.of("SLIP-653", ref)
                            .weight(Cause.Weight.FOLLOWS)
                            .summary("The rollout of " + ref.name() + " has not finished in time.")
                            .why(String.valueOf(c.getMessage()))
                            .evidence(c.getReason() + ": " + c.getMessage())
                            .fix("kubectl rollout undo " + ref.words() + "   (back to the revision before)")));
            all.stream()
                    .filter(other -> other.getMetadata().getName().compareTo(ref.name()) > 0)
                    .filter(other -> other.getSpec().getSelector() != null
                            && other.getSpec()
                                    .getSelector()
                                    .equals(deployment.getSpec().getSelector()))
                    .forEach(other -> causes.add(overlap(ref, Ref.of(other), deployment)));
        }
        return causes;
    }

    private static int number(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }

    private static Cause overlap(Ref one, Ref other, Deployment deployment) {
        String labels = Snapshot.text(deployment.getSpec().getSelector().getMatchLabels());
        return Cause.of("SLIP-655", one)
                .weight(Cause.Weight.DEGRADES)
                .summary(
                        "The Deployments " + one.name() + " and " + other.name() + " take the same pods for their own.")
                .why("both select " + labels + ": Services and budgets of one reach the pods of the other")
                .evidence("selector of both: " + labels)
                .fix("give one of them a label of its own; a selector cannot be changed, so delete and make it anew");
    }
}
