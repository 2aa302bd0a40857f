package dev.slipway.assist.act;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Dangers;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.cluster.Kube;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Previews a plan, carries it out and takes it back. */
public final class Execution {
    private final KubernetesClient client;
    private final ClusterWriter writer;
    private final InstantSource clock;

    public Execution(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.writer = new ClusterWriter(client);
        this.clock = clock;
    }

    /**
     * A change with the server's result.
     *
     * @param differences one line each
     * @param refusal the server's message if it refuses the change; empty if it does not
     */
    public record Previewed(ObjectChange change, List<String> differences, String refusal) {
        public Previewed {
            differences = List.copyOf(differences);
        }
    }

    /** The plan over the objects as they are now: what harm it does is not judged by what a file says of them. */
    public ChangePlan asItIs(ChangePlan plan) {
        List<PlannedStep> steps = new ArrayList<>();
        Set<Ref> touched = new HashSet<>();
        for (PlannedStep step : plan.steps()) {
            List<ObjectChange> changes = new ArrayList<>();
            for (ObjectChange change : step.changes()) {
                boolean first = touched.add(change.of());
                changes.add(
                        first && change instanceof ObjectChange.Replace r
                                ? writer.now(r.of())
                                        .<ObjectChange>map(now -> new ObjectChange.Replace(now, r.after(), r.words()))
                                        .orElse(r)
                                : change);
            }
            steps.add(new PlannedStep(step.request(), changes, step.notes()));
        }
        return new ChangePlan(steps);
    }

    /** Deployments that the plan takes back to a revision which the cluster still has. Nobody can say so of them in a plan file. */
    public Set<Ref> been(ChangePlan plan) {
        Set<Ref> been = new HashSet<>();
        for (ObjectChange change : plan.changes()) {
            if (change instanceof ObjectChange.Edit e && LiveObjects.kind(e.after()) == ResourceKind.DEPLOYMENT) {
                var pods = Docs.at(e.after(), "spec/template/spec");
                boolean known = revisions(e.of()).stream()
                        .anyMatch(r -> Docs.at(r, "spec/template/spec").equals(pods));
                if (known) {
                    been.add(e.of());
                }
            }
        }
        return been;
    }

    private List<ObjectNode> revisions(Ref deployment) {
        String text = client.raw(ResourceKind.REPLICASET.path(deployment.namespace(), ""));
        return text == null
                ? List.of()
                : Docs.items(Docs.parse(text).path("items")).stream()
                        .filter(r -> Docs.items(Docs.at(r, "metadata/ownerReferences")).stream()
                                .anyMatch(o -> Docs.text(o, "kind").equals("Deployment")
                                        && Docs.text(o, "name").equals(deployment.name())))
                        .toList();
    }

    /** Asks the server for the result of each change. It changes nothing. */
    public List<Previewed> preview(ChangePlan plan) {
        List<Previewed> all = new ArrayList<>();
        Set<String> made = new HashSet<>();
        Set<Ref> touched = new HashSet<>();
        for (ObjectChange change : plan.changes()) {
            // A change that needs an object of the same plan cannot be tried before that exists.
            boolean later = made.contains(change.of().namespace()) || !touched.add(change.of());
            all.add(later ? new Previewed(change, change.differences(), "") : previewed(change));
            if (change instanceof ObjectChange.Make && change.of().kind().equals("Namespace")) {
                made.add(change.of().name());
            }
        }
        return all;
    }

    private Previewed previewed(ObjectChange change) {
        try {
            Optional<ObjectNode> after = writer.dryRun(change);
            List<String> differences = change instanceof ObjectChange.Edit e && after.isPresent()
                    ? new ObjectChange.Edit(
                                    e.before(), ClusterReader.clean(LiveObjects.kind(e.after()), after.get()), "")
                            .differences()
                    : change.differences();
            return new Previewed(
                    change,
                    differences.stream()
                            .filter(d -> !d.contains(" metadata.resourceVersion") && !d.contains(" status"))
                            .toList(),
                    "");
        } catch (KubernetesClientException e) {
            return new Previewed(change, change.differences(), words(e));
        }
    }

    private static String words(KubernetesClientException e) {
        return e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : Kube.reason(e);
    }

    /**
     * Makes the changes in order, and checks after each step whether its goal was reached. It stops at the first change
     * that the server refuses.
     *
     * @param made gets each change that was made, so that it can be undone
     */
    public List<Verification.Seen> carryOut(ChangePlan plan, Duration patience, Consumer<ObjectChange> made)
            throws InterruptedException {
        Dangers.refusal(plan.changes()).ifPresent(r -> {
            throw new IllegalArgumentException(r);
        });
        List<Verification.Seen> seen = new ArrayList<>();
        Verification verification = new Verification(client, clock);
        for (PlannedStep step : plan.steps()) {
            List<ObjectChange> done = new ArrayList<>();
            for (ObjectChange change : step.changes()) {
                try {
                    writer.make(change);
                } catch (KubernetesClientException e) {
                    seen.add(new Verification.Seen(change.of(), false, "was refused: " + words(e), List.of()));
                    return seen;
                }
                done.add(change);
                made.accept(change);
            }
            Set<Ref> looked = new HashSet<>();
            for (ObjectChange change : done.reversed()) {
                if (looked.add(change.of())) {
                    seen.add(verification.after(change, patience));
                }
            }
        }
        return seen;
    }

    /** The changes that take these back, the last one first. Changes that cannot be taken back are left out. */
    public List<ObjectChange> back(List<ObjectChange> made) {
        List<ObjectChange> back = new ArrayList<>();
        for (ObjectChange change : made.reversed()) {
            Optional<ObjectNode> now = writer.now(change.of());
            boolean secret = change.of().kind().equals("Secret");
            String what = change.of().words();
            switch (change) {
                case ObjectChange.Make m -> now.ifPresent(n -> back.add(new ObjectChange.Remove(n, "delete " + what)));
                case ObjectChange.Edit e -> {
                    if (!secret) {
                        now.map(n -> new ObjectChange.Edit(
                                        n, restored(n, e.before()), "give " + what + " back what it had"))
                                .filter(x -> !x.patch().isEmpty())
                                .ifPresent(back::add);
                    }
                }
                case ObjectChange.Replace r ->
                    now.ifPresent(n -> back.add(new ObjectChange.Replace(
                            n, ClusterWriter.bare(r.before()), "make " + what + " as it was")));
                case ObjectChange.Remove r -> {
                    boolean owned =
                            !Docs.at(r.before(), "metadata/ownerReferences").isEmpty();
                    if (now.isEmpty() && !secret && !owned && LiveObjects.kind(r.before()) != ResourceKind.NAMESPACE) {
                        back.add(new ObjectChange.Make(ClusterWriter.bare(r.before()), "make " + what + " again"));
                    }
                }
            }
        }
        return back;
    }

    /** The object with its earlier content, except the fields that the server keeps. */
    private static ObjectNode restored(ObjectNode now, ObjectNode before) {
        ObjectNode after = now.deepCopy();
        for (String field : List.copyOf(after.propertyNames())) {
            if (!field.equals("metadata") && !field.equals("status")) {
                after.remove(field);
            }
        }
        before.properties().forEach(e -> {
            if (!e.getKey().equals("metadata") && !e.getKey().equals("status")) {
                after.set(e.getKey(), e.getValue());
            }
        });
        for (String field : List.of("labels", "annotations")) {
            ObjectNode metadata = Docs.in(after, "metadata");
            if (before.path("metadata").has(field)) {
                metadata.set(field, before.path("metadata").path(field));
            } else {
                metadata.remove(field);
            }
        }
        ObjectNode annotations = Docs.in(after, "metadata/annotations");
        var revision = now.path("metadata").path("annotations").path("deployment.kubernetes.io/revision");
        if (!revision.isMissingNode()) {
            annotations.set("deployment.kubernetes.io/revision", revision);
        }
        if (annotations.isEmpty() && !now.path("metadata").has("annotations")) {
            Docs.in(after, "metadata").remove("annotations");
        }
        return after;
    }
}
