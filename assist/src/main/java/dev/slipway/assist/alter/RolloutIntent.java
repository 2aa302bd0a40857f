package dev.slipway.assist.alter;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Restarts, rolls back, pauses and resumes workloads. */
public final class RolloutIntent implements Intent {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final InstantSource clock;

    public RolloutIntent(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Reply> read(Scope scope) {
        if (scope.asks(Verb.ROLLBACK) || scope.says("\\brollback\\b") && scope.asks(Verb.SET, Verb.CREATE, Verb.RUN)) {
            return Optional.of(back(scope));
        }
        if (scope.asks(Verb.RESTART)
                || scope.says("\\b(?:rolling |rollout )?restart\\b") && scope.asks(Verb.SET, Verb.RUN, Verb.CREATE)) {
            return Optional.of(restart(scope));
        }
        boolean cron = scope.asks(Verb.SET)
                && scope.says("^(?:\\w+ ){0,2}?(?:disable|enable)\\b")
                && scope.speaksOf(ResourceKind.CRONJOB);
        if (scope.asks(Verb.PAUSE) || cron) {
            return pause(scope);
        }
        return Optional.empty();
    }

    private Reply restart(Scope scope) {
        if (scope.says("\\bpods?\\b") && !scope.says("\\bdeployment\\b")) {
            Among.Either pods = Among.of(scope, List.of(ResourceKind.POD));
            Optional<ObjectNode> owned = pods.objects().stream()
                    .filter(p -> !Docs.at(p, "metadata/ownerReferences").isEmpty())
                    .findFirst();
            if (pods.otherwise().isEmpty() && pods.objects().size() == 1 && owned.isPresent()) {
                return Reply.Changes.of(new ObjectChange.Remove(
                        owned.get(),
                        "delete " + LiveObjects.ref(owned.get()).words() + ", whose controller makes another one"));
            }
            if (pods.otherwise().isEmpty() && pods.objects().size() == 1) {
                return Reply.Changes.of(new ObjectChange.Replace(
                        pods.objects().getFirst(),
                        pods.objects().getFirst(),
                        "delete " + LiveObjects.ref(pods.objects().getFirst()).words() + " and make it anew"));
            }
        }
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return Among.of(scope, Among.ROLLED)
                .edit(
                        o -> {
                            Docs.in(o, "spec/template/metadata/annotations")
                                    .put("kubectl.kubernetes.io/restartedAt", now);
                            return o;
                        },
                        o -> "restart " + LiveObjects.ref(o).words() + ", pod by pod",
                        "It was restarted just now.");
    }

    private static Reply back(Scope scope) {
        Among.Either among = Among.of(scope, List.of(ResourceKind.DEPLOYMENT));
        if (among.otherwise().isPresent()) {
            return among.otherwise().get();
        }
        Optional<Integer> to = scope.phrase().number("\\b(?:revision|version)(?: number| :|=|#)* ?<int>\\b(?!\\.)");
        List<ObjectChange> changes = new ArrayList<>();
        for (ObjectNode deployment : among.objects()) {
            Optional<ObjectNode> set = earlier(scope, deployment, to);
            if (set.isEmpty()) {
                return new Reply.Question(LiveObjects.ref(deployment).words() + " has no "
                        + to.map(n -> "revision " + n).orElse("earlier revision") + "; there are: "
                        + String.join(
                                ", ",
                                sets(scope, deployment).stream()
                                        .map(s -> Docs.at(s, "metadata/annotations")
                                                        .path(REVISION)
                                                        .asString("") + " ("
                                                + Docs.text(s, "spec/template/spec/containers/0/image") + ")")
                                        .toList()));
            }
            changes.add(revert(deployment, set.get()));
        }
        return new Reply.Changes(changes, List.of());
    }

    /** Reverts a Deployment to the template of one of its ReplicaSets. */
    public static ObjectChange.Edit revert(ObjectNode deployment, ObjectNode set) {
        ObjectNode after = Docs.changed(deployment, d -> {
            ObjectNode template = (ObjectNode) Docs.at(set, "spec/template").deepCopy();
            Docs.in(template, "metadata/labels").remove("pod-template-hash");
            Docs.in(d, "spec").set("template", template);
        });
        return new ObjectChange.Edit(
                deployment,
                after,
                "take " + LiveObjects.ref(deployment).words() + " back to revision "
                        + Docs.at(set, "metadata/annotations").path(REVISION).asString("") + " ("
                        + Docs.text(set, "spec/template/spec/containers/0/image") + ")");
    }

    /** A Deployment's ReplicaSets, the newest first. */
    private static List<ObjectNode> sets(Scope scope, ObjectNode deployment) {
        return scope.objects().all(ResourceKind.REPLICASET, LiveObjects.namespace(deployment)).stream()
                .filter(s -> Docs.items(Docs.at(s, "metadata/ownerReferences")).stream()
                        .anyMatch(o -> Docs.text(o, "name").equals(LiveObjects.name(deployment))))
                .sorted(Comparator.comparing((ObjectNode s) -> -revision(s)))
                .toList();
    }

    static int revision(ObjectNode object) {
        String text = Docs.at(object, "metadata/annotations").path(REVISION).asString("0");
        return text.matches("\\d+") ? Integer.parseInt(text) : 0;
    }

    private static Optional<ObjectNode> earlier(Scope scope, ObjectNode deployment, Optional<Integer> to) {
        int now = revision(deployment);
        return sets(scope, deployment).stream()
                .filter(s -> to.map(n -> revision(s) == n).orElse(revision(s) < now || now == 0))
                .filter(s -> to.isPresent() || !same(s, deployment))
                .findFirst();
    }

    private static boolean same(ObjectNode set, ObjectNode deployment) {
        return Docs.at(set, "spec/template/spec").equals(Docs.at(deployment, "spec/template/spec"));
    }

    private static Optional<Reply> pause(Scope scope) {
        boolean resume = scope.says("^(?:\\w+ ){0,3}?(?:resume|enable|unsuspend|unpause|continue|start)\\b");
        if (scope.speaksOf(ResourceKind.CRONJOB)
                || scope.says("\\bsuspend")
                || (!ObjectHas.named(scope, ResourceKind.DEPLOYMENT) && ObjectHas.named(scope, ResourceKind.CRONJOB))) {
            return Optional.of(Among.of(scope, List.of(ResourceKind.CRONJOB, ResourceKind.JOB))
                    .edit(
                            o -> {
                                Docs.in(o, "spec").put("suspend", !resume);
                                return o;
                            },
                            o -> (resume ? "let " : "suspend ")
                                    + LiveObjects.ref(o).words()
                                    + (resume ? " run again" : ""),
                            "It is that way already."));
        }
        if (scope.says("^(?:\\w+ ){0,3}?(?:stop|halt|turn off|switch off|shut ?down|shut off)\\b")
                && !scope.says("\\brollout\\b")) {
            return Optional.empty();
        }
        return Optional.of(Among.of(scope, List.of(ResourceKind.DEPLOYMENT))
                .edit(
                        o -> {
                            if (resume) {
                                Docs.in(o, "spec").remove("paused");
                            } else {
                                Docs.in(o, "spec").put("paused", true);
                            }
                            return o;
                        },
                        o -> (resume ? "go on with" : "pause") + " the rollout of "
                                + LiveObjects.ref(o).words(),
                        "It is that way already."));
    }

    /** Whether a request names an object of a kind. */
    private static final class ObjectHas {
        static boolean named(Scope scope, ResourceKind kind) {
            return !ObjectSearch.of(scope, kind).named().isEmpty();
        }
    }
}
