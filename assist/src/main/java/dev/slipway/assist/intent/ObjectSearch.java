package dev.slipway.assist.intent;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.diagnose.evidence.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the objects that a request means: by kind and name, by a name alone, by "it", by a misspelt name, by a role.
 */
public final class ObjectSearch {
    private static final List<String> ROLES = List.of(
            "app", "app.kubernetes.io/name", "app.kubernetes.io/component", "tier", "component", "k8s-app", "role");

    private final Scope scope;
    private final List<ResourceKind> kinds;
    private final Phrase words;

    private ObjectSearch(Scope scope, Phrase words, List<ResourceKind> kinds) {
        this.scope = scope;
        this.words = words;
        this.kinds = kinds;
    }

    public static ObjectSearch of(Scope scope, List<ResourceKind> kinds) {
        return new ObjectSearch(scope, scope.phrase(), kinds);
    }

    public static ObjectSearch of(Scope scope, ResourceKind... kinds) {
        return of(scope, List.of(kinds));
    }

    /** A search in a part of the request. */
    public ObjectSearch in(Phrase piece) {
        return new ObjectSearch(scope, piece, kinds);
    }

    /** The result of a search. */
    public sealed interface Found {
        record One(ObjectNode object) implements Found {}

        record Many(List<ObjectNode> objects) implements Found {}

        record None(String name, List<String> nearest) implements Found {}
    }

    /** The existing objects that the request names. */
    public List<ObjectNode> all() {
        return switch (find()) {
            case Found.One one -> List.of(one.object());
            case Found.Many many -> List.of();
            case Found.None none -> List.of();
        };
    }

    public Optional<ObjectNode> one() {
        return all().stream().findFirst();
    }

    /** All objects whose names are in the request, in its order. */
    public List<ObjectNode> named() {
        Map<Integer, ObjectNode> found = new TreeMap<>();
        for (ResourceKind kind : kinds) {
            for (ObjectNode object : scope.objects().all(kind)) {
                int at = standing(LiveObjects.name(object));
                if (at >= 0 && here(object)) {
                    found.putIfAbsent(at, object);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private boolean here(ObjectNode object) {
        String space = LiveObjects.namespace(object);
        return space.isEmpty()
                || scope.named()
                        .map(n -> n.equals(space))
                        .orElse(space.equals(scope.namespace()) || !elsewhere(object));
    }

    /** Whether another object of its name is in the current namespace. */
    private boolean elsewhere(ObjectNode object) {
        return scope.objects().has(LiveObjects.kind(object), scope.namespace(), LiveObjects.name(object));
    }

    private int standing(String name) {
        if (PlainWords.has(name) && !beside(name)) {
            return -1;
        }
        Matcher m = Pattern.compile(
                        "(?<![\\w./:=@-])(?:\\w+/)?" + Pattern.quote(name) + "(?![\\w/:=@-]|\\.\\w)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(withoutNamespace());
        return m.find() ? m.start() : -1;
    }

    private String withoutNamespace() {
        String text = words.text();
        if (kinds.equals(List.of(ResourceKind.NAMESPACE))) {
            return text;
        }
        for (String space : scope.named().map(List::of).orElse(List.of())) {
            text = text.replaceAll(
                    "(?i)\\b(?:namespace(?: named| called| :)?|-n|--namespace[= ]) ?" + Pattern.quote(space)
                            + "(?![\\w-])",
                    " ");
            text = text.replaceAll("(?i)(?<![\\w-])" + Pattern.quote(space) + " namespace(?![\\w-])", " ");
            text = text.replaceAll(
                    "(?i)\\b(in|from|into|within|across) (?:the )?" + Pattern.quote(space)
                            + "(?![\\w-])(?! (?:deployment|pod|service|statefulset))",
                    " ");
        }
        return text.replaceAll(" +", " ").strip();
    }

    /** The name that the words give to an object of these kinds, whether or not it exists. */
    public Optional<String> spoken() {
        Phrase text = words.of(withoutNamespace());
        String kind =
                "(?:" + String.join("|", kinds.stream().map(ResourceKind::words).toList()) + ")";
        Optional<String> slash = text.value("(?:^| )" + kind + "/<name>");
        if (slash.isPresent()) {
            return slash;
        }
        Optional<String> named = text.value(
                "\\b" + kind + "(?: object| resource)?s? (?:named|called|with (?:the )?name|name) (?:: |= ?)?<name>");
        if (named.isPresent()) {
            return named;
        }
        return text.values("(?<![\\w-])" + kind + " (?:: )?<name>").stream()
                .filter(PlainWords::name)
                .findFirst()
                .or(() -> text
                        .values(
                                "\\b(?:the|a|an|my|our|of|for|to|scale|restart|delete|expose|rollback|update|describe|pause|resume|autoscale|remove|in|from|fix|get|show|check|and|,)"
                                        + " <name> "
                                        + kind + "\\b")
                        .stream()
                        .filter(PlainWords::name)
                        .findFirst())
                .or(() -> text.value(VERB + "<name>(?= (?:to|in|with|on|by|from|between|as|at)\\b|$)")
                        .filter(PlainWords::loose));
    }

    private static final String VERB = "^(?:\\w+"
            + " ){0,2}?(?:scale|restart|rollback|autoscale|expose|describe|pause|resume|delete|remove|fix|diagnose|drain|cordon|uncordon)(?:"
            + " up| down| out| in)? (?:the )?";

    /** Whether a name that is a plain word, such as "probe", is next to its kind or is the verb's only object. */
    private boolean beside(String name) {
        String kind =
                "(?:" + String.join("|", kinds.stream().map(ResourceKind::words).toList()) + ")";
        String quoted = Pattern.quote(name);
        return words.says("\\b" + kind + "[ /](?:named |called )?" + quoted + "(?![\\w-])|(?<![\\w-])" + quoted + " "
                + kind + "\\b|" + VERB + quoted + "(?= (?:to|in|with|on|by|from|between|as|at)\\b|$)");
    }

    /** Finds one object, several that match, or none. */
    public Found find() {
        List<ObjectNode> named = named();
        Optional<String> spoken = spoken();
        if (spoken.isPresent()) {
            List<ObjectNode> exact = exact(spoken.get());
            if (!exact.isEmpty()) {
                return narrowed(exact);
            }
        }
        if (!named.isEmpty()) {
            List<ObjectNode> first = exact(LiveObjects.name(longest(named)));
            return narrowed(first.isEmpty() ? List.of(named.getFirst()) : first);
        }
        if (spoken.isEmpty()) {
            if (words.says("\\b(?:it|its|them|that|this|they|these|those|itself)\\b")
                    || words.says("^\\S+(?: up| down| back)? (?:to|by|with|on|using)\\b")) {
                Optional<ObjectNode> last = scope.memory().last(kinds).flatMap(scope.objects()::find);
                if (last.isPresent()) {
                    return new Found.One(last.get());
                }
            }
        }
        List<ObjectNode> near = near(spoken);
        if (!near.isEmpty()) {
            return narrowed(near);
        }
        if (spoken.isPresent()) {
            Set<String> names = new TreeSet<>();
            kinds.forEach(
                    k -> scope.objects().all(k, scope.named().orElse("")).forEach(o -> names.add(LiveObjects.name(o))));
            Optional<String> nearest = NearestName.of(spoken.get(), names);
            return new Found.None(spoken.get(), nearest.map(List::of).orElseGet(() -> List.copyOf(names)));
        }
        // If only one object can be meant, it is that one.
        List<ObjectNode> only = new ArrayList<>();
        for (ResourceKind kind : kinds) {
            if (scope.speaksOf(kind) || words.says("\\b(?:app|application|workload)\\b")) {
                only.addAll(scope.objects().all(kind, scope.space()));
            }
        }
        if (only.size() == 1) {
            return new Found.One(only.getFirst());
        }
        Optional<ObjectNode> last = scope.memory().last(kinds).flatMap(scope.objects()::find);
        if (last.isPresent()) {
            return new Found.One(last.get());
        }
        return only.isEmpty() ? new Found.None("", List.of()) : new Found.Many(only);
    }

    private static ObjectNode longest(List<ObjectNode> named) {
        // "web" is only a part of "web-cache". The object that is named first is meant.
        return named.getFirst();
    }

    private List<ObjectNode> exact(String name) {
        List<ObjectNode> found = new ArrayList<>();
        Optional<String> space = scope.named();
        for (ResourceKind kind : kinds) {
            scope.objects().all(kind).stream()
                    .filter(o -> LiveObjects.name(o).equalsIgnoreCase(name))
                    .filter(o -> !kind.namespaced()
                            || space.isEmpty()
                            || LiveObjects.namespace(o).equals(space.get()))
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * Objects by a word that is similar to a name, or that says what the object is for: "the backend" for {@code
     * todo-backend}.
     */
    private List<ObjectNode> near(Optional<String> spoken) {
        Map<String, List<ObjectNode>> byName = new LinkedHashMap<>();
        Map<String, Set<String>> byRole = new LinkedHashMap<>();
        for (ResourceKind kind : kinds) {
            for (ObjectNode o : scope.objects().all(kind, scope.named().orElse(""))) {
                if (kind == ResourceKind.EVENT || LiveObjects.namespace(o).startsWith("kube-")) {
                    continue;
                }
                byName.computeIfAbsent(LiveObjects.name(o), n -> new ArrayList<>())
                        .add(o);
                for (String label : ROLES) {
                    String value = LiveObjects.labels(o).getOrDefault(label, "");
                    if (!value.isEmpty()) {
                        byRole.computeIfAbsent(value, v -> new LinkedHashSet<>())
                                .add(LiveObjects.name(o));
                    }
                }
            }
        }
        List<String> candidates =
                spoken.map(List::of).orElseGet(() -> List.of(withoutNamespace().split("[ ,]+")));
        Map<String, Integer> fit = new LinkedHashMap<>();
        for (String word : candidates) {
            String lower = word.toLowerCase(Locale.ROOT)
                    .replaceFirst("-(?:service|svc|deployment|deploy|pods?|statefulset|app|job|claim|pvc)$", "");
            if (lower.length() < 3 || !PlainWords.loose(lower)) {
                continue;
            }
            if (byName.containsKey(lower)) {
                return byName.getOrDefault(lower, List.of());
            }
            Set<String> names = new LinkedHashSet<>(byRole.getOrDefault(lower, Set.of()));
            byName.keySet().stream()
                    .filter(n -> List.of(n.split("[-.]")).contains(lower))
                    .forEach(names::add);
            names.forEach(n -> fit.merge(n, 1, Integer::sum));
        }
        if (!fit.isEmpty()) {
            // "the todo frontend": the object that matches most words is meant.
            int most = fit.values().stream().mapToInt(n -> n).max().orElse(0);
            List<ObjectNode> best = new ArrayList<>();
            fit.forEach((name, words) -> {
                if (words == most) {
                    best.addAll(byName.getOrDefault(name, List.of()));
                }
            });
            return best;
        }
        for (String word : candidates) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.length() < (spoken.isPresent() ? 3 : 4) || !PlainWords.loose(lower)) {
                continue;
            }
            // "api" is a whole word of "api-gateway", but "wbe" is a misspelt "web".
            Optional<String> near = byName.keySet().stream()
                    .filter(n -> n.replaceAll("\\D", "").equals(lower.replaceAll("\\D", "")))
                    .filter(n -> NearestName.distance(lower, n) <= Math.max(1, lower.length() / 4))
                    .min(Comparator.comparingInt((String n) -> NearestName.distance(lower, n))
                            .thenComparing(n -> n));
            if (near.isPresent()) {
                return byName.getOrDefault(near.get(), List.of());
            }
        }
        return List.of();
    }

    /** Of several objects with one name, the one in the current namespace; then the one of the first kind. */
    private Found narrowed(List<ObjectNode> found) {
        List<ObjectNode> left = found;
        Optional<ResourceKind> said = scope.first(kinds);
        if (said.isPresent() && !(said.get() == ResourceKind.POD && words.says("\\bpods? (?:of|in|for|behind)\\b"))) {
            List<ObjectNode> ofKind =
                    left.stream().filter(o -> LiveObjects.kind(o) == said.get()).toList();
            left = ofKind.isEmpty() ? left : ofKind;
        }
        String space = scope.space();
        List<ObjectNode> here = left.stream()
                .filter(o -> LiveObjects.namespace(o).isEmpty()
                        || LiveObjects.namespace(o).equals(space))
                .toList();
        left = here.isEmpty() ? left : here;
        if (here.isEmpty() && !scope.memory().namespace().isEmpty()) {
            List<ObjectNode> there = left.stream()
                    .filter(o -> LiveObjects.namespace(o).equals(scope.memory().namespace()))
                    .toList();
            left = there.isEmpty() ? left : there;
        }
        for (ResourceKind kind : kinds) {
            List<ObjectNode> first =
                    left.stream().filter(o -> LiveObjects.kind(o) == kind).toList();
            if (!first.isEmpty()) {
                return first.size() == 1 ? new Found.One(first.getFirst()) : new Found.Many(first);
            }
        }
        return new Found.None("", List.of());
    }

    /** The reply if there is not exactly one object. */
    public Reply otherwise(Found found) {
        String what = String.join(
                " or ", kinds.stream().limit(3).map(ResourceKind::told).toList());
        return switch (found) {
            case Found.One one -> Reply.Told.of(Docs.text(one.object(), "metadata/name"));
            case Found.Many many ->
                new Reply.Question("Which one is meant: "
                        + String.join(
                                ", ",
                                many.objects().stream()
                                        .limit(12)
                                        .map(o -> LiveObjects.ref(o).words())
                                        .toList())
                        + "?");
            case Found.None none ->
                new Reply.Question(
                        none.name().isEmpty()
                                ? "Which " + what + " is meant? Name it."
                                : "There is no " + what + " '" + none.name() + "'"
                                        + scope.named()
                                                .map(n -> " in namespace " + n)
                                                .orElse("")
                                        + (none.nearest().isEmpty()
                                                ? "."
                                                : none.nearest().size() == 1
                                                        ? "; the nearest is "
                                                                + none.nearest().getFirst() + ". Is it meant?"
                                                        : "; there are "
                                                                + String.join(
                                                                        ", ",
                                                                        none.nearest().stream()
                                                                                .limit(12)
                                                                                .toList())
                                                                + "."));
        };
    }
}
