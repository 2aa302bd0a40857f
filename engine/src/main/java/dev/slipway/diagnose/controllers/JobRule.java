package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;

/** A Job has failed, or a CronJob cannot start one. */
public final class JobRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Job job : snapshot.all(Job.class)) {
            if (job.getStatus() != null && !outlived(snapshot, job)) {
                job.getStatus().getConditions().stream()
                        .filter(c -> "Failed".equals(c.getType()) && "True".equals(c.getStatus()))
                        .findFirst()
                        .ifPresent(c -> causes.add(Cause.of("SLIP-657", Ref.of(job))
                                .weight(
                                        "DeadlineExceeded".equals(c.getReason())
                                                ? Cause.Weight.BLOCKS
                                                : Cause.Weight.FOLLOWS)
                                .summary("The Job " + job.getMetadata().getName() + " has failed.")
                                .why(
                                        "DeadlineExceeded".equals(c.getReason())
                                                ? "it took longer than its activeDeadlineSeconds of "
                                                        + job.getSpec().getActiveDeadlineSeconds() + ": "
                                                        + c.getMessage()
                                                : String.valueOf(c.getMessage()))
                                .evidence(c.getReason() + ": " + c.getMessage())
                                .fix("mend what ends its pods, then kubectl delete "
                                        + Ref.of(job).words() + " and make it anew: a Job does not begin again")));
            }
        }
        for (CronJob cron : snapshot.all(CronJob.class)) {
            snapshot.lastEvent(
                            cron,
                            "JobAlreadyActive",
                            "TooManyMissedTimes",
                            "FailedNeedsStart",
                            "UnknownTimeZone",
                            "UnparseableSchedule")
                    .ifPresent(e -> causes.add(Cause.of("SLIP-658", Ref.of(cron))
                            .weight(Cause.Weight.DEGRADES)
                            .permanent(!Events.is(e, "JobAlreadyActive"))
                            .summary("The CronJob " + cron.getMetadata().getName() + " does not start its Job.")
                            .why(
                                    Events.is(e, "JobAlreadyActive")
                                            ? "the Job before still runs, and concurrencyPolicy is Forbid: "
                                                    + Events.message(e)
                                            : Events.message(e))
                            .evidence(Events.line(e))
                            .fix(
                                    Events.is(e, "JobAlreadyActive")
                                            ? "kubectl get jobs -n " + PodFacts.namespace(cron)
                                                    + "   (end the one that hangs; activeDeadlineSeconds ends the next"
                                                    + " by itself)"
                                            : "mend schedule, timeZone or startingDeadlineSeconds of "
                                                    + Ref.of(cron).words())));
        }
        return causes;
    }

    /** Whether a later Job of the same CronJob has succeeded. */
    private static boolean outlived(Snapshot snapshot, Job job) {
        String cron = Snapshot.owner(job, "CronJob");
        return !cron.isEmpty()
                && snapshot.all(Job.class).stream()
                        .filter(j -> Snapshot.owner(j, "CronJob").equals(cron) && j.getStatus() != null)
                        .filter(j -> j.getMetadata()
                                        .getCreationTimestamp()
                                        .compareTo(job.getMetadata().getCreationTimestamp())
                                > 0)
                        .anyMatch(j -> j.getStatus().getSucceeded() != null
                                && j.getStatus().getSucceeded() > 0);
    }
}
