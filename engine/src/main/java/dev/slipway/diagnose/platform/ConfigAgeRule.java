package dev.slipway.diagnose.platform;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A ConfigMap or Secret changed after pods took their environment from it, so they still have the older values. */
public final class ConfigAgeRule implements Rule {
    /** Objects that are applied together are made in any order. */
    private static final long TOGETHER_SECONDS = 5;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Pod pod : snapshot.current()) {
            if (!PodFacts.ready(pod) || pod.getStatus().getStartTime() == null) {
                continue;
            }
            Instant start = Container.of(pod).stream()
                    .filter(c -> c.running() && !c.init())
                    .map(c -> c.status().getState().getRunning().getStartedAt())
                    .map(Events::instant)
                    .min(Instant::compareTo)
                    .orElse(Events.instant(pod.getStatus().getStartTime()));
            for (HasMetadata source : sources(snapshot, pod.getSpec())) {
                Instant changed = changed(source);
                if (changed.isAfter(start.plusSeconds(TOGETHER_SECONDS))
                        && told.add(
                                Ref.of(source).text() + snapshot.changed(pod).text())) {
                    causes.add(cause(snapshot, pod, Ref.of(source), changed, start));
                }
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Pod pod, Ref source, Instant changed, Instant start) {
        Ref workload = snapshot.changed(pod);
        return Cause.of("SLIP-691", pod)
                .root(source.text() + " of " + workload.text())
                .weight(Cause.Weight.DEGRADES)
                .summary(PodFacts.service(pod) + " still runs with older values of the " + source.kind() + " "
                        + source.name() + ".")
                .why("it takes its environment from there when it starts; it started at " + start + ", and the "
                        + source.kind() + " was changed at " + changed)
                .evidence(source.text() + " changed " + changed + ", " + PodFacts.object(pod) + " started " + start)
                .fix(
                        workload.kind().equals("Pod")
                                ? new Fix.Advice("make " + workload.words() + " anew")
                                : Fix.restart(workload));
    }

    /** Reads the environment only: Kubernetes renews the files of a volume by itself. */
    private static List<HasMetadata> sources(Snapshot snapshot, PodSpec spec) {
        Set<String> maps = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        spec.getContainers().forEach(c -> {
            c.getEnvFrom().forEach(e -> {
                if (e.getConfigMapRef() != null) {
                    maps.add(e.getConfigMapRef().getName());
                }
                if (e.getSecretRef() != null) {
                    secrets.add(e.getSecretRef().getName());
                }
            });
            c.getEnv().stream().filter(e -> e.getValueFrom() != null).forEach(e -> {
                if (e.getValueFrom().getConfigMapKeyRef() != null) {
                    maps.add(e.getValueFrom().getConfigMapKeyRef().getName());
                }
                if (e.getValueFrom().getSecretKeyRef() != null) {
                    secrets.add(e.getValueFrom().getSecretKeyRef().getName());
                }
            });
        });
        return Stream.<HasMetadata>concat(
                        snapshot.all(ConfigMap.class).stream()
                                .filter(c -> maps.contains(c.getMetadata().getName())),
                        snapshot.all(Secret.class).stream()
                                .filter(s -> secrets.contains(s.getMetadata().getName())))
                .toList();
    }

    /** When somebody last wrote its data, as the API server notes it. */
    private static Instant changed(HasMetadata object) {
        return object.getMetadata().getManagedFields().stream()
                .filter(f -> f.getTime() != null
                        && f.getFieldsV1() != null
                        && f.getFieldsV1().getAdditionalProperties().containsKey("f:data"))
                .map(f -> Events.instant(f.getTime()))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
