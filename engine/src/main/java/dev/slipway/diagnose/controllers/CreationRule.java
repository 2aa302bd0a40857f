package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API server refuses to make a workload's pods. */
public final class CreationRule implements Rule {
    private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"([^\"]+)\" not found");
    private static final Pattern WEBHOOK = Pattern.compile("failed calling webhook \"([^\"]+)\"");
    private static final Pattern DENIED = Pattern.compile("admission webhook \"([^\"]+)\" denied the request:? ?(.*)");
    private static final Pattern CLASS =
            Pattern.compile("no PriorityClass with name (\\S+) was found|RuntimeClass \"([^\"]+)\" not found");
    private static final Pattern SPECIFY = Pattern.compile("must specify ([\\w.,-]+)");
    private static final Pattern RANGE = Pattern.compile(
            "(?:maximum|minimum) \\S+ usage per (?:Container|Pod) is [^.]*|max limit to request ratio[^.]*");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        makers(snapshot)
                .forEach(maker -> snapshot.lastEvent(maker, "FailedCreate")
                        .map(e -> cause(snapshot, maker, e))
                        .ifPresent(causes::add));
        return causes;
    }

    private static Stream<HasMetadata> makers(Snapshot snapshot) {
        return Stream.of(
                        snapshot.replicaSets().stream()
                                .filter(snapshot::isCurrent)
                                .filter(s -> lacks(
                                        s.getSpec() == null ? null : s.getSpec().getReplicas(),
                                        s.getStatus() == null
                                                ? null
                                                : s.getStatus().getReplicas())),
                        snapshot.statefulSets().stream()
                                .filter(s -> lacks(
                                        s.getSpec().getReplicas(),
                                        s.getStatus() == null
                                                ? null
                                                : s.getStatus().getReplicas())),
                        snapshot.all(DaemonSet.class).stream()
                                .filter(s -> s.getStatus() != null
                                        && lacks(
                                                s.getStatus().getDesiredNumberScheduled(),
                                                s.getStatus().getCurrentNumberScheduled())),
                        snapshot.all(Job.class).stream()
                                .filter(j -> j.getStatus() == null
                                        || (lacks(1, j.getStatus().getActive())
                                                && lacks(1, j.getStatus().getSucceeded()))))
                .flatMap(s -> s);
    }

    private static boolean lacks(@Nullable Integer wanted, @Nullable Integer made) {
        return (made == null ? 0 : made) < (wanted == null ? 0 : wanted);
    }

    private static Cause cause(Snapshot snapshot, HasMetadata maker, Event event) {
        String owner = Snapshot.owner(maker, "Deployment");
        Ref changed =
                owner.isEmpty() ? Ref.of(maker) : new Ref("apps/v1", "Deployment", PodFacts.namespace(maker), owner);
        String service = changed.name();
        String message = Events.message(event);
        Cause.Draft draft = Cause.of(id(message), Ref.of(maker))
                .service(service)
                .why(message)
                .evidence(Events.line(event));
        return switch (id(message)) {
            case "SLIP-466" -> quota(snapshot, maker, draft, service, event);
            case "SLIP-467" ->
                draft.summary("Pod Security refuses the pods of " + service + ".")
                        .fix("change the pod template of "
                                + (Snapshot.slipway(maker) ? service + " in slipway/chart" : changed.text())
                                + " to what the message asks for");
            case "SLIP-651" -> account(snapshot, draft, changed, first(ACCOUNT, message));
            case "SLIP-652" ->
                draft.root("webhook " + first(WEBHOOK, message))
                        .permanent(Events.count(event) >= 3)
                        .summary("A webhook has to admit the pods of " + service + ", and does not answer.")
                        .fix("let the webhook " + first(WEBHOOK, message)
                                + " answer: kubectl get"
                                + " validatingwebhookconfigurations,mutatingwebhookconfigurations names its"
                                + " Service");
            case "SLIP-665" ->
                draft.root("webhook " + first(DENIED, message))
                        .summary("The webhook " + first(DENIED, message) + " refuses the pods of " + service + ".")
                        .fix("change the pod template of " + changed.text() + " to what the message asks for");
            case "SLIP-662" -> range(draft, changed, service, message);
            case "SLIP-664" ->
                draft.summary("The pods of " + service + " name a class that does not exist.")
                        .fix("kubectl get priorityclass,runtimeclass   (mend the name in " + changed.text() + ")");
            case "SLIP-666" ->
                draft.root("SLIP-666 of " + changed.text())
                        .summary("The namespace's quota requires requests or limits of " + service
                                + ", and its pods have none.")
                        .fix(specified(snapshot, changed, first(SPECIFY, message)));
            default ->
                draft.permanent(Events.count(event) >= 3)
                        .summary("The API server refuses the pods of " + service + ".")
                        .fix("kubectl describe " + maker.getKind().toLowerCase(Locale.ROOT) + " -n "
                                + PodFacts.namespace(maker) + " "
                                + maker.getMetadata().getName());
        };
    }

    private static String id(String message) {
        return message.contains("exceeded quota")
                ? "SLIP-466"
                : SPECIFY.matcher(message).find()
                        ? "SLIP-666"
                        : message.contains("violates PodSecurity")
                                ? "SLIP-467"
                                : ACCOUNT.matcher(message).find()
                                        ? "SLIP-651"
                                        : WEBHOOK.matcher(message).find()
                                                ? "SLIP-652"
                                                : DENIED.matcher(message).find()
                                                        ? "SLIP-665"
                                                        : RANGE.matcher(message).find()
                                                                ? "SLIP-662"
                                                                : CLASS.matcher(message)
                                                                                .find()
                                                                        ? "SLIP-664"
                                                                        : "SLIP-473";
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(matcher.groupCount() == 0 ? 0 : 1) : "";
    }

    private static Cause quota(Snapshot snapshot, HasMetadata maker, Cause.Draft draft, String service, Event event) {
        List<String> evidence = new ArrayList<>(List.of(Events.line(event)));
        snapshot.quotas()
                .forEach(q -> evidence.add("quota " + q.getMetadata().getName() + ": used "
                        + (q.getStatus() == null ? "unknown" : q.getStatus().getUsed()) + " of "
                        + (q.getSpec() == null ? "unknown" : q.getSpec().getHard())));
        return draft.root("ResourceQuota " + PodFacts.namespace(maker))
                .summary("The namespace's quota allows no further pod of " + service + ".")
                .evidence(evidence)
                .fix("kubectl describe quota -n " + PodFacts.namespace(maker) + "   (raise it, or "
                        + (Snapshot.slipway(maker)
                                ? "lower services." + service + ".resources in slipway.yaml)"
                                : "lower requests, limits or replicas)"));
    }

    private static Cause account(Snapshot snapshot, Cause.Draft draft, Ref changed, String name) {
        Ref account = new Ref("v1", "ServiceAccount", changed.namespace(), name);
        return draft.root(account.text())
                .summary(
                        "The pods of " + changed.name() + " run as the ServiceAccount " + name + ", and there is none.")
                .why("the pod template names it" + NearestName.phrase(name, snapshot.names(ServiceAccount.class)))
                .fix(Fix.create(
                        account,
                        """
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: %s, namespace: %s}
                        """.formatted(name, changed.namespace()),
                        "kubectl create serviceaccount -n " + changed.namespace() + " " + name));
    }

    private static Cause range(Cause.Draft draft, Ref changed, String service, String message) {
        return draft.summary("The namespace's LimitRange refuses the pods of " + service + ".")
                .why(first(RANGE, message))
                .fix("set resources of " + changed.text()
                        + " within what the range allows: kubectl describe limitrange -n " + changed.namespace());
    }

    /** Proposes small requests and limits, which a person will want to check. */
    private static Fix specified(Snapshot snapshot, Ref changed, String names) {
        Map<String, String> requests = new HashMap<>();
        Map<String, String> limits = new HashMap<>();
        for (String name : names.split(",")) {
            String resource = name.replaceFirst("^(requests|limits)\\.", "");
            String amount = resource.equals("cpu") ? "100m" : "128Mi";
            (name.startsWith("limits.") ? limits : requests).put(resource, amount);
        }
        return snapshot.workloads().stream()
                .filter(w -> w.ref().kind().equals(changed.kind()) && w.name().equals(changed.name()))
                .flatMap(w -> w.spec().getContainers().stream())
                .findFirst()
                .<Fix>map(c -> Fix.setResources(changed, c.getName(), requests, limits))
                .orElseGet(() -> new Fix.Advice("set " + names + " for each container of " + changed.text()));
    }
}
