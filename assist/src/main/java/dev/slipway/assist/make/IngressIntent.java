package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes Ingresses, or adds a host or path to one. */
public final class IngressIntent implements Intent {
    private static final String HOST = "(?<![\\w./@:-])((?:\\*\\.)?[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)+)(?![\\w:/-])";

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean routes = scope.asks(Verb.SWITCH, Verb.EXPOSE, Verb.CREATE, Verb.SET)
                && scope.says("\\b(?:host(?:name)?|domain|path|requests?|traffic|route)\\b")
                && scope.phrase().value(HOST).isPresent()
                && scope.says("\\b(?:host(?:name)?|domain|ingress|route)\\b");
        if (!(scope.speaksOf(ResourceKind.INGRESS) && scope.asks(Verb.CREATE, Verb.EXPOSE, Verb.SWITCH)) && !routes) {
            return Optional.empty();
        }
        Optional<String> host = scope.phrase()
                .value("\\b(?:host(?:name)?|domain)(?: name| of| is| :|=)* ([\\w*.-]+\\.[\\w.-]+|localhost)")
                .or(() -> scope.phrase().value(HOST))
                .or(() -> scope.phrase().value(HOST.replace("(?![\\w:/-])", "(?=/)")));
        Map<String, String> paths = new LinkedHashMap<>();
        // "shop.local/api to service api"
        List<List<String>> whole = scope.phrase()
                .rows(
                        "(?<![\\w./:@-])((?:\\*\\.)?[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)+)(/[\\w./*-]*) (?:to|->|=>|goes to|leads to) (?:the |a )?(?:service |backend"
                                + " )?([a-z][\\w-]*)(?: service)?(?::(\\d+)| (?:on )?port (\\d+))?");
        whole.forEach(r -> paths.putIfAbsent(r.get(1), r.get(2) + ":" + r.get(3) + r.get(4)));
        Optional<String> hosted = whole.stream().map(List::getFirst).distinct().reduce((a, b) -> a + " and " + b);
        if (hosted.filter(h -> h.contains(" and ")).isPresent()) {
            return Optional.of(new Reply.Question("One Ingress for each host, please: " + hosted.get() + " are two."));
        }
        scope.phrase()
                .rows("(?<![\\w./])(/[\\w./*-]*) (?:path )?(?:to|goes to|leads to|->|routes? to|for|=>|should go"
                        + " to|points? to|is served by|served by|:) (?:the |a )?(?:service |backend"
                        + " )?([a-z][\\w-]*)(?: service)?(?::(\\d+)| (?:service )?(?:on )?port (\\d+))?")
                .forEach(r -> paths.putIfAbsent(r.get(0), r.get(1) + ":" + r.get(2) + r.get(3)));
        ObjectSearch services = ObjectSearch.of(scope, ResourceKind.SERVICE);
        if (paths.isEmpty()) {
            String path =
                    scope.phrase().value("(?<![\\w./:])(/[\\w./-]*)(?= |$)").orElse("/");
            Optional<String> named = scope.phrase()
                    .value("\\b(?:to|for|backed by|using|through|targets?|exposes?|exposing) (?:the |a )?(?:backend"
                            + " )?service (?:named |called )?<name>|\\bservice (?:named |called"
                            + " )?<name>|\\b(?:to|for) (?:the )?<name> service");
            ObjectSearch.Found found = services.find();
            if (named.isEmpty() && !(found instanceof ObjectSearch.Found.One)) {
                return Optional.of(services.otherwise(found));
            }
            String service =
                    found instanceof ObjectSearch.Found.One one ? LiveObjects.name(one.object()) : named.orElse("");
            String port = scope.phrase()
                    .value("\\bport (?:number )?(\\d+)")
                    .or(() -> scope.phrase().value("(?<=[a-z]):(\\d{2,5})\\b"))
                    .orElse("");
            paths.put(path, service + ":" + port);
        }
        String space = scope.named()
                .orElseGet(() -> services.one().map(LiveObjects::namespace).orElse(scope.namespace()));
        String first = paths.values().iterator().next().replaceFirst(":.*", "");
        String name = Naming.of(scope, ResourceKind.INGRESS)
                .filter(n -> !n.equals(first) || scope.says("ingress (?:named|called)"))
                .orElse(first);
        List<String> notes = new ArrayList<>();
        ObjectNode object = ResourceKind.INGRESS.make(space, name);
        ArrayNode list = Docs.list();
        paths.forEach((path, to) -> {
            String service = to.replaceFirst(":.*", "");
            String port = to.replaceFirst(".*:", "");
            int number = port.isEmpty()
                    ? scope.objects()
                            .find(ResourceKind.SERVICE, space, service)
                            .map(s -> Docs.number(s, "spec/ports/0/port", 80))
                            .orElse(80)
                    : Integer.parseInt(port);
            if (!scope.objects().has(ResourceKind.SERVICE, space, service)) {
                notes.add("there is no service " + service + " in " + space + " yet");
            }
            list.add(Docs.object(
                    "path",
                    path.replace("*", ""),
                    "pathType",
                    scope.says("\\bexact\\b") ? "Exact" : "Prefix",
                    "backend",
                    Docs.object("service", Docs.object("name", service, "port", Docs.object("number", number)))));
        });
        ObjectNode spec = Docs.in(object, "spec");
        scope.phrase()
                .value("\\bingressclass(?:name)?(?: named| of| to| :|=)* <name>|\\bclass (?:named |of |:"
                        + " )?<name>|\\b(?:using|with) (?:the )?<name> (?:ingress"
                        + " )?(?:controller|class|ingressclass)")
                .ifPresent(c -> spec.put("ingressClassName", c));
        ObjectNode rule = Docs.nothing();
        host.ifPresent(h -> rule.put("host", h));
        rule.set("http", Docs.object("paths", list));
        spec.set("rules", Docs.list(rule));
        if (scope.says("\\btls\\b|\\bhttps\\b")) {
            String secret = scope.phrase()
                    .value("\\b(?:secret|certificate|cert) (?:named |called |from )?(?:secret )?<name>|\\btls"
                            + " (?:secret|certificate)? ?(?:named |from )?<name>")
                    .orElse(name + "-tls");
            spec.set(
                    "tls",
                    Docs.list(Docs.object("hosts", host.map(h -> Docs.list(h)).orElse(null), "secretName", secret)));
        }
        Optional<ObjectNode> there = scope.objects().find(ResourceKind.INGRESS, space, name);
        if (there.isPresent()) {
            ObjectNode after = Docs.changed(there.get(), o -> add(Docs.listIn(o, "spec/rules"), rule));
            return Optional.of(
                    Reply.Changes.of(new ObjectChange.Edit(there.get(), after, "add a route to ingress " + name)));
        }
        return Optional.of(Naming.reply(scope, object, notes, "ingress " + name));
    }

    private static void add(ArrayNode rules, ObjectNode rule) {
        for (ObjectNode there : Docs.items(rules)) {
            if (there.path("host").equals(rule.path("host"))) {
                Docs.items(Docs.at(rule, "http/paths"))
                        .forEach(p -> Docs.put(Docs.listIn(there, "http/paths"), "path", p));
                return;
            }
        }
        rules.add(rule);
    }
}
