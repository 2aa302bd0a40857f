package dev.slipway.assist.alter;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.slot.PodWords;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Deletes objects that are named. */
public final class DeleteIntent implements Intent {
    private static final List<ResourceKind> ANY = List.of(
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.JOB,
            ResourceKind.CRONJOB,
            ResourceKind.POD,
            ResourceKind.SERVICE,
            ResourceKind.INGRESS,
            ResourceKind.CONFIGMAP,
            ResourceKind.SECRET,
            ResourceKind.PVC,
            ResourceKind.PV,
            ResourceKind.HPA,
            ResourceKind.PDB,
            ResourceKind.NETWORKPOLICY,
            ResourceKind.QUOTA,
            ResourceKind.LIMITRANGE,
            ResourceKind.ROLE,
            ResourceKind.ROLEBINDING,
            ResourceKind.CLUSTERROLE,
            ResourceKind.CLUSTERROLEBINDING,
            ResourceKind.SERVICEACCOUNT,
            ResourceKind.NAMESPACE,
            ResourceKind.STORAGECLASS,
            ResourceKind.PRIORITYCLASS,
            ResourceKind.REPLICASET,
            ResourceKind.NODE);

    @Override
    public Optional<Reply> read(Scope scope) {
        if (!scope.asks(Verb.DELETE)) {
            return Optional.empty();
        }
        if (scope.says(
                        "\\b(?:env|label|annotation|probe|limits?|taint|toleration|key|container|port|variable|mount)\\b")
                && !scope.says("\\bpods? with (?:the )?label|\\blabel(?:led)? \\S+=")) {
            return Optional.of(part(scope));
        }
        if (ofAnObject(scope)) {
            return Optional.of(part(scope));
        }
        if (scope.says("\\b(?:everything|all (?:the )?(?:objects|resources|namespaces))\\b")
                && scope.named().isEmpty()) {
            return Optional.of(new Reply.Refused(
                    "everything of a cluster is deleted by no sentence. Name the namespace and the objects"));
        }
        if (scope.says("\\b(?:everything|all (?:the )?(?:objects|resources))\\b")) {
            List<ObjectChange> all = new ArrayList<>();
            for (ResourceKind kind : ANY) {
                if (kind.namespaced()) {
                    scope.objects().all(kind, scope.space()).stream()
                            .filter(o -> Docs.at(o, "metadata/ownerReferences").isEmpty())
                            .filter(o -> !LiveObjects.name(o).equals("kube-root-ca.crt")
                                    && !(kind == ResourceKind.SERVICEACCOUNT
                                            && LiveObjects.name(o).equals("default")))
                            .forEach(o -> all.add(removal(o)));
                }
            }
            return Optional.of(new Reply.Changes(all, List.of()));
        }
        if (scope.says("\\bclean ?up\\b.*\\bnamespace \\S+$|\\bclean ?up\\b.*\\bnamespace$")) {
            return Optional.of(new Reply.Question("What of it is to go? For example: delete everything in namespace "
                    + scope.space() + ", or delete the namespace " + scope.space()));
        }
        Optional<ResourceKind> said = scope.first(ANY.stream()
                .filter(k -> k != ResourceKind.NAMESPACE || namesOne(scope))
                .toList());
        if (scope.says(
                        "\\b(?:failed|completed|succeeded|finished|evicted|crashing|crashed|unhealthy|terminated|stopped|failing|done|old)\\b")
                && said.isPresent()
                && (said.get() == ResourceKind.POD || said.get() == ResourceKind.JOB)) {
            return Optional.of(ended(scope, said.get()));
        }
        Map<String, String> labels = Pairs.behind(scope.phrase(), "labell?(?:s|ed)?|pods? with|-l");
        if (!labels.isEmpty() && said.isPresent()) {
            List<ObjectChange> changes = scope.objects().all(said.get(), scope.space()).stream()
                    .filter(o -> LiveObjects.labels(o).entrySet().containsAll(labels.entrySet()))
                    .map(DeleteIntent::removal)
                    .toList();
            return Optional.of(
                    changes.isEmpty()
                            ? Reply.Told.of("Nothing has the labels " + labels + " in " + scope.space() + ".")
                            : new Reply.Changes(changes, List.of()));
        }
        List<ObjectNode> each = each(scope);
        if (each.size() > 1) {
            return Optional.of(new Reply.Changes(
                    each.stream().map(DeleteIntent::removal).toList(),
                    each.stream().flatMap(o -> uses(scope, o).stream()).toList()));
        }
        Among.Either among = Among.of(scope, said.map(List::of).orElse(ANY));
        if (among.otherwise().isPresent()) {
            return among.otherwise();
        }
        Optional<ObjectNode> guessed = scope.says("\\b(?:it|its|them|these|those|this|that|all|every|each)\\b")
                ? Optional.empty()
                : among.objects().stream()
                        .filter(o -> !scope.names(LiveObjects.name(o)))
                        .findFirst();
        if (guessed.isPresent()) {
            // A name that is only similar is good enough to change something, and not to delete it.
            return Optional.of(new Reply.Question(
                    "Is " + LiveObjects.ref(guessed.get()).words() + " to be deleted? Then say its whole name: delete "
                            + LiveObjects.ref(guessed.get()).text().replace('/', ' ')));
        }
        List<String> notes = new ArrayList<>();
        for (ObjectNode object : among.objects()) {
            uses(scope, object).forEach(u -> notes.add(u));
        }
        return Optional.of(new Reply.Changes(
                among.objects().stream().map(DeleteIntent::removal).toList(), notes));
    }

    /** "drop all capabilities in api": what is to go stands before the object, which stays. */
    private static boolean ofAnObject(Scope scope) {
        Matcher m = Pattern.compile(
                        "^.*?\\b(?:take (?:away|off)?|delete|remove|destroy|drop|tear down|get rid of|uninstall|clean ?up|kill|terminate|purge|wipe|erase) "
                                + "(?<head>.*?) (?:from|in|of|on|off|out of|at|inside|within) (?<rest>.*)$",
                        Pattern.CASE_INSENSITIVE)
                .matcher(scope.phrase().text());
        if (!m.matches()) {
            return false;
        }
        Phrase head = scope.phrase().of(m.group("head"));
        boolean kind =
                ANY.stream().anyMatch(k -> k.mention().matcher(head.text()).find())
                        || head.says(
                                "\\b(?:it|them|that|this|these|those|everything|all|app|apps|application|applications|workloads?|stuff|resources?|objects?)$");
        return !kind
                && ObjectSearch.of(scope, ANY).in(head).named().isEmpty()
                && !ObjectSearch.of(scope, ANY)
                        .in(scope.phrase().of(m.group("rest")))
                        .named()
                        .isEmpty();
    }

    /** "the claim uploads and the secret db": one of each part, if every part names one. */
    private static List<ObjectNode> each(Scope scope) {
        List<ObjectNode> each = new ArrayList<>();
        for (String piece : scope.phrase().text().split(" and | , ")) {
            Phrase part = scope.phrase().of(piece);
            Optional<ResourceKind> kind =
                    ANY.stream().filter(k -> k.mention().matcher(piece).find()).findFirst();
            List<ObjectNode> named =
                    kind.map(k -> ObjectSearch.of(scope, k).in(part).named()).orElse(List.of());
            if (named.size() != 1) {
                return List.of();
            }
            each.add(named.getFirst());
        }
        return each;
    }

    private static boolean namesOne(Scope scope) {
        return scope.says("^\\S+(?: \\S+){0,2}? (?:the )?(?:\\S+ )?namespaces?\\b(?: \\S+)*$")
                && !scope.says("\\b(?:in|from|of) (?:the )?(?:\\S+ )?namespace\\b");
    }

    private static ObjectChange removal(ObjectNode object) {
        return new ObjectChange.Remove(
                object, "delete " + LiveObjects.ref(object).words());
    }

    private static Reply ended(Scope scope, ResourceKind kind) {
        boolean failed = scope.says("\\b(?:failed|evicted|crashing|crashed|unhealthy|failing)\\b");
        boolean done = scope.says("\\b(?:completed|succeeded|finished|done|terminated|stopped)\\b");
        List<ObjectChange> changes = scope.objects().all(kind, scope.space()).stream()
                .filter(o -> switch (kind) {
                    case POD -> {
                        String phase = Docs.text(o, "status/phase");
                        boolean crashes = o.path("status").toString().contains("CrashLoopBackOff");
                        yield (failed && (phase.equals("Failed") || (crashes && scope.says("crash|unhealthy|failing"))))
                                || (done && phase.equals("Succeeded"));
                    }
                    default ->
                        (failed && Docs.number(o, "status/failed", 0) > 0 && Docs.number(o, "status/active", 0) == 0)
                                || (done
                                        && Docs.number(o, "status/succeeded", 0) > 0
                                        && Docs.number(o, "status/active", 0) == 0);
                })
                .map(DeleteIntent::removal)
                .toList();
        return changes.isEmpty()
                ? Reply.Told.of("There is none of these in namespace " + scope.space() + ".")
                : new Reply.Changes(changes, List.of());
    }

    /** Objects that use it and would fail without it. */
    private static List<String> uses(Scope scope, ObjectNode object) {
        List<String> uses = new ArrayList<>();
        String name = LiveObjects.name(object);
        String space = LiveObjects.namespace(object);
        ResourceKind kind = LiveObjects.kind(object);
        if (kind == ResourceKind.CONFIGMAP
                || kind == ResourceKind.SECRET
                || kind == ResourceKind.PVC
                || kind == ResourceKind.SERVICEACCOUNT) {
            for (ResourceKind workload : List.of(
                    ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.DAEMONSET, ResourceKind.CRONJOB)) {
                scope.objects().all(workload, space).stream()
                        .filter(w -> Docs.at(w, workload.podSpec()).toString().contains("\"" + name + "\""))
                        .forEach(w -> uses.add(LiveObjects.ref(w).text() + " uses " + kind + " " + name
                                + ": its next pods cannot start without it"));
            }
        }
        if (kind.workload()) {
            Map<String, String> labels = Docs.texts(Docs.at(object, "spec/selector/matchLabels"));
            scope.objects().all(ResourceKind.SERVICE, space).stream()
                    .filter(s -> !Docs.at(s, "spec/selector").isEmpty()
                            && labels.entrySet()
                                    .containsAll(Docs.texts(Docs.at(s, "spec/selector"))
                                            .entrySet()))
                    .forEach(s -> uses.add("the service " + LiveObjects.name(s) + " leads to it, and stays"));
        }
        if (kind == ResourceKind.NAMESPACE) {
            for (ResourceKind k : List.of(
                    ResourceKind.DEPLOYMENT,
                    ResourceKind.STATEFULSET,
                    ResourceKind.PVC,
                    ResourceKind.SERVICE,
                    ResourceKind.POD)) {
                int count = scope.objects().all(k, name).size();
                if (count > 0) {
                    uses.add(count + " " + k.plural() + " go with it");
                }
            }
        }
        return uses;
    }

    /** A field of an object. */
    private static Reply part(Scope scope) {
        Among.Either among = Among.of(
                scope,
                List.of(
                        ResourceKind.DEPLOYMENT,
                        ResourceKind.STATEFULSET,
                        ResourceKind.DAEMONSET,
                        ResourceKind.SERVICE,
                        ResourceKind.NODE,
                        ResourceKind.POD,
                        ResourceKind.CONFIGMAP,
                        ResourceKind.SECRET,
                        ResourceKind.NAMESPACE));
        Reply reply = among.edit(
                o -> {
                    remove(scope, o);
                    return o;
                },
                o -> "take it out of " + LiveObjects.ref(o).words(),
                "There is nothing of that to take away.");
        return reply instanceof Reply.Told && !scope.says("\\b(?:label|annotation|taint|env|key|probe)s?\\b")
                ? new Reply.Question("What of "
                        + among.objects().stream()
                                .map(o -> LiveObjects.ref(o).words())
                                .findFirst()
                                .orElse("it")
                        + " is to go? It has nothing that is called so.")
                : reply;
    }

    private static void remove(Scope scope, ObjectNode o) {
        String at = LiveObjects.kind(o).podSpec();
        if (o.get("data") instanceof ObjectNode data) {
            // The words before the object's own name may be keys of it.
            for (String word : scope.phrase()
                    .text()
                    .replaceFirst("(?i) (?:from|in|of|out of) .*", "")
                    .split(" ")) {
                data.remove(word);
            }
        }
        if (!at.isEmpty() && scope.says("\\bdrop\\b.{0,20}\\bcapabilit")) {
            Docs.items(Docs.at(o, at + "/containers")).stream().limit(1).forEach(c -> PodWords.fill(c, scope.phrase()));
        }
        List<String> keys = scope.phrase()
                .values("\\b(?:labels?|annotations?|taint|key|env|variable) (?:named |called |key"
                        + " )?(?!from|of|on|in)([\\w./-]+)");
        for (String key : keys) {
            String plain = key.replaceFirst("[=:].*", "");
            Docs.in(o, "metadata/labels").remove(scope.says("\\blabel") ? plain : "");
            if (scope.says("\\bannotation") && Docs.at(o, "metadata/annotations") instanceof ObjectNode annotations) {
                annotations.remove(plain);
            }
            if (scope.says("\\btaint")) {
                dropped(o, "spec/taints", "key", plain);
            }
            if (scope.says("\\bkey\\b") && o.get("data") instanceof ObjectNode data) {
                data.remove(plain);
            }
            if (!at.isEmpty()) {
                Docs.items(Docs.at(o, at + "/containers")).forEach(c -> dropped(c, "env", "name", plain));
            }
        }
        if (!at.isEmpty()) {
            for (ObjectNode container : Docs.items(Docs.at(o, at + "/containers"))) {
                scope.phrase()
                        .values("\\b(liveness|readiness|startup)\\b")
                        .forEach(p -> container.remove(p.toLowerCase(Locale.ROOT) + "Probe"));
                if (scope.says("\\b(?:resource )?limits?\\b")
                        && container.get("resources") instanceof ObjectNode resources) {
                    resources.remove("limits");
                }
            }
            scope.phrase()
                    .value("\\b(?:the )?<name> (?:sidecar )?container\\b|\\bcontainer (?:named )?<name>")
                    .ifPresent(n -> dropped(o, at + "/containers", "name", n));
        }
    }

    private static void dropped(ObjectNode of, String list, String key, String value) {
        if (Docs.at(of, list) instanceof tools.jackson.databind.node.ArrayNode items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (Docs.text(items.get(i), key).equals(value)) {
                    items.remove(i);
                }
            }
        }
    }
}
