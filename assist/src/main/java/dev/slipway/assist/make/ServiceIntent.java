package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Counts;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.slot.PortWords;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes Services: "expose X" and "create a service for X". */
public final class ServiceIntent implements Intent {
    private static final List<ResourceKind> BEHIND = List.of(
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.POD,
            ResourceKind.REPLICASET);

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean makes = scope.asks(Verb.CREATE)
                && scope.first(List.of(
                                ResourceKind.SERVICE,
                                ResourceKind.DEPLOYMENT,
                                ResourceKind.STATEFULSET,
                                ResourceKind.DAEMONSET,
                                ResourceKind.POD,
                                ResourceKind.CRONJOB,
                                ResourceKind.JOB,
                                ResourceKind.SERVICEACCOUNT,
                                ResourceKind.CONFIGMAP))
                        .equals(Optional.of(ResourceKind.SERVICE));
        boolean opens = scope.asks(Verb.FIX, Verb.CREATE)
                && scope.says(
                        "\\b(?:accessible|reachable)\\b.*\\b(?:outside|external\\w*|public\\w*|internet|nodeport)\\b");
        boolean own = scope.asks(Verb.GRANT, Verb.SET)
                && scope.says(
                        "\\b(?:its own|an own|a separate|another|an? (?:new |clusterip |nodeport |loadbalancer |headless |internal )?) ?(?:service|svc)\\b")
                && !scope.says("\\bserviceaccount\\b");
        if (!scope.asks(Verb.EXPOSE) && !opens && !makes && !own || scope.speaksOf(ResourceKind.INGRESS)) {
            return Optional.empty();
        }
        Optional<String> given = scope
                .phrase()
                .values(
                        "\\b(?:service|svc)(?: of type \\w+)? (?:named|called|name) (?::"
                                + " )?<name>|\\b(?:as|named|called|(?:with |and |under )?(?:the )?name(?: of)?) (?:a |an"
                                + " |the )?(?:(?:nodeport|clusterip|loadbalancer|headless|internal|external) )*(?:service"
                                + " )?(?:named |called"
                                + " )?(?!a\\b|an\\b|service\\b|nodeport|clusterip|loadbalancer|headless|internal|external)<name>")
                .stream()
                .filter(n -> !n.matches("(?i)nodeport|clusterip|loadbalancer|service"))
                .filter(n -> !scope.says("\\b(?:deployment|pod|statefulset|namespace|port|daemonset) (?:named|called) "
                        + Pattern.quote(n) + "(?![\\w-])"))
                .findFirst();
        Map<String, String> selector =
                Pairs.behind(scope.phrase(), "labell?(?:s|ed)?|selectors?|selecting|selects|pods? with|pods");
        Optional<ObjectNode> behind = Optional.empty();
        if (selector.isEmpty()) {
            String text = scope.phrase().text();
            int cut = given.map(g -> text.indexOf("named " + g)).orElse(-1);
            ObjectSearch search = ObjectSearch.of(scope, BEHIND)
                    .in(
                            cut < 0
                                    ? scope.phrase()
                                    : scope.phrase()
                                            .of(text.substring(0, cut)
                                                    + text.substring(cut
                                                            + 6
                                                            + given.orElse("").length())));
            ObjectSearch.Found found = search.find();
            if (found instanceof ObjectSearch.Found.One one) {
                behind = Optional.of(one.object());
            } else if (given.isEmpty() || !(found instanceof ObjectSearch.Found.None)) {
                return Optional.of(search.otherwise(found));
            }
            if (behind.isEmpty()) {
                behind = scope.objects().find(ResourceKind.DEPLOYMENT, scope.space(), given.orElse(""));
            }
            selector = behind.map(ServiceIntent::labels).orElse(Map.of("app", given.orElse("")));
        }
        String name = given.or(() -> Naming.of(scope, ResourceKind.SERVICE)
                        .filter(n -> scope.asks(Verb.CREATE)
                                && !n.matches("for|that|nodeport|loadbalancer|clusterip|headless|type")))
                .orElse(behind.map(LiveObjects::name)
                        .orElse(selector.values().stream().findFirst().orElse("service")));
        String space = behind.map(LiveObjects::namespace).orElse(scope.space());
        ObjectNode object = ResourceKind.SERVICE.make(space, name);
        ObjectNode spec = Docs.in(object, "spec");
        List<String> notes = new ArrayList<>();
        if (scope.says("\\bheadless\\b|clusterip(?: :|=| of| to)* none")) {
            spec.put("clusterIP", "None");
        } else {
            spec.put("type", type(scope));
        }
        spec.set("selector", Docs.node(selector));
        spec.set("ports", ports(scope, behind, notes));
        if (behind.isEmpty() && scope.objects().selected(space, selector).isEmpty()) {
            notes.add("no pod has the labels " + selector + " yet");
        }
        return Optional.of(Naming.reply(scope, object, notes, "service " + name));
    }

    private static Map<String, String> labels(ObjectNode behind) {
        return LiveObjects.kind(behind) == ResourceKind.POD
                ? LiveObjects.labels(behind)
                : Docs.texts(Docs.at(behind, "spec/selector/matchLabels"));
    }

    static String type(Scope scope) {
        return scope.says("\\bloadbalancer\\b|\\bexternally\\b|\\bto the internet\\b|\\bpublicly\\b")
                ? "LoadBalancer"
                : scope.says("\\bnodeport\\b|\\bfrom outside\\b|\\boutside(?: of)? the cluster\\b|\\bon"
                                + " (?:each|every) node\\b")
                        ? "NodePort"
                        : "ClusterIP";
    }

    private static ArrayNode ports(Scope scope, Optional<ObjectNode> behind, List<String> notes) {
        List<PortWords.Led> led = PortWords.led(scope.phrase());
        List<Integer> listens = new ArrayList<>();
        behind.ifPresent(b -> Docs.items(Docs.at(b, LiveObjects.kind(b).podSpec() + "/containers"))
                .forEach(c ->
                        Docs.items(c.path("ports")).forEach(p -> listens.add(Docs.number(p, "containerPort", 0)))));
        if (led.isEmpty()) {
            int port = listens.isEmpty()
                    ? behind.map(b -> Counts.usualPort(
                                    Docs.text(b, LiveObjects.kind(b).podSpec() + "/containers/0/image")))
                            .orElse(80)
                    : listens.getFirst();
            notes.add("no port was named: " + port);
            led = List.of(new PortWords.Led(
                    port,
                    "",
                    scope.phrase()
                            .number("\\bnodeport(?: of| on| :|=)* <int>")
                            .or(() -> scope.phrase().number("\\b(3[0-2]\\d{3})\\b"))
                            .orElse(0),
                    ""));
        }
        ArrayNode ports = Docs.list();
        int i = 0;
        for (PortWords.Led one : led) {
            String target = one.target().isEmpty() && listens.size() == 1 && listens.getFirst() != one.port()
                    ? String.valueOf(listens.getFirst())
                    : one.target();
            ObjectNode port = Docs.object(
                    "name",
                            led.size() > 1
                                    ? (one.port() == 443 ? "https" : one.port() == 80 ? "http" : "port-" + one.port())
                                    : null,
                    "port", one.port(),
                    "targetPort",
                            target.isEmpty()
                                    ? Integer.valueOf(one.port())
                                    : target.matches("\\d+") ? Integer.valueOf(target) : target,
                    "protocol", scope.says("\\budp\\b") ? "UDP" : null);
            if (one.node() > 0 && i == 0) {
                port.put("nodePort", one.node());
            }
            ports.add(port);
            i++;
        }
        return ports;
    }
}
