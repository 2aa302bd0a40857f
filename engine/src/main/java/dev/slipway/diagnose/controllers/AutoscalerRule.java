package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.WorkloadTemplate;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An autoscaler cannot compute, or has nothing to scale. */
public final class AutoscalerRule implements Rule {
    /** Metrics of new pods come about a minute late. */
    private static final long PATIENCE_SECONDS = 90;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var scaler : snapshot.all(HorizontalPodAutoscaler.class)) {
            condition(scaler, "AbleToScale")
                    .filter(c -> "FailedGetScale".equals(c.getReason()))
                    .ifPresentOrElse(
                            c -> causes.add(target(snapshot, scaler, c)),
                            () -> condition(scaler, "ScalingActive")
                                    .filter(c -> String.valueOf(c.getReason()).startsWith("FailedGet")
                                            || "InvalidMetricSourceType".equals(c.getReason()))
                                    .flatMap(c -> metrics(snapshot, scaler, c))
                                    .ifPresent(causes::add));
        }
        return causes;
    }

    private static Optional<HorizontalPodAutoscalerCondition> condition(HorizontalPodAutoscaler scaler, String type) {
        return scaler.getStatus() == null
                ? Optional.empty()
                : scaler.getStatus().getConditions().stream()
                        .filter(c -> type.equals(c.getType()) && "False".equals(c.getStatus()))
                        .findFirst();
    }

    private static Cause target(
            Snapshot snapshot, HorizontalPodAutoscaler scaler, HorizontalPodAutoscalerCondition condition) {
        String wanted = scaler.getSpec().getScaleTargetRef().getName();
        String kind = scaler.getSpec().getScaleTargetRef().getKind();
        List<String> names = snapshot.workloads().stream()
                .filter(w -> w.ref().kind().equals(kind))
                .map(WorkloadTemplate::name)
                .toList();
        Ref ref = Ref.of(scaler);
        return Cause.of("SLIP-660", ref)
                .weight(Cause.Weight.DEGRADES)
                .summary("The autoscaler " + ref.name() + " has nothing to scale.")
                .why("there is no " + kind + " " + wanted + NearestName.phrase(wanted, names))
                .evidence(condition.getReason() + ": " + condition.getMessage())
                .fix(NearestName.of(wanted, names)
                        .map(n -> Fix.setField(ref, "/spec/scaleTargetRef/name", n))
                        .orElseGet(() -> new Fix.Advice("mend scaleTargetRef of " + ref.words() + ", or delete it")));
    }

    private static Optional<Cause> metrics(
            Snapshot snapshot, HorizontalPodAutoscaler scaler, HorizontalPodAutoscalerCondition condition) {
        Ref ref = Ref.of(scaler);
        String message = String.valueOf(condition.getMessage());
        Ref target = new Ref(
                "apps/v1",
                scaler.getSpec().getScaleTargetRef().getKind(),
                ref.namespace(),
                scaler.getSpec().getScaleTargetRef().getName());
        Optional<WorkloadTemplate> workload = snapshot.workloads().stream()
                .filter(w -> w.ref().kind().equals(target.kind()) && w.name().equals(target.name()))
                .findFirst();
        String resource = message.contains("request for memory") ? "memory" : "cpu";
        boolean requests = message.contains("missing request for");
        boolean young = Events.age(scaler.getMetadata().getCreationTimestamp(), snapshot.taken()) < PATIENCE_SECONDS;
        if (young && !requests && !message.contains("could not find the requested resource")) {
            return Optional.empty();
        }
        return Optional.of(Cause.of("SLIP-659", ref)
                .weight(Cause.Weight.DEGRADES)
                .summary(
                        "The autoscaler " + ref.name() + " does not scale: it has no metrics of " + target.text() + ".")
                .why(
                        requests
                                ? "a share of a request is what it goes by, and the pods have no request for "
                                        + resource
                                : message)
                .evidence(condition.getReason() + ": " + message)
                .fix(workload.filter(w -> requests)
                        .flatMap(w -> w.spec().getContainers().stream()
                                .filter(c -> c.getResources() == null
                                        || c.getResources().getRequests() == null
                                        || !c.getResources().getRequests().containsKey(resource))
                                .findFirst())
                        .map(c -> Fix.setResources(
                                target,
                                c.getName(),
                                Map.of(resource, resource.equals("cpu") ? "100m" : "128Mi"),
                                Map.of()))
                        .orElseGet(() -> new Fix.Advice("kubectl get apiservice v1beta1.metrics.k8s.io   (is"
                                + " metrics-server there and available?)"))));
    }
}
