package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Counts;
import dev.slipway.assist.slot.ImageWords;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.slot.PodWords;
import dev.slipway.assist.slot.PortWords;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes Deployments, StatefulSets and DaemonSets; "deploy X" is one, too. */
public final class WorkloadIntent implements Intent {
    private static final List<ResourceKind> KINDS =
            List.of(ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.DAEMONSET);
    private static final String OTHERS =
            "\\b(?:service|ingress|configmap|secret|role|rolebinding|hpa|pdb|quota|resourcequota|networkpolicy|namespace|job|cronjob|pvc|serviceaccount|limitrange)"
                    + " (?:named|called|for|to|in|that|with)\\b";

    @Override
    public Optional<Reply> read(Scope scope) {
        if (!scope.asks(Verb.CREATE)) {
            return Optional.empty();
        }
        Optional<ResourceKind> said = scope.first(KINDS);
        boolean deploys =
                scope.says("^(?:\\w+ ){0,6}?(?:deploy|run|launch|start|spin up|set ?up|host|install|bring up)\\b")
                        || scope.says("\\b(?:web ?server|application|app|workload|database|microservice|instances?"
                                + " of|replicas? of|copies of)\\b");
        int kindAt = said.map(k -> scope.phrase().at("(?<![\\w-])" + k.words() + "(?![\\w-])"))
                .orElse(Integer.MAX_VALUE);
        int otherAt = scope.phrase()
                .at(
                        "^\\S+(?: \\S+){0,4}?"
                                + " (?:services?|ingress|configmaps?|secrets?|roles?|rolebindings?|clusterroles?|hpa|pdb|quotas?|resourcequotas?|networkpolicy|namespaces?|jobs?|cronjobs?|pvcs?|pv|serviceaccounts?|limitranges?)\\b");
        boolean otherFirst = otherAt == 0
                && scope.phrase()
                                .value(
                                        "(^.*?\\b(?:services?|ingress|configmaps?|secrets?|roles?|rolebindings?|hpa|pdb|resourcequotas?|networkpolicy|namespaces?|jobs?|cronjobs?|pvcs?|serviceaccounts?|limitranges?)\\b)")
                                .map(String::length)
                                .orElse(0)
                        < kindAt;
        if (said.isEmpty() && (!deploys || scope.says(OTHERS))
                || (otherFirst && !scope.says("^(?:\\w+ ){0,4}?(?:deploy|run|launch)\\b"))) {
            return Optional.empty();
        }
        ResourceKind kind = said.orElse(ResourceKind.DEPLOYMENT);
        Optional<String> image = ImageWords.any(scope.phrase());
        Optional<String> name = Naming.of(scope, kind).or(() -> spoken(scope));
        if (name.isEmpty() && image.isEmpty()) {
            return Optional.of(new Reply.Question(
                    "Which image is to run, and under what name? For example: create a deployment web with"
                            + " image nginx:1.27"));
        }
        Optional<ObjectNode> there = scope.says("\\b(?:named|called)\\b")
                ? Optional.empty()
                : ObjectSearch.of(scope, KINDS).one();
        if (there.isPresent() && image.isEmpty() && said.isEmpty()) {
            return Optional.of(again(scope, there.get()));
        }
        if (image.isEmpty() && said.isEmpty()) {
            return Optional.of(new Reply.Question("There is no " + name.orElse("such application")
                    + " on the cluster, and no image was named. Name one (deploy " + name.orElse("web")
                    + " with image IMAGE), or, for the application of this folder: ./slipway up"));
        }
        return Optional.of(made(
                scope,
                kind,
                name.orElseGet(() -> Naming.valid(
                        image.orElse("app").replaceFirst(":[^/:]*$", "").replaceFirst(".*/", "")))));
    }

    /** "deploy the todo frontend with 2 replicas" of an existing workload: it is changed accordingly. */
    private static Reply again(Scope scope, ObjectNode there) {
        Optional<Integer> replicas = Counts.replicas(scope.phrase());
        ObjectNode after = Docs.changed(there, o -> {
            replicas.ifPresent(n -> Docs.in(o, "spec").put("replicas", n));
            Docs.items(Docs.at(o, "spec/template/spec/containers")).stream()
                    .limit(1)
                    .forEach(c -> PodWords.fill(c, scope.phrase()));
            PodWords.place(
                    Docs.in(o, LiveObjects.kind(o).podSpec()),
                    scope.phrase(),
                    Docs.texts(Docs.at(o, "spec/selector/matchLabels")));
        });
        if (after.equals(there)) {
            return Reply.Told.of(LiveObjects.ref(there).words() + " is there with "
                    + Docs.number(there, "spec/replicas", 1) + " replicas; nothing has to be changed.");
        }
        return new Reply.Changes(
                List.of(new ObjectChange.Edit(
                        there, after, "bring " + LiveObjects.ref(there).words() + " to what is asked for")),
                List.of(LiveObjects.ref(there).text() + " is there already"));
    }

    private static Optional<String> spoken(Scope scope) {
        return scope.phrase()
                .value("\\b(?:deploy|run|launch|start|install|set ?up|host) (?:the |a |an |our |my |new"
                        + " )*(?!(?:the|a|an|our|my|new)\\b|\\d)<name>")
                .filter(n -> !n.matches(
                                "(?i)replicas|instances?|copies|pods?|application|app|image|container|web|server|named|called|single|simple|two|service")
                        || n.equals("web"))
                .map(n -> scope.phrase()
                        .value("\\b(?:deploy|run|launch|start) (?:the |a |an )*(" + Pattern.quote(n)
                                + " (?:frontend|backend|api|worker|server))\\b")
                        .map(x -> x.replace(' ', '-'))
                        .orElse(n))
                .map(n -> Naming.valid(n.replaceFirst(":[^/:]*$", "").replaceFirst(".*/", "")));
    }

    private static Reply made(Scope scope, ResourceKind kind, String name) {
        List<String> notes = new ArrayList<>();
        ObjectNode object = kind.make(scope.space(), name);
        Map<String, String> labels = new LinkedHashMap<>(Pairs.behind(scope.phrase(), "labell?(?:s|ed)?|selectors?"));
        Map<String, String> selector = labels.isEmpty() ? Map.of("app", name) : labels;
        Docs.in(object, "metadata").set("labels", Docs.node(selector));
        Map<String, String> annotations = Pairs.behind(scope.phrase(), "annotations?|annotated");
        if (!annotations.isEmpty()) {
            Docs.in(object, "metadata").set("annotations", Docs.node(annotations));
        }
        PodWords.Spec pod = PodWords.of(scope.phrase(), name, selector, false);
        notes.addAll(pod.notes());
        ObjectNode spec = Docs.in(object, "spec");
        List<ObjectChange> changes = new ArrayList<>(Naming.space(scope, notes));
        Optional<String> kept =
                kind == ResourceKind.DEPLOYMENT && !scope.says("\\bmount|claim uploads|pvc (?:named|called)")
                        ? Counts.storage(scope.phrase())
                        : Optional.empty();
        kept.ifPresent(size -> {
            ObjectNode claim = ResourceKind.PVC.make(scope.space(), name + "-data");
            Docs.in(claim, "spec").set("accessModes", Docs.list("ReadWriteOnce"));
            Docs.in(claim, "spec/resources/requests").put("storage", size);
            changes.add(new ObjectChange.Make(claim, "make claim " + name + "-data"));
            pod.spec().remove("volumes");
            Docs.listIn(pod.spec(), "volumes")
                    .add(Docs.object(
                            "name", "data", "persistentVolumeClaim", Docs.object("claimName", name + "-data")));
            Docs.items(pod.spec().path("containers")).stream()
                    .limit(1)
                    .forEach(c -> c.set(
                            "volumeMounts",
                            Docs.list(Docs.object(
                                    "name", "data", "mountPath", Counts.usualFolder(Docs.text(c, "image"))))));
        });
        if (kind != ResourceKind.DAEMONSET) {
            spec.put("replicas", Counts.replicas(scope.phrase()).orElse(1));
        }
        spec.set("selector", Docs.object("matchLabels", selector));
        spec.set("template", Docs.object("metadata", Docs.object("labels", selector), "spec", pod.spec()));
        Counts.strategy(scope.phrase())
                .ifPresent(s -> spec.set(kind == ResourceKind.DEPLOYMENT ? "strategy" : "updateStrategy", s));
        if (kind == ResourceKind.STATEFULSET) {
            changes.addAll(stateful(scope, object, name, selector, notes));
        }
        changes.add(Naming.change(scope, object, notes, kind.toString() + " " + name));
        return new Reply.Changes(
                changes.stream()
                        .filter(c -> !(c instanceof ObjectChange.Edit e)
                                || !e.patch().isEmpty())
                        .toList(),
                notes);
    }

    /** The headless Service that gives its pods their names, and their claims. */
    private static List<ObjectChange> stateful(
            Scope scope, ObjectNode object, String name, Map<String, String> selector, List<String> notes) {
        List<ObjectChange> changes = new ArrayList<>();
        ObjectNode spec = Docs.in(object, "spec");
        String service = scope.phrase()
                .value("\\b(?:headless )?service (?:named |called |name"
                        + " )*(?!and|with|for|that|on)<name>|\\bservicename(?: :|=| of)* <name>")
                .orElse(name);
        spec.put("serviceName", service);
        if (!scope.objects().has(ResourceKind.SERVICE, scope.space(), service)) {
            ObjectNode headless = ResourceKind.SERVICE.make(scope.space(), service);
            List<PortWords.Led> ports = PortWords.led(scope.phrase());
            int port = ports.isEmpty()
                    ? Docs.number(
                            object,
                            "spec/template/spec/containers/0/ports/0/containerPort",
                            Counts.usualPort(Docs.text(object, "spec/template/spec/containers/0/image")))
                    : ports.getFirst().port();
            ObjectNode its = Docs.in(headless, "spec");
            its.put("clusterIP", "None");
            its.set("selector", Docs.node(selector));
            its.set("ports", Docs.list(Docs.object("port", port)));
            changes.add(new ObjectChange.Make(headless, "make the headless service " + service));
            notes.add("a StatefulSet needs a headless Service: " + service);
        }
        Optional<String> size = Counts.storage(scope.phrase());
        if (size.isPresent()) {
            String claim = scope.phrase()
                    .value("\\b(?:volume|pvc|volumeclaimtemplate|template|claim)s? (?:named |called )+<name>")
                    .orElse("data");
            ObjectNode made = Docs.object(
                    "metadata", Docs.object("name", claim),
                    "spec",
                            Docs.object(
                                    "accessModes",
                                    Docs.list("ReadWriteOnce"),
                                    "storageClassName",
                                    Counts.storageClass(scope.phrase()).orElse(null),
                                    "resources",
                                    Docs.object("requests", Docs.object("storage", size.get()))));
            spec.set("volumeClaimTemplates", Docs.list(made));
            ObjectNode container =
                    Docs.items(Docs.at(object, "spec/template/spec/containers")).getFirst();
            ObjectNode pod = Docs.in(object, "spec/template/spec");
            pod.remove("volumes");
            String path = Docs.text(container, "volumeMounts/0/mountPath");
            if (path.isEmpty()) {
                path = scope.phrase().value("(?<![\\w./])(/[a-z][\\w/-]*)").orElse("/data");
            }
            container.set("volumeMounts", Docs.list(Docs.object("name", claim, "mountPath", path)));
        }
        return changes;
    }
}
