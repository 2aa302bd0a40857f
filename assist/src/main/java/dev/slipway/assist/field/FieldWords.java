package dev.slipway.assist.field;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields that a request names by the API's names, with their values. "min ready seconds", "minReadySeconds" and "min-ready" are one. */
public final class FieldWords {
    private static final int LONGEST = 7;
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

    private FieldWords() {}

    /** A field with the value that a request gives it. */
    public record Said(FieldTree.Leaf leaf, JsonNode value, boolean whole) {}

    private record Place(FieldTree.Leaf leaf, int from, int to, boolean whole) {}

    /** Whether a request names a field of this kind, by its whole name or by what people say for it. */
    public static boolean named(Phrase phrase, ResourceKind kind) {
        return places(phrase, FieldTree.of(kind)).stream().anyMatch(Place::whole)
                || Idiom.ALL.stream()
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
                            .thenComparingInt(p -> p.leaf().path().length()))
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
        for (Idiom idiom : Idiom.ALL) {
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
                                || (letters.endsWith("s") && l.isCalled(letters.substring(0, letters.length() - 1))))
                        .filter(l -> shows(l, letters))
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

    /** Whether a name is enough to tell that a field is meant: one ordinary word such as "image" is not. */
    private static boolean shows(FieldTree.Leaf leaf, String letters) {
        boolean text = leaf.takes() == FieldTree.Takes.TEXT && !leaf.name().matches("hostname|subdomain");
        return leaf.compound() || leaf.name().equals("type") || (!text && !ORDINARY.contains(leaf.name()));
    }

    private static Optional<Said> said(Phrase phrase, Place place) {
        String before = phrase.text().substring(0, place.from()).stripTrailing();
        String after = phrase.text().substring(place.to()).strip();
        Optional<JsonNode> value = switch (place.leaf().takes()) {
            case NUMBER -> FieldValues.number(place.leaf(), before, after).map(Docs::node);
            case TRUTH -> Optional.of(Docs.node(FieldValues.truth(before, after)));
            case NUMBER_OR_TEXT -> FieldValues.either(before, after).map(Docs::node);
            case TEXT -> FieldValues.text(phrase, place.leaf(), before, after).map(Docs::node);
        };
        return value.map(v -> new Said(place.leaf(), v, place.whole()));
    }
}
