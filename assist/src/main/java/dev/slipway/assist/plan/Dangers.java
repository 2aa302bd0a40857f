package dev.slipway.assist.plan;

import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges the harm of changes from the changes themselves, whoever planned them. Pure. */
public final class Dangers {
    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");
    private static final Set<String> EVERYBODY =
            Set.of("system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts");
    private static final int MANY = 3;
    /** A name as the API takes it; roles have colons in theirs. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?");

    private static final Set<String> STRONG = Set.of("cluster-admin", "admin", "edit", "system:masters");
    private static final Set<String> ESCALATES = Set.of("escalate", "bind", "impersonate");
    private static final Set<String> CAPABLE = Set.of(
            "ALL",
            "SYS_ADMIN",
            "SYS_PTRACE",
            "SYS_MODULE",
            "SYS_RAWIO",
            "NET_ADMIN",
            "NET_RAW",
            "DAC_READ_SEARCH",
            "DAC_OVERRIDE",
            "BPF",
            "SYS_BOOT");

    private Dangers() {}

    /** Reasons why consent has to be given in capital letters. */
    static List<String> harms(List<ObjectChange> changes, Set<Ref> been) {
        List<String> harms = new ArrayList<>();
        long removed = changes.stream()
                .filter(c -> c instanceof ObjectChange.Remove)
                .filter(c -> !c.of().kind().equals("Pod"))
                .count();
        if (removed > MANY) {
            harms.add("it deletes " + removed + " objects");
        }
        for (ObjectChange change : changes) {
            harm(change, been.contains(change.of())).ifPresent(harms::add);
        }
        return harms.stream().distinct().toList();
    }

    private static Optional<String> harm(ObjectChange change, boolean been) {
        String what = change.of().text();
        if (SYSTEM.contains(change.of().namespace())) {
            return Optional.of(what + " in " + change.of().namespace() + " is a part of the cluster itself");
        }
        return switch (change) {
            case ObjectChange.Remove r -> removal(r, what);
            case ObjectChange.Make m -> opening(m.object(), Docs.nothing(), what);
            case ObjectChange.Edit e ->
                been
                        ? opening(e.after(), e.before(), what)
                        : taken(e.before(), e.after(), what).or(() -> opening(e.after(), e.before(), what));
            case ObjectChange.Replace r ->
                r.of().kind().startsWith("PersistentVolume")
                                && Docs.text(r.before(), "status/phase").equals("Bound")
                        ? Optional.of("the data of " + what + " is lost")
                        : taken(r.before(), r.after(), what).or(() -> opening(r.after(), r.before(), what));
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

    /** A protection that the change would remove. */
    private static Optional<String> taken(ObjectNode before, ObjectNode after, String what) {
        for (JsonNode finalizer : Docs.at(before, "metadata/finalizers")) {
            if (!has(Docs.at(after, "metadata/finalizers"), finalizer.asString(""))) {
                return Optional.of(
                        what + " loses " + finalizer.asString("") + ", which keeps it from being deleted at once");
            }
        }
        String at = LiveObjects.kind(before).podSpec();
        return at.isEmpty() ? guard(before, after, what) : ofPods(before, after, at, what);
    }

    /** An object that guards others. */
    private static Optional<String> guard(ObjectNode before, ObjectNode after, String what) {
        return switch (LiveObjects.kind(before)) {
            case NETWORKPOLICY ->
                before.path("spec").equals(after.path("spec"))
                        ? Optional.empty()
                        : Optional.of(what + " lets others pass than before");
            case QUOTA -> lost(before, after, "spec/hard", what + " no longer bounds ");
            case LIMITRANGE ->
                Docs.items(Docs.at(after, "spec/limits")).size()
                                < Docs.items(Docs.at(before, "spec/limits")).size()
                        ? Optional.of(what + " bounds less than before")
                        : Optional.empty();
            case PDB ->
                before.path("spec").equals(after.path("spec"))
                                || !Docs.at(after, "spec/minAvailable")
                                        .asString("")
                                        .matches("0%?")
                        ? Optional.empty()
                        : Optional.of(what + " protects nothing any more");
            case SECRET -> lost(before, after, "data", "nothing keeps the value of ");
            case NAMESPACE -> {
                for (var label : LiveObjects.labels(before).entrySet()) {
                    if (label.getKey().startsWith("pod-security.kubernetes.io/")
                            && !label.getValue()
                                    .equals(LiveObjects.labels(after).get(label.getKey()))) {
                        yield Optional.of(what + " loses its pod security (" + label.getKey() + ")");
                    }
                }
                yield Optional.empty();
            }
            case PV ->
                Docs.text(after, "spec/persistentVolumeReclaimPolicy").equals("Delete")
                                && !Docs.text(before, "spec/persistentVolumeReclaimPolicy")
                                        .equals("Delete")
                        ? Optional.of("the data of " + what + " goes with its claim")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> lost(ObjectNode before, ObjectNode after, String path, String words) {
        for (String key : Docs.texts(Docs.at(before, path)).keySet()) {
            if (!Docs.texts(Docs.at(after, path)).containsKey(key)) {
                return Optional.of(words + key);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofPods(ObjectNode before, ObjectNode after, String at, String what) {
        if (Docs.text(after, "spec/persistentVolumeClaimRetentionPolicy").contains("Delete")
                && !Docs.text(before, "spec/persistentVolumeClaimRetentionPolicy")
                        .contains("Delete")) {
            return Optional.of("the data of " + what + " goes with it");
        }
        for (ObjectNode container : Docs.items(Docs.at(before, at + "/containers"))) {
            ObjectNode now = Docs.items(Docs.at(after, at + "/containers")).stream()
                    .filter(c -> c.path("name").equals(container.path("name")))
                    .findFirst()
                    .orElseGet(Docs::nothing);
            for (String guard : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
                if (container.has(guard)
                        && (!now.has(guard) || asksNothing(now.path(guard)) && !asksNothing(container.path(guard)))) {
                    return Optional.of(what + " loses its " + guard);
                }
            }
            for (String limit :
                    Docs.texts(Docs.at(container, "resources/limits")).keySet()) {
                if (!Docs.texts(Docs.at(now, "resources/limits")).containsKey(limit)) {
                    return Optional.of(what + " loses its limits (" + limit + ")");
                }
            }
        }
        return Optional.empty();
    }

    /** A probe that is there to be green. */
    private static boolean asksNothing(JsonNode probe) {
        String command = Docs.at(probe, "exec/command").toString();
        return probe.isEmpty()
                || command.matches("\\[\"(?:[/a-z]*/)?(?:true|:|echo)\".*")
                || command.matches(
                        "\\[\"(?:[/a-z]*/)?(?:ba|da)?sh\",\"-c\",\"\\s*(?:true|:|exit 0|echo[^;&|]*)\\s*\"\\]");
    }

    private static Optional<String> opening(ObjectNode after, ObjectNode before, String what) {
        ResourceKind kind = LiveObjects.kind(after);
        if (kind == ResourceKind.ROLEBINDING || kind == ResourceKind.CLUSTERROLEBINDING) {
            boolean more = !after.path("subjects").equals(before.path("subjects"));
            String role = Docs.text(after, "roleRef/name");
            boolean strong =
                    role.equals("cluster-admin") || kind == ResourceKind.CLUSTERROLEBINDING && STRONG.contains(role);
            return more && strong ? Optional.of(what + " lets its subjects do anything") : Optional.empty();
        }
        if (kind == ResourceKind.ROLE || kind == ResourceKind.CLUSTERROLE) {
            return Docs.items(after.path("rules")).stream()
                    .filter(r -> !Docs.items(before.path("rules")).contains(r))
                    .flatMap(r -> allowed(r, kind).stream())
                    .findFirst()
                    .map(a -> what + " allows " + a);
        }
        if (kind == ResourceKind.SERVICE
                && !Docs.at(after, "spec/externalIPs").isEmpty()
                && !Docs.at(after, "spec/externalIPs").equals(Docs.at(before, "spec/externalIPs"))) {
            return Optional.of(what + " takes over addresses (externalIPs)");
        }
        if (kind == ResourceKind.PRIORITYCLASS && after.path("globalDefault").asBoolean(false)) {
            return Optional.of(what + " changes the order of every pod of the cluster");
        }
        if (kind == ResourceKind.NAMESPACE
                && LiveObjects.labels(after)
                        .getOrDefault("pod-security.kubernetes.io/enforce", "")
                        .equals("privileged")
                && !LiveObjects.labels(before)
                        .getOrDefault("pod-security.kubernetes.io/enforce", "")
                        .equals("privileged")) {
            return Optional.of(what + " allows pods anything on their node");
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
        for (ObjectNode volume : Docs.items(pod.path("volumes"))) {
            if (volume.has("hostPath") && !Docs.items(was.path("volumes")).contains(volume)) {
                return Optional.of(what + " reaches into its node's files (hostPath)");
            }
        }
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            for (ObjectNode container : Docs.items(pod.path(list))) {
                ObjectNode old = Docs.items(was.path(list)).stream()
                        .filter(c -> c.path("name").equals(container.path("name")))
                        .findFirst()
                        .orElseGet(Docs::nothing);
                Optional<String> opened = opened(container, old);
                if (opened.isPresent()) {
                    return opened.map(o -> what + " " + o);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> opened(ObjectNode container, ObjectNode was) {
        JsonNode now = container.path("securityContext");
        JsonNode old = was.path("securityContext");
        if (now.path("privileged").asBoolean(false) && !old.path("privileged").asBoolean(false)) {
            return Optional.of("is privileged: it can do on its node what root can");
        }
        for (JsonNode capability : Docs.at(now, "capabilities/add")) {
            String name = capability.asString("").toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
            if (CAPABLE.contains(name) && !has(Docs.at(old, "capabilities/add"), capability.asString(""))) {
                return Optional.of("gets the capability " + name + " of its node");
            }
        }
        if (now.path("procMount").asString("").equals("Unmasked") && !old.equals(now)) {
            return Optional.of("sees its node's /proc");
        }
        for (String profile : List.of("seccompProfile", "appArmorProfile")) {
            if (Docs.text(now, profile + "/type").equals("Unconfined")
                    && !old.path(profile).equals(now.path(profile))) {
                return Optional.of("goes without " + profile);
            }
        }
        for (ObjectNode port : Docs.items(container.path("ports"))) {
            if (port.path("hostPort").asInt(0) > 0
                    && !Docs.items(was.path("ports")).contains(port)) {
                return Optional.of("takes a port of its node (hostPort "
                        + port.path("hostPort").asInt(0) + ")");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> allowed(ObjectNode rule, ResourceKind kind) {
        JsonNode verbs = rule.path("verbs");
        JsonNode resources = rule.path("resources");
        boolean anything = has(verbs, "*");
        boolean everything = has(resources, "*");
        if (anything && everything) {
            return Optional.of("anything");
        }
        for (String verb : ESCALATES) {
            if (has(verbs, verb)) {
                return Optional.of("to become more than it is (" + verb + ")");
            }
        }
        boolean writes = anything || has(verbs, "create") || has(verbs, "update") || has(verbs, "patch");
        boolean reads = anything || has(verbs, "get") || has(verbs, "list") || has(verbs, "watch");
        if (writes && (has(resources, "pods/exec") || has(resources, "pods/attach") || has(resources, "nodes/proxy"))) {
            return Optional.of("to run commands in pods");
        }
        if (writes
                && (everything
                        || List.of("roles", "rolebindings", "clusterroles", "clusterrolebindings").stream()
                                .anyMatch(r -> has(resources, r)))) {
            return Optional.of("to give rights to others");
        }
        return kind == ResourceKind.CLUSTERROLE && reads && (everything || has(resources, "secrets"))
                ? Optional.of("to read the Secrets of the whole cluster")
                : Optional.empty();
    }

    private static boolean has(JsonNode list, String text) {
        for (JsonNode item : list) {
            if (item.asString("").equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Why changes are not made at all, even with consent. */
    public static Optional<String> refusal(List<ObjectChange> changes) {
        for (ObjectChange change : changes) {
            String kind = change.of().kind();
            if (!NAME.matcher(change.of().name()).matches()
                    || !change.of().namespace().isEmpty()
                            && !NAME.matcher(change.of().namespace()).matches()) {
                return Optional.of("'" + change.of().name() + "' is no name of an object");
            }
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
            ObjectNode after = switch (change) {
                case ObjectChange.Make m -> m.object();
                case ObjectChange.Edit e -> e.after();
                case ObjectChange.Replace r -> r.after();
                case ObjectChange.Remove ignored -> Docs.nothing();
            };
            if (kind.endsWith("RoleBinding")) {
                for (ObjectNode subject : Docs.items(after.path("subjects"))) {
                    if (EVERYBODY.contains(Docs.text(subject, "name"))) {
                        return Optional.of("it would let everybody in (" + Docs.text(subject, "name") + ")");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
