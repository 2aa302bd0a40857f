package dev.slipway.assist.field;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields that a request names by the API's names, with their values. "min ready seconds", "minReadySeconds" and "min-ready" are one. */
public final class FieldWords {
    private static final int LONGEST = 7;
    private static final Map<String, Integer> UNITS = Map.of(
            "s", 1, "sec", 1, "second", 1, "m", 60, "min", 60, "minute", 60, "h", 3600, "hour", 3600, "d", 86_400);
    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,7})(?: |-)?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d)?(?= |$|-)", Pattern.CASE_INSENSITIVE);
    /** Words between a field and its value. */
    private static final Set<String> LINKS = Set.of(
            "to", "of", "is", "be", "as", "at", "with", "=", ":", "should", "must", "set", "on", "for", "a", "the",
            "value");
    /** Names of fields that are ordinary words of other meanings. */
    private static final Set<String> ORDINARY = Set.of(
            "replicas",
            "schedule",
            "image",
            "name",
            "path",
            "port",
            "host",
            "scheme",
            "value",
            "type",
            "user",
            "level",
            "role",
            "command",
            "seconds",
            "weight",
            "number",
            "count",
            "unit",
            "stdin",
            "key",
            "drop",
            "add",
            "version",
            "protocol",
            "mode");

    private static final Pattern NO = Pattern.compile(
            "(?:^| )(?:disable[sd]?|no|not|without|never|off|forbid|don't|doesn't|unset|false|deactivate)(?: |$)",
            Pattern.CASE_INSENSITIVE);

    private FieldWords() {}

    /** A field with the value that a request gives it. */
    public record Said(FieldTree.Leaf leaf, JsonNode value, boolean whole) {}

    private record Place(FieldTree.Leaf leaf, int from, int to, boolean whole) {}

    /** Whether a request names a field of this kind, by its whole name or by what people say for it. */
    public static boolean named(Phrase phrase, ResourceKind kind) {
        return places(phrase, FieldTree.of(kind)).stream().anyMatch(Place::whole)
                || IDIOMS.stream()
                        .anyMatch(i -> i.words().matcher(phrase.text()).find()
                                && FieldTree.of(kind).stream()
                                        .anyMatch(l -> l.name().equals(i.field())));
    }

    /**
     * The fields with their values, each place of the text once. Of fields with one name, the one whose parents are named or there is meant.
     *
     * @param object whose fields they are
     */
    public static List<Said> of(Phrase phrase, ObjectNode object) {
        List<Place> places = places(phrase, FieldTree.of(LiveObjects.kind(object)));
        List<Said> said = new ArrayList<>();
        while (!places.isEmpty()) {
            Place first = places.getFirst();
            List<Place> same = places.stream()
                    .filter(p -> p.from() < first.to() && first.from() < p.to())
                    .toList();
            int longest = same.stream().mapToInt(p -> p.to() - p.from()).max().orElse(0);
            List<Place> best = same.stream()
                    .filter(p -> p.to() - p.from() == longest)
                    .filter(p -> possible(object, p.leaf()) && (p.whole() || near(phrase, object, p.leaf())))
                    .sorted(Comparator.comparingInt((Place p) -> -fits(phrase, object, p.leaf()))
                            .thenComparing(p -> p.leaf().path().length()))
                    .toList();
            // The end of two names, such as "history limit", is neither of them.
            boolean open = best.size() > 1
                    && !best.get(0).leaf().name().equals(best.get(1).leaf().name())
                    && fits(phrase, object, best.get(0).leaf())
                            == fits(phrase, object, best.get(1).leaf());
            if (!best.isEmpty() && !open) {
                said(phrase, best.getFirst()).ifPresent(said::add);
            }
            places.removeAll(same);
        }
        for (Idiom idiom : IDIOMS) {
            Matcher m = idiom.words().matcher(phrase.text());
            if (m.find()) {
                FieldTree.of(LiveObjects.kind(object)).stream()
                        .filter(l -> l.name().equals(idiom.field()))
                        .min(Comparator.comparingInt(l -> l.path().length()))
                        .filter(l -> said.stream().noneMatch(s -> s.leaf().equals(l)))
                        .flatMap(l -> idiom.value(l, m).map(v -> new Said(l, v, true)))
                        .ifPresent(said::add);
            }
        }
        return said;
    }

    /**
     * A field that people say without its name.
     *
     * @param value of the field; empty for the number of the first group
     */
    private record Idiom(Pattern words, String field, String value) {
        static Idiom of(String words, String field, String value) {
            return new Idiom(Pattern.compile("\\b(?:" + words + ")", Pattern.CASE_INSENSITIVE), field, value);
        }

        Optional<JsonNode> value(FieldTree.Leaf leaf, Matcher m) {
            return value.isEmpty() ? number(leaf, m.group(1), "").map(Docs::node) : Optional.of(Docs.node(value));
        }
    }

    private static final String SPAN = "(\\d+ ?(?:s|sec|seconds?|m|min|minutes?|h|hours?)?)";
    private static final List<Idiom> IDIOMS = List.of(
            Idiom.of("(?:give|gives) up after " + SPAN, "activeDeadlineSeconds", ""),
            Idiom.of(SPAN + " to (?:shut ?down|stop|terminate|finish|drain|exit)", "terminationGracePeriodSeconds", ""),
            Idiom.of(
                    "(?:never|not|doesn't|don't) preempts?|without preempt\\w+|non-?preempting",
                    "preemptionPolicy",
                    "Never"),
            Idiom.of(
                    "(?:keep|retain|store)s? (?:only )?(?:the )?(?:last |at most )?(\\d+) (?:old |previous |past )*(?:revisions?|replicasets?)",
                    "revisionHistoryLimit",
                    ""),
            Idiom.of("(\\d+) successful(?: jobs?| runs?)?", "successfulJobsHistoryLimit", ""),
            Idiom.of("(\\d+) failed (?:jobs?|runs?)", "failedJobsHistoryLimit", ""),
            Idiom.of(
                    "(?:forbid|prevent|no|not allow|never|without|disallow|avoid)\\b.{0,20}\\b(?:concurrent|overlap\\w*|parallel|simultaneous)",
                    "concurrencyPolicy",
                    "Forbid"),
            Idiom.of(
                    "(?:remove|delete|clean)\\w*.{0,20} " + SPAN + " after (?:it |they )?(?:finish|complet|is done)",
                    "ttlSecondsAfterFinished",
                    ""));

    /** What a request says of a new object beside what is there already. */
    public static void add(ObjectNode object, Phrase phrase) {
        put(
                object,
                of(phrase, object).stream()
                        .filter(s -> Docs.at(object, s.leaf().path()).isMissingNode())
                        .toList());
    }

    /** Fields of a changed object that the change has not touched itself. */
    public static void complete(ObjectNode after, ObjectNode before, Phrase phrase) {
        put(
                after,
                of(phrase, before).stream()
                        .filter(s -> Docs.at(after, s.leaf().path())
                                .equals(Docs.at(before, s.leaf().path())))
                        .toList());
    }

    /** Puts the fields into the object. */
    public static void put(ObjectNode object, List<Said> said) {
        for (Said s : said) {
            ObjectNode parent = object;
            JsonNode node = object;
            for (String part : s.leaf().parent().isEmpty()
                    ? new String[0]
                    : s.leaf().parent().split("/")) {
                node = node.isArray() ? node.path(Integer.parseInt(part)) : node.path(part);
                if (node instanceof ObjectNode there) {
                    parent = there;
                } else if (!node.isArray()) {
                    parent = parent.putObject(part);
                    node = parent;
                }
            }
            parent.set(s.leaf().name(), s.value());
        }
    }

    /** A probe or a metric cannot be made by one of its fields, and a list has an item to change or none. */
    private static boolean possible(ObjectNode object, FieldTree.Leaf leaf) {
        String parent = leaf.parent();
        boolean whole = parent.endsWith("Probe")
                || parent.matches(".*/(?:httpGet|tcpSocket|grpc|exec)")
                || parent.endsWith("/0");
        return !whole || Docs.at(object, parent).isObject();
    }

    /** Whether a field that is named in part only belongs to something that is there or is named, too. */
    private static boolean near(Phrase phrase, ObjectNode object, FieldTree.Leaf leaf) {
        String above = leaf.parent().substring(leaf.parent().lastIndexOf('/') + 1);
        return above.matches("spec|\\d*")
                || Docs.at(object, leaf.parent()).isObject()
                || letters(phrase.text()).contains(above.toLowerCase(Locale.ROOT));
    }

    private static int fits(Phrase phrase, ObjectNode object, FieldTree.Leaf leaf) {
        String letters = letters(phrase.text());
        int fits = 0;
        for (String part : leaf.parent().split("/")) {
            if (part.matches("spec|template|jobTemplate|containers|\\d+")) {
                continue;
            }
            fits += letters.contains(part.toLowerCase(Locale.ROOT)) ? 4 : 0;
        }
        return fits
                + (Docs.at(object, leaf.path()).isMissingNode() ? 0 : 2)
                + (Docs.at(object, leaf.parent()).isObject() ? 1 : 0);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    private static List<Place> places(Phrase phrase, List<FieldTree.Leaf> leaves) {
        List<Place> places = new ArrayList<>();
        Matcher word = Pattern.compile("(?<![\\w./=:-])[A-Za-z][\\w-]*").matcher(phrase.text());
        List<int[]> words = new ArrayList<>();
        while (word.find()) {
            words.add(new int[] {word.start(), word.end()});
        }
        for (int i = 0; i < words.size(); i++) {
            for (int j = i; j < Math.min(words.size(), i + LONGEST); j++) {
                if (j > i && words.get(j)[0] > words.get(j - 1)[1] + 1) {
                    break;
                }
                String letters = letters(phrase.text().substring(words.get(i)[0], words.get(j)[1]));
                int from = words.get(i)[0];
                int to = words.get(j)[1];
                leaves.stream()
                        .filter(l -> l.isCalled(letters)
                                || letters.endsWith("s") && l.isCalled(letters.substring(0, letters.length() - 1)))
                        .filter(l -> l.compound()
                                || letters.length() > 11
                                || (l.takes() != FieldTree.Takes.TEXT
                                                || l.name().matches("hostname|subdomain"))
                                        && !ORDINARY.contains(l.name()))
                        .forEach(l -> places.add(new Place(
                                l,
                                from,
                                to,
                                !l.isCalled(letters)
                                        || letters.equals(l.name().toLowerCase(Locale.ROOT))
                                        || l.name().equals("type"))));
            }
        }
        return places;
    }

    private static Optional<Said> said(Phrase phrase, Place place) {
        String before = phrase.text().substring(0, place.from()).stripTrailing();
        String after = phrase.text().substring(place.to()).strip();
        Optional<JsonNode> value = switch (place.leaf().takes()) {
            case NUMBER -> number(place.leaf(), before, after).map(Docs::node);
            case TRUTH -> Optional.of(Docs.node(truth(before, after)));
            case NUMBER_OR_TEXT -> either(before, after).map(Docs::node);
            case TEXT -> text(phrase, place.leaf(), before, after).map(Docs::node);
        };
        return value.map(v -> new Said(place.leaf(), v, place.whole()));
    }

    private static Optional<Long> number(FieldTree.Leaf leaf, String before, String after) {
        String rest = after.replaceFirst("(?i)^(.*?\\bfrom \\S+ (?:\\w+ )?)?(?=to \\d)", "");
        Matcher m = TIME.matcher(rest);
        Matcher earlier = Pattern.compile(
                        "(\\d{1,7})(?: |-)?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d)?$", Pattern.CASE_INSENSITIVE)
                .matcher(before);
        boolean behind = m.find() && rest.substring(0, m.start()).split(" ").length <= LONGEST;
        Matcher found = behind ? m : earlier.find() ? earlier : null;
        if (found == null) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        String unit = found.group(2) == null
                ? "s"
                : found.group(2).toLowerCase(Locale.ROOT).replaceFirst("(?<=..)s$", "");
        return Optional.of(leaf.inSeconds() ? number * UNITS.getOrDefault(unit, 1) : number);
    }

    private static boolean truth(String before, String after) {
        Matcher said = Pattern.compile(
                        "^(?:(?:to|is|=|:|of|should|be|\\S+) )?(?:be )?(true|false|on|off|yes|no)(?: |$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(after);
        if (said.find()) {
            return said.group(1).matches("(?i)true|on|yes");
        }
        return !NO.matcher(before).find() && !after.matches("(?i)(?:to |is )?(?:off|false|disabled)\\b.*");
    }

    private static Optional<Object> either(String before, String after) {
        Matcher m = Pattern.compile("^(?:\\D{0,40}? )??(\\d+%?)(?= |$)").matcher(after);
        Matcher earlier = Pattern.compile("(\\d+%?)$").matcher(before);
        Matcher found = m.find() ? m : earlier.find() ? earlier : null;
        return Optional.ofNullable(found).map(f -> f.group(1).endsWith("%") ? f.group(1) : Integer.valueOf(f.group(1)));
    }

    private static Optional<String> text(Phrase phrase, FieldTree.Leaf leaf, String before, String after) {
        Matcher linked = Pattern.compile(
                        "^(?:(?:of|on|for|in) (?:(?:the )?(?:\\w+ )?\\S+ )?)?(?:(?:should|must) be|to be|to|is|=|:|as|with) (?:the )?(?:value |serviceaccount |class |priorityclass )?(«\\d+»|[^\\s,;]+)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(after);
        // A field that names another object is followed by the name alone: "the service account reporter".
        Matcher next = Pattern.compile(
                        leaf.name().endsWith("Name")
                                ? "^(?:named |called )?(?!(?:to|of|is|for|in|on|with|and)\\b)(«\\d+»|[\\w/.-]+)"
                                : "^(«\\d+»|[A-Z][\\w/.-]*)")
                .matcher(after);
        Matcher earlier = Pattern.compile("(?:^| )([A-Z][\\w/.-]*)$").matcher(before);
        String value = linked.find() && !LINKS.contains(linked.group(1))
                ? linked.group(1)
                : next.find() ? next.group(1) : earlier.find() ? earlier.group(1) : "";
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String plain = phrase.resolved(value);
        // What these take are words such as Always, Retain and ClientIP.
        return Optional.of(
                leaf.name().matches(".*(?:Policy|Mode|Affinity)") && plain.matches("[a-z][A-Za-z]*")
                        ? plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1)
                        : plain);
    }
}
