package dev.slipway.assist.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What changes can do to what is there, judged from the changes themselves, whoever planned them. Pure. */
public final class Dangers {
    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");
    private static final Set<String> EVERYBODY =
            Set.of("system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts");
    private static final int MANY = 3;

    private Dangers() {}

    /** Why consent has to be given in capital letters. */
    static List<String> harms(List<ObjectChange> changes) {
        List<String> harms = new ArrayList<>();
        long removed = changes.stream()
                .filter(c -> c instanceof ObjectChange.Remove)
                .filter(c -> !c.of().kind().equals("Pod"))
                .count();
        if (removed > MANY) {
            harms.add("it deletes " + removed + " objects");
        }
        for (ObjectChange change : changes) {
            harm(change).ifPresent(harms::add);
        }
        return harms.stream().distinct().toList();
    }

    private static Optional<String> harm(ObjectChange change) {
        String what = change.of().text();
        if (SYSTEM.contains(change.of().namespace())) {
            return Optional.of(what + " in " + change.of().namespace() + " is a part of the cluster itself");
        }
        return switch (change) {
            case ObjectChange.Remove r -> removal(r, what);
            case ObjectChange.Make m -> opening(m.object(), Docs.nothing(), what);
            case ObjectChange.Edit e ->
                taken(e.before(), e.after(), what).or(() -> opening(e.after(), e.before(), what));
            case ObjectChange.Replace r ->
                r.of().kind().equals("PersistentVolumeClaim")
                                && Docs.text(r.before(), "status/phase").equals("Bound")
                        ? Optional.of("the data of " + what + " is lost")
                        : opening(r.after(), r.before(), what);
        };
    }

    private static Optional<String> removal(ObjectChange.Remove r, String what) {
        return switch (r.of().kind()) {
            case "Namespace" -> Optional.of("all that is in the namespace " + r.of().name() + " goes with it");
            case "PersistentVolumeClaim", "PersistentVolume" -> Optional.of("the data of " + what + " may be lost");
            case "Secret" -> Optional.of("the values of " + what + " are kept nowhere else");
            case "NetworkPolicy" -> Optional.of("without " + what + " its pods are open to more than before");
            case "ResourceQuota", "LimitRange" ->
                Optional.of("without " + what + " nothing bounds what the namespace takes");
            case "StorageClass", "ClusterRole", "ClusterRoleBinding", "IngressClass", "PriorityClass" ->
                Optional.of(what + " belongs to the whole cluster");
            default -> Optional.empty();
        };
    }

    /** What stood guard, and would be gone. */
    private static Optional<String> taken(ObjectNode before, ObjectNode after, String what) {
        String at = LiveObjects.kind(before).podSpec();
        if (at.isEmpty()) {
            return Optional.empty();
        }
        for (ObjectNode container : Docs.items(Docs.at(before, at + "/containers"))) {
            ObjectNode now = Docs.items(Docs.at(after, at + "/containers")).stream()
                    .filter(c -> c.path("name").equals(container.path("name")))
                    .findFirst()
                    .orElseGet(Docs::nothing);
            for (String guard : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
                if (container.has(guard) && !now.has(guard)) {
                    return Optional.of(what + " loses its " + guard);
                }
            }
            if (!Docs.at(container, "resources/limits").isEmpty()
                    && Docs.at(now, "resources/limits").isEmpty()) {
                return Optional.of(what + " loses its limits");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> opening(ObjectNode after, ObjectNode before, String what) {
        ResourceKind kind = LiveObjects.kind(after);
        if (kind == ResourceKind.ROLEBINDING || kind == ResourceKind.CLUSTERROLEBINDING) {
            return Docs.text(after, "roleRef/name").equals("cluster-admin")
                    ? Optional.of(what + " lets its subjects do anything")
                    : Optional.empty();
        }
        if (kind == ResourceKind.ROLE || kind == ResourceKind.CLUSTERROLE) {
            boolean all = Docs.items(after.path("rules")).stream()
                    .anyMatch(r -> has(r.path("verbs"), "*") && has(r.path("resources"), "*"));
            return all ? Optional.of(what + " allows anything") : Optional.empty();
        }
        if (kind == ResourceKind.NODE && Docs.text(after, "spec/taints").contains("NoExecute")) {
            return Optional.of("a taint NoExecute ends the pods of " + what);
        }
        if (kind.podSpec().isEmpty()) {
            return Optional.empty();
        }
        JsonNode pod = Docs.at(after, kind.podSpec());
        JsonNode was = Docs.at(before, kind.podSpec());
        for (String open : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.path(open).asBoolean(false) && !was.path(open).asBoolean(false)) {
                return Optional.of(what + " shares the node's own (" + open + ")");
            }
        }
        boolean privileged = privileged(pod) && !privileged(was);
        if (privileged) {
            return Optional.of(what + " is privileged: it can do on its node what root can");
        }
        return pod.path("volumes").toString().contains("\"hostPath\"")
                        && !was.path("volumes").toString().contains("\"hostPath\"")
                ? Optional.of(what + " reaches into its node's files (hostPath)")
                : Optional.empty();
    }

    private static boolean privileged(JsonNode pod) {
        return Docs.items(pod.path("containers")).stream()
                .anyMatch(c -> Docs.at(c, "securityContext/privileged").asBoolean(false));
    }

    private static boolean has(JsonNode list, String text) {
        for (JsonNode item : list) {
            if (item.asString("").equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Why changes are not made at all, whatever anybody consents to. */
    public static Optional<String> refusal(List<ObjectChange> changes) {
        for (ObjectChange change : changes) {
            String kind = change.of().kind();
            boolean removal = change instanceof ObjectChange.Remove;
            if (removal
                    && kind.equals("Namespace")
                    && (SYSTEM.contains(change.of().name())
                            || change.of().name().equals("default"))) {
                return Optional.of("the namespace " + change.of().name() + " is a part of the cluster");
            }
            if (removal && SYSTEM.contains(change.of().namespace()) && !kind.equals("Pod")) {
                return Optional.of(change.of().text() + " in " + change.of().namespace() + " is a part of the cluster");
            }
            if (removal && kind.equals("Node")) {
                return Optional.of(
                        "a node goes by the tool that made it (./slipway cluster delete), not by its object");
            }
            if (change instanceof ObjectChange.Make m && kind.endsWith("RoleBinding")) {
                for (ObjectNode subject : Docs.items(m.object().path("subjects"))) {
                    if (EVERYBODY.contains(Docs.text(subject, "name"))) {
                        return Optional.of("it would let everybody in (" + Docs.text(subject, "name") + ")");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
