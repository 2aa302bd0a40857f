package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes ConfigMaps and Secrets, and sets their keys. */
public final class SettingsIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        Optional<ResourceKind> first = scope.first(List.of(
                ResourceKind.CONFIGMAP,
                ResourceKind.SECRET,
                ResourceKind.POD,
                ResourceKind.DEPLOYMENT,
                ResourceKind.STATEFULSET,
                ResourceKind.SERVICEACCOUNT,
                ResourceKind.INGRESS));
        boolean settings =
                first.equals(Optional.of(ResourceKind.CONFIGMAP)) || first.equals(Optional.of(ResourceKind.SECRET));
        if (!settings
                || !scope.asks(Verb.CREATE, Verb.SET)
                || scope.says(
                        "\\b(?:mount|attach|inject|expose|use|import|load)(?:s|ed|ing)?\\b.{0,60}\\b(?:in|into|to|at|as|for)\\b.{0,40}(?:\\b(?:pod|deployment|statefulset|container|env|environment)\\b|/\\w+)|\\bset"
                                + " \\S+ (?:of|in|on|for) \\S+ (?:from|to the key)\\b|\\benvironment from\\b")) {
            return Optional.empty();
        }
        if (scope.says("\\bfrom (?:the )?(?:key )?(?:\\S+ )?(?:of |in )?(?:the )?(?:secret|configmap)\\b")
                && !ObjectSearch.of(
                                scope,
                                ResourceKind.DEPLOYMENT,
                                ResourceKind.STATEFULSET,
                                ResourceKind.DAEMONSET,
                                ResourceKind.POD)
                        .named()
                        .isEmpty()) {
            return Optional.empty();
        }
        ResourceKind kind = first.orElseThrow();
        if (scope.asks(Verb.CREATE)
                && scope.says("^(?:\\w+ )?(?:add|put)\\b.*\\bto\\b")
                && !ObjectSearch.of(scope, ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.DAEMONSET)
                        .named()
                        .isEmpty()) {
            return Optional.empty();
        }
        boolean there = ObjectSearch.of(scope, kind).named().size() == 1
                && (scope.says("^(?:\\w+ )?(?:add|put)\\b.*\\b(?:to|in|into)\\b")
                        || scope.says("^(?:\\w+ ){0,2}?make\\b.*\\bimmutable\\b"));
        return (scope.asks(Verb.SET) || there) && !scope.says("^\\S+ (?:a |an )?new\\b")
                ? Optional.of(changed(scope, kind))
                : Optional.of(made(scope, kind));
    }

    private static Phrase content(Scope scope, String name) {
        return scope.phrase()
                .without("\\b(?:in|to|from) (?:the )?namespace (?:named |called )?\\S+|\\b(?:in|to) (?:the )?\\S+"
                        + " namespace\\b|(?:-n|--namespace)[ =]\\S+")
                .without("\\b(?:named|called) " + Pattern.quote(name) + "(?= |$)")
                .without("\\blabell?(?:s|ed)? \\S+=\\S+");
    }

    private static Reply made(Scope scope, ResourceKind kind) {
        Optional<String> name = Naming.of(scope, kind);
        if (name.isEmpty()) {
            return new Reply.Question("How is the " + kind.told() + " to be called?");
        }
        List<String> notes = new ArrayList<>();
        ObjectNode object = kind.make(scope.space(), name.get());
        Map<String, String> labels = Pairs.behind(scope.phrase(), "labell?(?:s|ed)?");
        if (!labels.isEmpty()) {
            Docs.in(object, "metadata").set("labels", Docs.node(labels));
        }
        Phrase content = content(scope, name.get());
        Map<String, String> data = data(content, kind);
        if (data.isEmpty() && scope.says("\\btls\\b") && kind == ResourceKind.SECRET && !data.containsKey("tls.crt")) {
            return new Reply.Question(
                    "Where are the certificate and its key? Files are given by: ./slipway kubectl create secret tls "
                            + name.get() + " --cert=FILE --key=FILE");
        }
        if (kind == ResourceKind.SECRET
                && scope.says(
                        "\\b(?:docker-?registry|image pull|registry) (?:secret|credentials)|\\bdocker-?registry\\b")) {
            return new Reply.Question(
                    "A registry's password belongs into no sentence: ./slipway kubectl create secret docker-registry "
                            + name.get() + " -n " + scope.space()
                            + " --docker-server=HOST --docker-username=USER --docker-password=...");
        }
        if (data.isEmpty()) {
            notes.add("no keys were named: it is empty");
        }
        if (kind == ResourceKind.SECRET) {
            object.put("type", scope.says("\\bbasic-auth\\b") ? "kubernetes.io/basic-auth" : "Opaque");
            object.set("stringData", Docs.node(data));
            notes.add("its values are in the sentence you typed, and may be kept in the history of your shell");
        } else {
            object.set("data", Docs.node(data));
        }
        if (scope.says("\\bimmutable\\b")) {
            object.put("immutable", true);
        }
        return Naming.reply(scope, object, notes, kind + " " + name.get());
    }

    static Map<String, String> data(Phrase content, ResourceKind kind) {
        Map<String, String> data = new LinkedHashMap<>(Pairs.all(content.without("\\b(?:configmap|secret)s?\\b :")));
        if (kind == ResourceKind.SECRET || data.isEmpty()) {
            content.rows("\\b(username|user|password|passwd|token|api[-_]?key|pass)(?: is| of| :|=|set to|to| as)*"
                            + " (?!and\\b|with\\b|in\\b|from\\b|of\\b|secret\\b|configmap\\b)"
                            + Phrase.VALUE)
                    .forEach(r -> data.putIfAbsent(r.get(0), r.get(1).replaceAll("[.]$", "")));
        }
        // A file in one key: "nginx.conf with content ..."
        content.rows("\\b([\\w-]+\\.(?:conf|properties|yaml|yml|json|txt|ini|env|html|sh))(?: with| containing|"
                        + " and| whose| the| content| contents| of| is| :|=|that| reads?)* «(\\d+)»")
                .forEach(r -> data.put(r.get(0), content.quoted().get(Integer.parseInt(r.get(1)))));
        data.remove("immutable");
        return data;
    }

    private static Reply changed(Scope scope, ResourceKind kind) {
        ObjectSearch search = ObjectSearch.of(scope, kind);
        ObjectSearch.Found found = search.find();
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return search.otherwise(found);
        }
        ObjectNode object = one.object();
        Phrase content = content(scope, LiveObjects.name(object))
                .without("\\b(?:configmap|secret) " + Pattern.quote(LiveObjects.name(object)));
        Map<String, String> data = new LinkedHashMap<>(data(content, kind));
        content.rows("\\b(?:set|change|update|add)(?: the)?(?: value of| key| value)* ([\\w.-]+)(?: in| of| key|"
                        + " from \\S+| the| to the)*(?: configmap| secret)?(?: \\S+)? (?:to|with (?:the )?value)"
                        + " («\\d+»|[^\\s,;]+)")
                .forEach(r -> {
                    if (!r.get(0).matches("(?i)configmap|secret|key|value|the")
                            && !r.get(1)
                                    .matches("(?i)configmap|secret|the|" + Pattern.quote(LiveObjects.name(object)))) {
                        data.putIfAbsent(r.get(0), scope.phrase().resolved(r.get(1)));
                    }
                });
        boolean fixed = scope.says("\\bimmutable\\b");
        // "rotate the password in db-credentials to hunter22": a key that it has, anywhere before the value.
        Docs.texts(object.path("data"))
                .keySet()
                .forEach(k -> content.value("(?<![\\w.-])" + Pattern.quote(k)
                                + "(?: (?:in|of|from|inside|key|the|configmap|secret|value))* (?:to|=|with|as|should be|must be|is now) "
                                + Phrase.VALUE)
                        .ifPresent(v -> data.putIfAbsent(k, v)));
        if (data.isEmpty() && !fixed) {
            return new Reply.Question(
                    "Which key of " + LiveObjects.ref(object).words() + " is to have which value? Its keys: "
                            + String.join(", ", Docs.texts(object.path("data")).keySet()));
        }
        ObjectNode after = Docs.changed(object, o -> {
            data.forEach((k, v) -> Docs.in(o, kind == ResourceKind.SECRET ? "stringData" : "data")
                    .put(k, v));
            if (fixed) {
                o.put("immutable", true);
            }
        });
        List<String> users = scope.objects().all(ResourceKind.DEPLOYMENT, LiveObjects.namespace(object)).stream()
                .filter(d -> Docs.at(d, "spec/template/spec")
                        .toString()
                        .contains("\"name\":\"" + LiveObjects.name(object) + "\""))
                .map(LiveObjects::name)
                .toList();
        return new Reply.Changes(
                List.of(new ObjectChange.Edit(
                        object,
                        after,
                        "set " + String.join(", ", data.keySet()) + " of "
                                + LiveObjects.ref(object).words())),
                users.isEmpty()
                        ? List.of()
                        : List.of("what read it as variables has the new values after a restart: "
                                + String.join(", ", users)));
    }
}
