package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Reads where pods run, and other fields of a pod that are not a container's. */
final class PlacementWords {
    private PlacementWords() {}

    /** Puts these fields into the spec of a pod with the given labels. */
    static boolean put(ObjectNode spec, Phrase phrase, Map<String, String> labels) {
        String before = spec.toString();
        Map<String, String> nodes = Pairs.behind(
                phrase,
                "node ?selectors?|nodes?(?: that are| that have the| which have the| with the| with a| with| having"
                        + " the)? labell?(?:ed|s)?|nodes? with|nodes");
        nodes.forEach((k, v) -> Docs.in(spec, "nodeSelector").put(k, v));
        phrase.value("\\b(?:on|to) (?:the )?(?:specific )?node (?:named |called"
                        + " )?(?!with|that|label|affinity|selector|pool)<name>")
                .filter(n -> !n.contains("="))
                .ifPresent(n -> Docs.in(spec, "nodeSelector").put("kubernetes.io/hostname", n));
        for (List<String> row : phrase.rows(
                "\\b(?:tolerat\\w+|taints?)\\b.*?(?<![\\w/])([\\w./-]+)(?:=([\\w.-]+))?:(NoSchedule|NoExecute|PreferNoSchedule)")) {
            ObjectNode toleration =
                    Docs.object("key", row.get(0), "operator", row.get(1).isEmpty() ? "Exists" : "Equal");
            if (!row.get(1).isEmpty()) {
                toleration.put("value", row.get(1));
            }
            Docs.listIn(spec, "tolerations").add(toleration.put("effect", row.get(2)));
        }
        if (!labels.isEmpty()) {
            spread(spec, phrase, labels);
        }
        phrase.value("\\b(?:use|uses|using|with|under|by|as) (?:the |a )?serviceaccount (?:named |called |name"
                        + " )?(?:: |= ?)?<name>")
                .or(() -> phrase.value(
                        "\\bserviceaccount(?:name)?(?: to| is| :|=)+ ?(?:the )?(?:serviceaccount )?<name>"))
                .or(() -> phrase.value("\\b(?:using|use|uses) (?:the )?<name> serviceaccount"))
                .ifPresent(a -> spec.put("serviceAccountName", a));
        phrase.value("\\b(?:restart ?policy)(?: of| to| is| :|=|set)* (always|never|onfailure)")
                .ifPresent(p -> spec.put(
                        "restartPolicy",
                        p.equalsIgnoreCase("onfailure")
                                ? "OnFailure"
                                : p.substring(0, 1).toUpperCase(Locale.ROOT)
                                        + p.substring(1).toLowerCase(Locale.ROOT)));
        phrase.number("\\b(?:termination )?grace ?period(?: ?seconds)?(?: of| to| is| :|=)* <int>")
                .ifPresent(n -> spec.put("terminationGracePeriodSeconds", n));
        phrase.value("\\b(?:priorityclass(?:name)?)(?: of| to| is| :|=| named| called)* <name>")
                .ifPresent(c -> spec.put("priorityClassName", c));
        phrase.value("\\b(?:(?:image ?)?pull ?secrets?)(?: of| to| is| :|=| named| called)* <name>")
                .ifPresent(s -> Docs.put(Docs.listIn(spec, "imagePullSecrets"), "name", Docs.object("name", s)));
        if (phrase.says("\\bhost ?network\\b")) {
            spec.put("hostNetwork", true);
        }
        if (phrase.says(
                "\\b(?:no|without|disable|not|don't|do not)\\b.{0,25}\\b(?:automount|service ?account token)")) {
            spec.put("automountServiceAccountToken", false);
        }
        number(
                spec,
                phrase,
                "runAsUser",
                "(?:run(?:s|ning)? ?as ?(?:user|uid)(?: id)?|as (?:user|uid)(?: id)?|uid)(?: of| :|=| to)* <int>");
        number(spec, phrase, "runAsGroup", "(?:run ?as ?group|gid)(?: of| :|=| to)* <int>");
        number(spec, phrase, "fsGroup", "fs ?group(?: of| :|=| to)* <int>");
        return !before.equals(spec.toString());
    }

    private static void number(ObjectNode spec, Phrase phrase, String field, String regex) {
        phrase.number("\\b" + regex)
                .ifPresent(n -> Docs.in(spec, "securityContext").put(field, n));
    }

    private static void spread(ObjectNode spec, Phrase phrase, Map<String, String> labels) {
        ObjectNode selector = Docs.object("matchLabels", labels);
        if (phrase.says("\\btopology ?spread|\\bevenly\\b|spread .*\\bzones?\\b")) {
            String key = phrase.says("\\bzones?\\b") ? "topology.kubernetes.io/zone" : "kubernetes.io/hostname";
            spec.set(
                    "topologySpreadConstraints",
                    Docs.list(Docs.object(
                            "maxSkew",
                            1,
                            "topologyKey",
                            key,
                            "whenUnsatisfiable",
                            "ScheduleAnyway",
                            "labelSelector",
                            selector)));
            return;
        }
        boolean must = phrase.says("\\b(?:never|not|no two|must not|required|hard|cannot|different nodes|separate"
                + " nodes)\\b.*\\b(?:nodes?|anti-?affinity)\\b|\\brequired\\b.*anti-?affinity");
        if (phrase.says("\\banti-?affinity\\b|\\b(?:different|separate|across(?: the| different| all| multiple)?)"
                + " nodes\\b|\\bsame node\\b|spread.{0,40}\\bnodes\\b")) {
            ObjectNode term = Docs.object("labelSelector", selector, "topologyKey", "kubernetes.io/hostname");
            boolean preferred = !must || phrase.says("\\b(?:prefer\\w*|soft|if possible|where possible|try)\\b");
            Docs.in(spec, "affinity")
                    .set(
                            "podAntiAffinity",
                            preferred
                                    ? Docs.object(
                                            "preferredDuringSchedulingIgnoredDuringExecution",
                                            Docs.list(Docs.object("weight", 100, "podAffinityTerm", term)))
                                    : Docs.object("requiredDuringSchedulingIgnoredDuringExecution", Docs.list(term)));
        }
    }
}
