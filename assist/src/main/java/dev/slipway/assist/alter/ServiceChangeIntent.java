package dev.slipway.assist.alter;

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
import dev.slipway.assist.slot.PortWords;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes existing Services: type, ports and selectors; switches traffic from one version to another; makes canaries.
 */
public final class ServiceChangeIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        if (scope.says("\\bcanary\\b") && scope.asks(Verb.CREATE, Verb.SET, Verb.SWITCH, Verb.RUN)) {
            return canary(scope);
        }
        boolean switches =
                scope.says("\\btraffic\\b|\\bbluegreen\\b|(?<![\\w-])(?:blue|green)\\b|\\bselector\\b|\\bversion\\b")
                        && scope.asks(Verb.SWITCH, Verb.SET, Verb.ROLLBACK)
                        && (scope.says("service\\b|\\btraffic\\b|(?<![\\w-])(?:blue|green)\\b"));
        boolean sets = scope.asks(Verb.SET, Verb.SWITCH, Verb.SCALE)
                        && scope.speaksOf(ResourceKind.SERVICE)
                        && scope.says("\\b(?:type|nodeport|loadbalancer|clusterip|ports?|target ?port|selector|session"
                                + " ?affinity|listens?|forwards?|serves?)\\b")
                || scope.asks(Verb.CREATE)
                        && scope.says(
                                "^(?:\\w+ ){0,2}?(?:add|open)\\b.*\\bport\\b.*\\b(?:to|on|of) (?:the )?(?:\\S+ )?service\\b");
        if (!switches && !sets) {
            return Optional.empty();
        }
        ObjectSearch search = ObjectSearch.of(scope, ResourceKind.SERVICE);
        ObjectSearch.Found found = search.find();
        Optional<ObjectNode> behind = search.named().isEmpty()
                ? ObjectSearch.of(scope, ResourceKind.DEPLOYMENT).named().stream()
                        .flatMap(d -> scope.objects().all(ResourceKind.SERVICE, LiveObjects.namespace(d)).stream()
                                .filter(s -> leads(s, d) || switches && family(s, d)))
                        .findFirst()
                : Optional.empty();
        if (behind.isEmpty() && !(found instanceof ObjectSearch.Found.One)) {
            return Optional.of(search.otherwise(found));
        }
        ObjectNode service = behind.orElseGet(() -> ((ObjectSearch.Found.One) found).object());
        List<String> notes = new ArrayList<>();
        ObjectNode after = Docs.changed(service, s -> change(scope, s, switches, notes));
        boolean so = Docs.texts(Docs.at(service, "spec/selector")).values().stream()
                        .anyMatch(v -> scope.says("\\b(?:to|at) (?:the )?" + Pattern.quote(v) + "(?= |$)"))
                || scope.says("\\b" + Docs.text(service, "spec/type") + "\\b");
        if (after.equals(service) && so) {
            return Optional.of(Reply.Told.of("It is that way already: "
                    + LiveObjects.ref(service).words() + " is a " + Docs.text(service, "spec/type")
                    + " with the selector " + Docs.texts(Docs.at(service, "spec/selector")) + "."));
        }
        if (after.equals(service)) {
            return Optional.of(new Reply.Question("To what is "
                    + LiveObjects.ref(service).words() + " to lead? Its selector: "
                    + Docs.texts(Docs.at(service, "spec/selector")) + "; workloads: "
                    + String.join(
                            ", ",
                            scope.objects().all(ResourceKind.DEPLOYMENT, LiveObjects.namespace(service)).stream()
                                    .map(LiveObjects::name)
                                    .toList())));
        }
        return Optional.of(new Reply.Changes(
                List.of(new ObjectChange.Edit(
                        service, after, "change " + LiveObjects.ref(service).words())),
                notes));
    }

    private static boolean leads(ObjectNode service, ObjectNode deployment) {
        Map<String, String> selector = Docs.texts(Docs.at(service, "spec/selector"));
        return !selector.isEmpty()
                && Docs.texts(Docs.at(deployment, "spec/template/metadata/labels"))
                        .entrySet()
                        .containsAll(selector.entrySet());
    }

    /** Whether a Service leads to others of the same application. */
    private static boolean family(ObjectNode service, ObjectNode deployment) {
        Map<String, String> labels = Docs.texts(Docs.at(deployment, "spec/template/metadata/labels"));
        return Docs.texts(Docs.at(service, "spec/selector")).entrySet().stream()
                .anyMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    }

    private static void change(Scope scope, ObjectNode service, boolean switches, List<String> notes) {
        ObjectNode spec = Docs.in(service, "spec");
        scope.phrase()
                .value("\\b(nodeport|loadbalancer|clusterip)\\b(?!.*\\bto (?:a )?(?:nodeport|loadbalancer|clusterip))")
                .or(() -> scope.phrase().value("\\bto (?:a |type )*(nodeport|loadbalancer|clusterip)\\b"))
                .ifPresent(t -> {
                    String type = t.equalsIgnoreCase("nodeport")
                            ? "NodePort"
                            : t.equalsIgnoreCase("loadbalancer") ? "LoadBalancer" : "ClusterIP";
                    spec.put("type", type);
                    if (type.equals("ClusterIP")) {
                        Docs.items(spec.path("ports")).forEach(p -> p.remove("nodePort"));
                    }
                });
        List<ObjectNode> ports = Docs.items(spec.path("ports"));
        if (scope.says("^(?:\\w+ ){0,2}?(?:add|open)\\b")) {
            Optional<String> name = scope.phrase().value("\\bport \\d+ (?:named|called|as) <name>");
            for (PortWords.Led led : PortWords.led(scope.phrase())) {
                int at = Docs.listIn(spec, "ports").size();
                Docs.put(
                        Docs.listIn(spec, "ports"),
                        "port",
                        Docs.object(
                                "name", name.orElse("port-" + led.port()),
                                "port", led.port(),
                                "targetPort",
                                        led.target().matches("\\d+") ? Integer.valueOf(led.target()) : led.port()));
                // The API wants names where there are several.
                if (at == 1 && !ports.getFirst().has("name")) {
                    ports.getFirst().put("name", "port-" + Docs.number(ports.getFirst(), "port", 80));
                }
            }
            return;
        }
        if (!ports.isEmpty()) {
            scope.phrase()
                    .value("\\btarget ?port(?: of \\S+(?: \\S+)?| from \\S+| to| is| :|=|set)* (?:from \\S+ to"
                            + " )?([a-z\\d-]*\\d[\\w-]*|http|https|web)\\b")
                    .ifPresent(t ->
                            ports.getFirst().set("targetPort", Docs.node(t.matches("\\d+") ? Integer.valueOf(t) : t)));
            scope.phrase()
                    .without("\\btarget ?port.*?\\d+")
                    .number(
                            "\\b(?<!target )(?<!node )port(?: of \\S+(?: \\S+)?)?(?: from \\d+)? to <int>|\\bto"
                                    + " (?:use|listen on|serve on) port <int>|\\b(?:listen|serve|answer|be reachable|be available)s? on (?:port )?<int>")
                    .ifPresent(p -> ports.getFirst().put("port", p));
            scope.phrase()
                    .number("\\b(?:forward|send|pass|lead)s? (?:\\w+ )?(?:on )?to (?:port |container ?port )?<int>")
                    .ifPresent(p -> ports.getFirst().put("targetPort", p));
            scope.phrase()
                    .number("\\bnodeport(?: to| of| :|=)* <int>")
                    .ifPresent(p -> ports.getFirst().put("nodePort", p));
        }
        if (scope.says("\\bsession ?affinity\\b|\\bsticky\\b")) {
            spec.put("sessionAffinity", scope.says("\\bnone\\b|\\bdisable\\b") ? "None" : "ClientIP");
        }
        Map<String, String> selector = Pairs.behind(scope.phrase(), "selectors?|labell?(?:s|ed)?|pods? with|to|pods");
        if (selector.isEmpty() && scope.says("\\bselector\\b")) {
            selector = Pairs.all(scope.phrase());
        }
        if (!selector.isEmpty()
                && (scope.says("\\bselector\\b|\\bpods\\b|\\blabel|\\btraffic\\b|\\bto \\S+=") || switches)) {
            selector.forEach((k, v) -> Docs.in(spec, "selector").put(k, v));
            return;
        }
        if (switches) {
            toVersion(scope, service, spec, notes);
        }
    }

    /** "switch traffic to green", "... to version v2", "... from web-blue to web-green". */
    private static void toVersion(Scope scope, ObjectNode service, ObjectNode spec, List<String> notes) {
        Map<String, String> now = Docs.texts(spec.path("selector"));
        String space = LiveObjects.namespace(service);
        Optional<String> to = scope.phrase()
                .value(
                        "\\b(?:to|at) (?:use |serve |the |version |pods |of |deployment |all |new |point to |label |labelled"
                                + " |with )*(?!the|version|from|use|point)<name>(?: deployment| version| pods|"
                                + " environment)?(?= |$)");
        for (ObjectNode deployment : scope.objects().all(ResourceKind.DEPLOYMENT, space)) {
            Map<String, String> labels = Docs.texts(Docs.at(deployment, "spec/template/metadata/labels"));
            String name = LiveObjects.name(deployment);
            boolean meant = to.filter(t -> t.equals(name) || labels.containsValue(t) || name.endsWith("-" + t))
                    .isPresent();
            boolean family = now.keySet().stream().anyMatch(labels::containsKey);
            if (meant && family) {
                now.keySet().forEach(k -> {
                    if (labels.containsKey(k)) {
                        Docs.in(spec, "selector").put(k, labels.getOrDefault(k, ""));
                    }
                });
                labels.forEach((k, v) -> {
                    if (to.filter(v::equals).isPresent()) {
                        Docs.in(spec, "selector").put(k, v);
                    }
                });
                if (Docs.number(deployment, "status/readyReplicas", 0) == 0) {
                    notes.add(LiveObjects.ref(deployment).text() + " has no ready pod yet: nobody would answer");
                }
                return;
            }
        }
        to.filter(t -> now.containsKey("version") && t.matches("v?\\d.*|blue|green|canary|stable"))
                .ifPresent(t -> Docs.in(spec, "selector").put("version", t));
    }

    /** A second Deployment behind the same Service, with fewer pods. */
    private static Optional<Reply> canary(Scope scope) {
        ObjectSearch search = ObjectSearch.of(scope, ResourceKind.DEPLOYMENT);
        ObjectSearch.Found found = search.find();
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return scope.says("\\bnew\\b|\\bcreate\\b")
                            && ImageWords.any(scope.phrase()).isPresent()
                            && scope.says("named")
                    ? Optional.empty()
                    : Optional.of(search.otherwise(found));
        }
        ObjectNode stable = one.object();
        if (LiveObjects.name(stable).contains("canary")) {
            return Optional.empty();
        }
        String space = LiveObjects.namespace(stable);
        Map<String, String> labels = Docs.texts(Docs.at(stable, "spec/template/metadata/labels"));
        Optional<ObjectNode> service = scope.objects().all(ResourceKind.SERVICE, space).stream()
                .filter(s -> !Docs.at(s, "spec/selector").isEmpty()
                        && labels.entrySet()
                                .containsAll(
                                        Docs.texts(Docs.at(s, "spec/selector")).entrySet()))
                .findFirst();
        String name = scope.phrase()
                .value("\\b(?:named|called) <name>")
                .filter(n -> !n.equals(LiveObjects.name(stable)))
                .orElse(LiveObjects.name(stable) + "-canary");
        String image = ImageWords.changed(scope.phrase(), Docs.text(stable, "spec/template/spec/containers/0/image"))
                .or(() -> scope.phrase().value("\\bimage (?:: )?(\\S+:\\S+)"))
                .orElse(Docs.text(stable, "spec/template/spec/containers/0/image"));
        int all = Docs.number(stable, "spec/replicas", 1);
        Optional<Integer> share = scope.phrase().number("(\\d{1,2})%");
        int replicas = share.map(p -> Math.max(1, (int) Math.round(all * p / (100.0 - p))))
                .or(() -> Counts.replicas(scope.phrase()))
                .orElse(1);
        ObjectNode canary = ResourceKind.DEPLOYMENT.make(space, name);
        Map<String, String> own = new TreeMap<>(labels);
        own.put("track", "canary");
        Pairs.behind(scope.phrase(), "labell?(?:s|ed)?").forEach(own::put);
        Docs.in(canary, "metadata").set("labels", Docs.node(own));
        ObjectNode spec = (ObjectNode) stable.path("spec").deepCopy();
        spec.put("replicas", replicas);
        spec.set("selector", Docs.object("matchLabels", own));
        Docs.in(spec, "template/metadata").set("labels", Docs.node(own));
        Docs.items(Docs.at(spec, "template/spec/containers")).stream().limit(1).forEach(c -> c.put("image", image));
        canary.set("spec", spec);
        List<String> notes = new ArrayList<>();
        notes.add(service.map(s -> "the service " + LiveObjects.name(s) + " leads to both: about "
                        + Math.round(100.0 * replicas / (all + replicas)) + "% of requests come to the canary")
                .orElse("no service leads to " + LiveObjects.name(stable) + ": nobody comes to the canary"));
        Map<String, String> selector = Docs.texts(Docs.at(stable, "spec/selector/matchLabels"));
        if (own.entrySet().containsAll(selector.entrySet()) && !selector.containsKey("track")) {
            notes.add("the selector of " + LiveObjects.name(stable)
                    + " fits the canary's pods, too; each Deployment still counts its own alone");
        }
        return Optional.of(new Reply.Changes(
                List.of(new ObjectChange.Make(
                        canary, "make deployment " + name + " with " + image + " beside " + LiveObjects.name(stable))),
                notes));
    }
}
