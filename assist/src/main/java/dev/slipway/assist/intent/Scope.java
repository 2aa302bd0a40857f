package dev.slipway.assist.intent;

import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import dev.slipway.diagnose.evidence.Ref;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
                    + " (?:,|\\.|and|with|has|is|are|cannot|can|for|that|which|\\)))";

    /** The request with names in place of "it", if it mounts or uses an object that was mentioned before. */
    public Scope resolved() {
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
                .findFirst();
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
