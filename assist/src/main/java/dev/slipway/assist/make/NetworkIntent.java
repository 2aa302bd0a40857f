package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.slot.PortWords;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Network policies: who may reach whom. */
public final class NetworkIntent implements Intent {
    private static final List<ResourceKind> ENDS = List.of(
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.SERVICE,
            ResourceKind.POD);

    /** A policy that blocks all traffic. */
    static ObjectNode closed(String space) {
        ObjectNode object = ResourceKind.NETWORKPOLICY.make(space, "default-deny");
        ObjectNode spec = Docs.in(object, "spec");
        spec.set("podSelector", Docs.nothing());
        spec.set("policyTypes", Docs.list("Ingress"));
        return object;
    }

    static ObjectNode isolation(String space) {
        ObjectNode object = ResourceKind.NETWORKPOLICY.make(space, "isolate");
        ObjectNode spec = Docs.in(object, "spec");
        spec.set("podSelector", Docs.nothing());
        spec.set("policyTypes", Docs.list("Ingress"));
        ObjectNode from = Docs.nothing();
        from.set("podSelector", Docs.nothing());
        spec.set("ingress", Docs.list(Docs.object("from", Docs.list(from))));
        return object;
    }

    @Override
    public Optional<Reply> read(Scope said) {
        // "let pods in namespace todo reach orders-db" names the caller first.
        Scope asked = new Scope(
                said.verb(),
                said.phrase()
                        .of(said.phrase()
                                .text()
                                .replaceFirst(
                                        "(?i)^((?:let|allow|permit)) (?:only )?(?:all |the |any )?(?:pods |everything |workloads |apps )?(?:in|of|from) (?:the )?(?:namespace ([\\w-]+)|([\\w-]+) namespace) (?:to )?(?:reach|access|call|talk to|connect to) ",
                                        "$1 traffic from the namespace $2$3 to ")),
                said.objects(),
                said.memory(),
                said.namespace());
        // The namespace of allowed callers does not say where the policy is.
        Scope scope = asked;
        String elsewhere =
                "\\b(?:only )?from (?:all |any |the )*(?:pods in )?(?:the )?(?:namespace [\\w-]+|[\\w-]+ namespace)";
        boolean out = asked.says("\\begress\\b|\\boutgoing\\b|\\boutbound\\b");
        Scope home = out
                ? asked
                : new Scope(
                        asked.verb(),
                        asked.phrase().without(elsewhere),
                        asked.objects(),
                        asked.memory(),
                        asked.namespace());
        boolean policy = scope.speaksOf(ResourceKind.NETWORKPOLICY);
        boolean traffic = (scope.asks(Verb.GRANT, Verb.DENY)
                        || (scope.asks(Verb.CREATE, Verb.SET)
                                && scope.says(
                                        "\\bonly\\b.{0,20}\\b(?:accept|receive|take|allow|get|be reach\\w*|be called)\\w*\\b.{0,30}\\b(?:from|by)\\b|\\bonly\\b.{1,40}\\b(?:can|may|should|is allowed to|are allowed to|be able"
                                                + " to)\\b")))
                && scope.says(
                        "\\b(?:traffic|ingress|egress|connect\\w*|reach\\w*|access\\w*|talk|communicat\\w+|network|isolate|nothing|nobody|no one)\\b")
                && !scope.says("\\b(?:serviceaccount|user|role|verbs?|list|watch|permissions?|service account)\\b");
        if (!(policy && scope.asks(Verb.CREATE, Verb.SET, Verb.GRANT, Verb.DENY)) && !traffic) {
            return Optional.empty();
        }
        if (scope.says(
                "\\bisolate (?:it|them|that|the (?:new )?namespace|this namespace|(?:the )?namespace \\S+|the \\S+"
                        + " namespace|\\S+ namespace)$")) {
            String isolated = scope.named()
                    .orElse(
                            scope.memory().namespace().isEmpty()
                                    ? scope.namespace()
                                    : scope.memory().namespace());
            return Optional.of(Naming.reply(
                    scope, isolation(isolated), new ArrayList<>(), "network policy isolate of namespace " + isolated));
        }
        String space = home.space();
        Phrase phrase = scope.phrase();
        boolean egress = scope.says("\\begress\\b|\\boutgoing\\b|\\boutbound\\b|\\bfrom (?:leaving|reaching out)");
        boolean ingress = !egress || scope.says("\\bingress\\b|\\bincoming\\b|\\binbound\\b");
        boolean deny = scope.says(
                "\\bden(?:y|ies|ying)\\b|\\bblocks?(?:ing)?\\b|\\bisolat\\w+|\\bdrops?\\b|\\bforbid\\w*|\\bprevent|\\bdisallow|\\block(?:s|ed)? down|\\brestrict\\w*"
                        + " all");
        boolean allow = scope.says(
                "\\ballow(?:s|ing|ed)?\\b|\\bonly\\b|\\bpermit\\w*|\\bexcept\\b|\\baccept\\w*|\\blet\\b|\\bgrant\\b");
        Ends ends = ends(home, phrase);
        String name = Naming.of(scope, ResourceKind.NETWORKPOLICY)
                .filter(n -> !n.matches("default|that|deny|all") || scope.says("(?:named|called) " + Pattern.quote(n)))
                .orElse(
                        deny && !allow
                                ? "deny-all-" + (ingress && egress ? "traffic" : egress ? "egress" : "ingress")
                                : "allow-" + (ends.from().isEmpty() ? "same-namespace" : suffix(ends)));
        ObjectNode object = ResourceKind.NETWORKPOLICY.make(space, Naming.valid(name));
        ObjectNode spec = Docs.in(object, "spec");
        spec.set("podSelector", selector(ends.to()));
        ArrayNode types = Docs.list();
        if (ingress) {
            types.add("Ingress");
        }
        if (egress) {
            types.add("Egress");
        }
        spec.set("policyTypes", types);
        List<String> notes = new ArrayList<>();
        if (allow || (!deny && !ends.from().isEmpty())) {
            ObjectNode rule = Docs.nothing();
            ArrayNode peers = peers(scope, ends, egress && !ingress);
            if (!peers.isEmpty()) {
                rule.set(egress && !ingress ? "to" : "from", peers);
            } else if (!scope.says("\\b(?:all|any|everything|everywhere|anywhere|internet|external)\\b")
                    && PortWords.plain(phrase).isEmpty()) {
                ObjectNode same = Docs.nothing();
                same.set("podSelector", Docs.nothing());
                rule.set(egress && !ingress ? "to" : "from", Docs.list(same));
                notes.add("no sender was named: the pods of the same namespace");
            }
            List<Integer> ports = PortWords.plain(phrase);
            if (!ports.isEmpty()) {
                rule.set(
                        "ports",
                        Docs.list(ports.stream()
                                .map(p -> Docs.object("protocol", scope.says("\\budp\\b") ? "UDP" : "TCP", "port", p))
                                .toList()));
            }
            if (egress && !ingress) {
                ArrayNode rules = Docs.list(rule);
                if (scope.says("\\bdns\\b") && !ports.contains(53)) {
                    rules.add(Docs.object(
                            "ports",
                            Docs.list(
                                    Docs.object("protocol", "UDP", "port", 53),
                                    Docs.object("protocol", "TCP", "port", 53))));
                }
                spec.set("egress", rules);
            } else {
                spec.set("ingress", Docs.list(rule));
            }
        }
        notes.add(
                ends.to().isEmpty() ? "it holds for all pods of " + space : "it holds for the pods with " + ends.to());
        return Optional.of(Naming.reply(home, object, notes, "network policy " + name));
    }

    private static String suffix(Ends ends) {
        return String.join("-", ends.from().values())
                + (ends.to().isEmpty()
                        ? ""
                        : "-to-" + String.join("-", ends.to().values()));
    }

    /** Labels of the protected pods and of the allowed callers. */
    private record Ends(Map<String, String> to, Map<String, String> from, String fromSpace) {}

    private static Ends ends(Scope scope, Phrase phrase) {
        String text = phrase.text();
        Matcher m = Pattern.compile(
                        "\\b(?:coming |originating |only )?from(?: the| any| all| only)? (?!namespace\\b)(.+?)(?="
                                + " (?:to|on (?:tcp |udp )?port|in namespace|in the|on ports?|into|over|through|, and)"
                                + " |$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        Phrase from = phrase.of(m.find() ? m.group(1) : "");
        String fromSpace = phrase.value(
                        "\\bfrom (?:all |any |the |pods |only |other )*(?:in |of )?(?:the )?namespace (?:named |called"
                                + " |labelled )?<name>")
                .or(() -> phrase.value("\\bfrom (?:all |any |only )*(?:pods )?(?:in |of )?(?:the )?<name> namespace"))
                .filter(n -> !n.matches("same|other|this|its"))
                .orElse("");
        Matcher to = Pattern.compile(
                        "\\b(?:to|for|on|select\\w*|appl\\w+ to|protect\\w*|targeting)(?: the| all| any)? (.+?)(?="
                                + " (?:from|on (?:tcp |udp )?ports?|in namespace|so|that|, only|only|,"
                                + " but|over|via|which|coming) |$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text.replaceAll("(?i)^.{0,20}?networkpolicy", "networkpolicy"));
        Map<String, String> toLabels = Map.of();
        while (toLabels.isEmpty() && to.find()) {
            toLabels = labels(scope, phrase.of(to.group(1)));
        }
        Map<String, String> fromLabels = labels(scope, from);
        if (toLabels.isEmpty() || fromLabels.isEmpty()) {
            // "only the frontend may reach the backend"
            for (List<String> row : phrase.rows(
                    "\\b(?:let|allow(?:s|ing)?|only|permit(?:s|ting)?|lets)(?: only)?(?: the| pods? with)? (.+?) (?:to"
                            + " |may |can |should )?(?:be able to |to )?(?:connect to|reach|access|talk to|communicate"
                            + " with|call)(?: the)? (.+?)(?= on port| in namespace| over| via| ,|$)")) {
                Map<String, String> who = labels(scope, phrase.of(row.get(0)));
                fromLabels = who.isEmpty() ? fromLabels : who;
                toLabels = labels(scope, phrase.of(row.get(1)));
            }
        }
        if (toLabels.isEmpty()) {
            // "api should only accept traffic from web"
            Optional<String> subject = phrase.value(
                    "^(?:the |let |make )*(.+?) (?:should|must|may|can|shall|is to|has to)?(?: only| be)* ?(?:accept|receive|take|allow|get|reach|call)");
            toLabels = subject.map(s -> labels(scope, phrase.of(s))).orElse(Map.of());
        }
        if (toLabels.isEmpty()) {
            Map<String, String> all = Pairs.behind(
                    phrase.of(from.text().isEmpty() ? text : text.replace(from.text(), " ")),
                    "labell?(?:s|ed)?|pods? with|pods");
            toLabels = all;
        }
        return new Ends(toLabels, fromLabels, fromSpace);
    }

    private static Map<String, String> labels(Scope scope, Phrase piece) {
        Map<String, String> pairs = Pairs.all(piece);
        if (!pairs.isEmpty() || piece.text().isEmpty()) {
            return pairs;
        }
        Map<String, String> labelled = Pairs.behind(piece, "labell?(?:s|ed)?|pods? with|pods");
        if (!labelled.isEmpty()) {
            return labelled;
        }
        if (piece.says(
                "^(?:the )?namespace\\b|^all\\b|^any\\b|^pods$|^pods in|^other|^everything|^the internet|^anywhere")) {
            return Map.of();
        }
        List<ObjectNode> found = ObjectSearch.of(scope, ENDS).in(piece).named();
        Optional<ObjectNode> one =
                found.isEmpty() ? ObjectSearch.of(scope, ENDS).in(piece).one() : Optional.of(found.getFirst());
        return one.map(o -> switch (LiveObjects.kind(o)) {
                    case SERVICE -> Docs.texts(Docs.at(o, "spec/selector"));
                    case POD -> LiveObjects.labels(o);
                    default -> Docs.texts(Docs.at(o, "spec/selector/matchLabels"));
                })
                .orElse(Map.of());
    }

    private static ObjectNode selector(Map<String, String> labels) {
        return labels.isEmpty() ? Docs.nothing() : Docs.object("matchLabels", labels);
    }

    private static ArrayNode peers(Scope scope, Ends ends, boolean egress) {
        ArrayNode peers = Docs.list();
        scope.phrase()
                .values("(?<![\\w.])((?:\\d{1,3}\\.){3}\\d{1,3}(?:/\\d{1,2})?)")
                .forEach(c -> peers.add(Docs.object("ipBlock", Docs.object("cidr", c.contains("/") ? c : c + "/32"))));
        Map<String, String> labels = egress ? ends.from() : ends.from();
        ObjectNode peer = Docs.nothing();
        Optional<String> toSpace = egress
                ? scope.phrase()
                        .value(
                                "\\bto (?:all |any |only |the )*(?:pods )?(?:in |of )?(?:the )?namespace (?:named |called )?<name>")
                        .or(() -> scope.phrase()
                                .value("\\bto (?:all |any |only )*(?:pods )?(?:in |of )?(?:the )?<name> namespace"))
                : Optional.empty();
        toSpace.ifPresent(n ->
                peer.set("namespaceSelector", Docs.object("matchLabels", Map.of("kubernetes.io/metadata.name", n))));
        if (!ends.fromSpace().isEmpty()) {
            peer.set(
                    "namespaceSelector",
                    Docs.object("matchLabels", Map.of("kubernetes.io/metadata.name", ends.fromSpace())));
        }
        if (!labels.isEmpty()) {
            peer.set("podSelector", Docs.object("matchLabels", labels));
        } else if (ends.fromSpace().isEmpty()
                && scope.says("\\b(?:same|this|its own|own) namespace\\b|within the namespace|between pods")) {
            peer.set("podSelector", Docs.nothing());
        }
        if (!peer.isEmpty()) {
            peers.add(peer);
        }
        return peers;
    }
}
