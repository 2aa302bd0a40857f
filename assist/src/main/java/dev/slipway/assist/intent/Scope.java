package dev.slipway.assist.intent;

import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import dev.slipway.diagnose.evidence.Ref;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request with everything that it can refer to.
 *
 * @param namespace for a request that names none
 */
public record Scope(Verb verb, Phrase phrase, LiveObjects objects, Spoken memory, String namespace) {
    private static final String GIVEN =
            "(?:in|into|from|to|of|for|inside|within|under|across|on|at) (?:the |a |its own |this |that |my |our"
                    + " )?(?:new |existing |same |kubernetes )?namespace (?:named |called |of |: |="
                    + " ?)?<name>|(?:in|into|from|of|for|inside|within|under|across|to) (?:the |my |our )?<name>"
                    + " namespace|(?:^|[ (])(?:-n|--namespace)[ =]<name>|\\bnamespace ?[:=] ?<name>|\\bnamespace"
                    + " <name>$|\\( ?namespace (?:: )?<name>|\\bnamespace <name>(?="
                    + " (?:,|\\.|and|with|has|is|are|cannot|can|for|that|which|to|from|by|must|should|so|because|\\)))";

    /** The same request read by another verb. */
    public Scope as(Verb other) {
        return new Scope(other, phrase, objects, memory, namespace);
    }

    /** The request with the kinds of the objects that it names alone, and with names in place of "it". */
    public Scope resolved() {
        return withKinds().withNames();
    }

    /** Kinds that people leave out since there is one object of that name. */
    private static final List<ResourceKind> SILENT = List.of(
            ResourceKind.CONFIGMAP,
            ResourceKind.SECRET,
            ResourceKind.PVC,
            ResourceKind.CRONJOB,
            ResourceKind.NODE,
            ResourceKind.SERVICEACCOUNT,
            ResourceKind.NETWORKPOLICY,
            ResourceKind.PDB,
            ResourceKind.QUOTA);

    /** "set theme to dark in app-config": of a name that one object alone has, the cluster knows the kind. */
    private Scope withKinds() {
        String text = phrase.text();
        for (ResourceKind kind : SILENT) {
            for (ObjectNode object : objects.all(kind, kind.namespaced() ? space() : "")) {
                String name = LiveObjects.name(object);
                boolean alone = Arrays.stream(ResourceKind.values())
                        .filter(k -> k != kind && k != ResourceKind.EVENT)
                        .noneMatch(k -> objects.has(k, space(), name));
                if (alone && !PlainWords.has(name)) {
                    text = text.replaceAll(
                            "(?<![\\w./:=@-])(?<!\\b(?:" + KINDS + "|named|called|name|namespace|as)(?: :)? )"
                                    + Pattern.quote(name) + "(?![\\w./:=@-])(?! (?:" + KINDS + ")\\b)",
                            kind.spoken() + " " + name);
                }
            }
        }
        return new Scope(verb, phrase.of(text), objects, memory, namespace);
    }

    private static final String KINDS =
            Arrays.stream(ResourceKind.values()).map(ResourceKind::words).collect(Collectors.joining("|"));

    /** Whether the request begins with a kind or an object, or with a word of what can be seen of them. */
    public boolean beginsWithThing() {
        Optional<String> first = phrase.value("^(?:the |all |my |our |any |current |of )*([\\w./-]+)");
        return first.isPresent()
                && (ResourceKind.called(first.get()).isPresent()
                        || first.get()
                                .matches(
                                        "(?i)rollout|status|history|health|usage|images?|logs?|everything|running|failing|unhealthy|replicas?")
                        || objects.names().contains(first.get())
                                && phrase.says(
                                        "\\b(?:" + KINDS
                                                + "|rollout|status|history|health|usage|images?|logs?|replicas?|ports?|env|version)\\b"));
    }

    private Scope withNames() {
        Optional<Ref> account = memory.last(List.of(ResourceKind.SERVICEACCOUNT));
        if (account.isPresent() && phrase.says("^(?:\\w+ ){0,2}?(?:let|allow|give|grant|permit) (?:it|them)\\b")) {
            return new Scope(
                    verb,
                    phrase.of(phrase.text()
                            .replaceFirst(
                                    "(?i)\\b(let|allow|give|grant|permit) (?:it|them)\\b",
                                    "$1 serviceaccount " + account.get().name())),
                    objects,
                    memory,
                    namespace);
        }
        Optional<Ref> kept = memory.last(List.of(ResourceKind.CONFIGMAP, ResourceKind.SECRET, ResourceKind.PVC));
        if (kept.isEmpty()) {
            return this;
        }
        String name =
                ResourceKind.of(kept.get().kind())
                                .map(k -> k == ResourceKind.PVC ? "pvc" : k.toString())
                                .orElse("") + " " + kept.get().name();
        String text = phrase.text()
                .replaceAll(
                        "(?i)\\b(mount(?:s|ed|ing)?|uses?|using|attach(?:es|ing)?|inject(?:s|ing)?|loads?|consumes?|reads?)"
                                + " (?:it|them|this|that)\\b",
                        "$1 the " + name)
                .replaceAll(
                        "(?i)\\b(?:the|this|that|its) (?:configmap|secret|pvc|claim)(?="
                                + " (?:at|to|in|into|as|on|under|is|mounted|,|\\.)|$)",
                        "the " + name);
        return new Scope(verb, phrase.of(text), objects, memory, namespace);
    }

    public boolean says(String regex) {
        return phrase.says(regex);
    }

    /** Whether the request begins with one of these verbs. */
    public boolean asks(Verb... verbs) {
        return List.of(verbs).contains(verb);
    }

    /** Whether the request has a name letter by letter. */
    public boolean names(String name) {
        return phrase.says("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
    }

    /** Whether a word of the request can be a name where nothing shows that it is one. */
    public boolean isName(String word) {
        return PlainWords.loose(word);
    }

    public boolean speaksOf(ResourceKind kind) {
        return kind.mention().matcher(phrase.text()).find();
    }

    /** The first of these kinds in the request. */
    public Optional<ResourceKind> first(List<ResourceKind> kinds) {
        Optional<ResourceKind> best = Optional.empty();
        int at = Integer.MAX_VALUE;
        for (ResourceKind kind : kinds) {
            var m = kind.mention().matcher(phrase.text());
            if (m.find() && m.start() < at) {
                at = m.start();
                best = Optional.of(kind);
            }
        }
        return best;
    }

    /** The namespace that the request names. */
    public Optional<String> named() {
        Optional<String> given = phrase.values(GIVEN).stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .filter(n -> !n.matches("same|other|own|each|every|current|default-deny|which|whole|entire")
                        || objects.namespace(n))
                .findFirst();
        if (given.isPresent()) {
            return given;
        }
        if (phrase.says("\\b(?:in|inside|into|to|within) (?:it|there|that namespace|this namespace|the same"
                        + " namespace|the namespace|the new namespace)\\b|\\b(?:this|that|the same|the new|the)"
                        + " namespace\\b")
                && !memory.namespace().isEmpty()) {
            return Optional.of(memory.namespace());
        }
        // "in shop", where there is a namespace of this name.
        return phrase.values("\\b(?:in|from|into|of|across|within) (?:the )?<name>").stream()
                .filter(objects::namespace)
                .findFirst()
                .or(() -> phrase
                        .values(
                                "(?:quota|limits?|limitrange|networkpolicy|everything|access)\\b.{0,20} (?:to|for|on) (?:the )?<name>")
                        .stream()
                        .filter(objects::namespace)
                        .findFirst());
    }

    /** The namespace that the request names, else the current one. */
    public String space() {
        return named().orElse(namespace);
    }

    /** The namespace to look in; empty for all. */
    public String looked() {
        return everywhere() ? "" : space();
    }

    public boolean everywhere() {
        return phrase.says(
                        "\\b(?:all|every|any|each|across|other)(?: of)?(?: the)? namespaces?\\b|\\b(?:whole|entire|all"
                                + " of the|in the|in my|on the|of the|of my|this|the|my)"
                                + " cluster\\b|cluster-?wide|\\beverywhere\\b|(?:^| )-A(?= |$)|--all-namespaces")
                && named().isEmpty();
    }
}
