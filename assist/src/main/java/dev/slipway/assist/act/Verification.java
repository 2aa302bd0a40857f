package dev.slipway.assist.act;

import dev.slipway.assist.alter.Quantities;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the cluster after a change until its goal is reached or cannot be reached. */
public final class Verification {
    private static final Duration PAUSE = Duration.ofMillis(400);
    /** How long a cause has to persist before it counts. */
    private static final Duration DOUBT = Duration.ofSeconds(6);

    private static final Duration BETWEEN = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final ClusterWriter writer;
    private final InstantSource clock;

    Verification(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.writer = new ClusterWriter(client);
        this.clock = clock;
    }

    /**
     * The state of one object after a change.
     *
     * @param well whether it is as it was asked for
     * @param told the state in words
     * @param causes why it is not well, if that is known
     */
    public record Seen(Ref of, boolean well, String told, List<RootCause> causes) {
        public Seen {
            causes = List.copyOf(causes);
        }
    }

    /** The state that an object shows. @param well it is as it was asked for @param over waiting changes nothing */
    private record Look(boolean well, boolean over, String told) {}

    Seen after(ObjectChange change, Duration patience) throws InterruptedException {
        Instant begun = clock.instant();
        Instant asked = begun;
        Look look = new Look(false, false, "was not looked at");
        while (true) {
            look = look(change);
            Instant now = clock.instant();
            if (look.well() || look.over() || now.isAfter(begun.plus(patience))) {
                break;
            }
            if (pods(change) && now.isAfter(begun.plus(DOUBT)) && now.isAfter(asked.plus(BETWEEN))) {
                asked = now;
                List<RootCause> causes = causes(change.of());
                if (causes.stream().anyMatch(c -> c.blocks() && c.cause().permanent())) {
                    return new Seen(change.of(), false, look.told(), causes);
                }
            }
            Thread.sleep(PAUSE);
        }
        return new Seen(
                change.of(), look.well(), look.told(), look.well() || !pods(change) ? List.of() : causes(change.of()));
    }

    private static boolean pods(ObjectChange change) {
        return !(change instanceof ObjectChange.Remove)
                && LiveObjects.kind(change.of())
                        .filter(k -> k.workload() || k == ResourceKind.POD)
                        .isPresent();
    }

    private List<RootCause> causes(Ref of) {
        Diagnosis diagnosis = Diagnoser.examine(client, of.namespace(), of.text(), clock);
        return diagnosis.findings().stream().filter(RootCause::blocks).toList();
    }

    private Look look(ObjectChange change) {
        Ref ref = change.of();
        Optional<ObjectNode> now = writer.now(ref);
        if (change instanceof ObjectChange.Remove removed) {
            boolean another = now.isPresent()
                    && !Docs.text(now.get(), "metadata/uid").equals(Docs.text(removed.before(), "metadata/uid"));
            boolean going =
                    now.filter(n -> n.path("metadata").has("deletionTimestamp")).isPresent();
            return now.isEmpty() || another
                    ? new Look(true, false, another ? "is another one now" : "is gone")
                    : new Look(false, false, going ? "is going" : "is still there");
        }
        if (now.isEmpty()) {
            return new Look(false, false, "is not there");
        }
        ObjectNode wanted = switch (change) {
            case ObjectChange.Make m -> m.object();
            case ObjectChange.Edit e -> e.after();
            case ObjectChange.Replace r -> r.after();
            case ObjectChange.Remove r -> r.before();
        };
        List<String> other = new ArrayList<>();
        if (change instanceof ObjectChange.Make) {
            different("", wanted, now.get(), other);
        }
        return other.isEmpty()
                ? state(now.get(), wanted)
                : new Look(
                        false,
                        true,
                        "differs from what was asked for: "
                                + String.join(", ", other.stream().limit(3).toList()));
    }

    private Look state(ObjectNode now, ObjectNode wanted) {
        return switch (LiveObjects.kind(now)) {
            case DEPLOYMENT ->
                rollout(now, "updatedReplicas", "availableReplicas", Docs.number(now, "spec/replicas", 1));
            case STATEFULSET -> rollout(now, "updatedReplicas", "readyReplicas", Docs.number(now, "spec/replicas", 1));
            case DAEMONSET ->
                rollout(
                        now,
                        "updatedNumberScheduled",
                        "numberReady",
                        Docs.number(now, "status/desiredNumberScheduled", 0));
            case POD -> pod(now);
            case JOB -> {
                int succeeded = Docs.number(now, "status/succeeded", 0);
                boolean failed = Docs.items(Docs.at(now, "status/conditions")).stream()
                        .anyMatch(c -> Docs.text(c, "type").equals("Failed")
                                && Docs.text(c, "status").equals("True"));
                yield succeeded >= Docs.number(now, "spec/completions", 1)
                        ? new Look(true, false, "has run to its end")
                        : new Look(false, failed, failed ? "has failed" : "runs");
            }
            case PVC -> claim(now, wanted);
            case SERVICE -> service(now);
            case NAMESPACE ->
                new Look(
                        Docs.text(now, "status/phase").equals("Active"), false, "is " + Docs.text(now, "status/phase"));
            default -> new Look(true, false, "is there as asked for");
        };
    }

    private static Look rollout(ObjectNode now, String updated, String available, int wanted) {
        int done = Docs.number(now, "status/" + updated, 0);
        int ready = Docs.number(now, "status/" + available, 0);
        boolean seen = Docs.number(now, "status/observedGeneration", 0) >= Docs.number(now, "metadata/generation", 0);
        int all = Docs.number(now, "status/replicas", ready);
        if (Docs.at(now, "spec/paused").asBoolean(false)) {
            return new Look(seen, false, "is paused, with " + ready + " ready pods");
        }
        return new Look(
                seen
                        && done >= wanted
                        && ready >= wanted
                        && (all <= wanted || wanted == 0 && all == 0)
                        && ready == wanted,
                false,
                ready + " of " + wanted + " pods ready" + (done < wanted ? ", " + done + " of the new ones" : ""));
    }

    private static Look pod(ObjectNode now) {
        String phase = Docs.text(now, "status/phase");
        boolean ready = Docs.items(Docs.at(now, "status/conditions")).stream()
                .anyMatch(c -> Docs.text(c, "type").equals("Ready")
                        && Docs.text(c, "status").equals("True"));
        return new Look(
                ready || phase.equals("Succeeded"),
                phase.equals("Failed"),
                phase.equals("Succeeded") ? "has run to its end" : ready ? "is ready" : "is " + phase);
    }

    private Look claim(ObjectNode now, ObjectNode wanted) {
        String phase = Docs.text(now, "status/phase");
        String asked = Docs.text(wanted, "spec/resources/requests/storage");
        String has = Docs.text(now, "status/capacity/storage");
        if (phase.equals("Bound")
                && !Docs.text(now, "spec/resources/requests/storage").equals(asked)) {
            return new Look(false, true, "asks for " + Docs.text(now, "spec/resources/requests/storage"));
        }
        boolean waits = !phase.equals("Bound")
                && writer.now(ResourceKind.STORAGECLASS.ref("", Docs.text(now, "spec/storageClassName")))
                        .filter(c -> Docs.text(c, "volumeBindingMode").equals("WaitForFirstConsumer"))
                        .isPresent();
        boolean grows = phase.equals("Bound") && Quantities.value(has) < Quantities.value(asked);
        return waits
                ? new Look(true, false, "waits for its first pod, as its class wants it")
                : new Look(
                        phase.equals("Bound") && !grows,
                        false,
                        grows ? "asks for " + asked + "; its volume still has " + has : "is " + phase);
    }

    private Look service(ObjectNode now) {
        if (Docs.at(now, "spec/selector").isEmpty()) {
            return new Look(true, false, "is there; it selects no pods");
        }
        String labels = String.join(
                ",",
                Docs.texts(Docs.at(now, "spec/selector")).entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        String text = client.raw(ResourceKind.POD.path(LiveObjects.namespace(now), "") + "?labelSelector="
                + labels.replace("=", "%3D").replace(",", "%2C").replace("/", "%2F"));
        List<ObjectNode> pods =
                text == null ? List.of() : Docs.items(Docs.parse(text).path("items"));
        long ready = pods.stream().filter(p -> pod(p).told().equals("is ready")).count();
        return new Look(
                ready > 0 || pods.isEmpty(),
                false,
                pods.isEmpty() ? "is there; no pod has its labels yet" : ready + " ready pods behind it");
    }

    /** Fields that differ from what was asked for. Fields that the server adds do not count. */
    private static void different(String path, JsonNode wanted, JsonNode now, List<String> other) {
        if (path.equals("/stringData") || path.equals("/status")) {
            return;
        }
        if (wanted instanceof ObjectNode object) {
            object.properties()
                    .forEach(e -> different(path + "/" + e.getKey(), e.getValue(), now.path(e.getKey()), other));
        } else if (wanted.isArray()) {
            for (int i = 0; i < wanted.size(); i++) {
                different(path + "/" + i, wanted.get(i), now.path(i), other);
            }
        } else if (!wanted.asString("").equals(now.asString(""))
                && Quantities.value(wanted.asString("")) != Quantities.value(now.asString("x"))) {
            other.add(path.substring(1).replace('/', '.') + " is " + now + ", not " + wanted);
        }
    }
}
