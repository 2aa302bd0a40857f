package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads everything that a request says of a pod, as a pod's spec. */
public final class PodWords {
    private static final Pattern NAMED = Pattern.compile(
            "\\bcontainers? (?:is |are |: )?(?:named|called|name) (?:: )?(" + Phrase.NAME
                    + ")((?: ,| and| ,? and|, )+ ?(?!the\\b|a\\b|an\\b|one\\b|another\\b)" + Phrase.NAME + "(?= |$))*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE = Pattern.compile(
            "\\b(?:the|an?|and|one|,|:)"
                    + " ((?!(?:init|first|second|third|other|main|single|same|new|another|one|each|both|two|docker|extra|additional|helper|primary|running|secondary|next|last|nginx|redis|busybox|alpine|httpd|postgres|mysql|ubuntu|python|application|debian|named|ambassador|adapter|with|and|which|that|in|of|its|this|following|two)\\b)[a-z][\\w-]*)"
                    + " container\\b(?! (?:named|called))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOSE = Pattern.compile(
            "(?:^|[ ,])(?:one|another|other|first|second|third|an?|the other|\\d)(?: \\S+){0,2} (?:named|called) ("
                    + Phrase.NAME
                    + ")|(?:^| )(?:and|,|containers :|\\n) (?:an? |the |another )?(?:\\w+ )?(?:named|called) ("
                    + Phrase.NAME + ")",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DIRECT = Pattern.compile(
            "\\bcontainers?"
                    + " (?!named|called|with|using|uses|running|runs|that|which|port|image|and|in|is|has|should|from|to|at|on|of|the|a)([a-z][\\w-]*)"
                    + " (?=uses?|using|runs?|running|with|that|which|has|should|must|writes?|reads?|tails?|:|\\(|image|prints?|serves?)",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> IDLE = List.of("busybox", "alpine", "ubuntu", "debian", "curlimages/curl");

    private PodWords() {}

    /**
     * The spec, with notes on what had to be assumed.
     *
     * @param notes for the person
     */
    public record Spec(ObjectNode spec, List<String> notes) {}

    private record Segment(String name, String image, int at) {}

    /**
     * @param name of the object, which a single container shares
     * @param labels of the pod
     * @param ends whether its containers end, as those of a Job do
     */
    public static Spec of(Phrase phrase, String name, Map<String, String> labels, boolean ends) {
        List<String> notes = new ArrayList<>();
        ObjectNode spec = Docs.nothing();
        ArrayNode containers = spec.putArray("containers");
        Phrase rest = init(
                phrase.of(phrase.text()
                        .replaceAll(
                                "(?i)(?<![\\w./])(/[\\w./-]+) (?:from|of|on) (?:the |its |each )?(?:host|node)(?: at (/[\\w./-]+))?(?= |$)",
                                "hostpath $1 at $1$2")
                        .replaceAll("(?i)(hostpath (/[\\w./-]+) at )\\2(?=/)", "$1")),
                spec);
        List<Segment> segments = segments(rest, name, notes);
        List<Phrase> pieces = pieces(rest, segments);
        for (int i = 0; i < segments.size(); i++) {
            ObjectNode container = Docs.object(
                    "name", segments.get(i).name(), "image", segments.get(i).image());
            Phrase piece = segments.size() == 1 ? rest : pieces.get(i);
            fill(container, piece);
            boolean idle = IDLE.contains(segments.get(i).image().replaceFirst(":[^/:]*$", ""));
            if (idle && !ends && !container.has("command") && !container.has("args")) {
                container.set("command", Docs.list("sleep", "infinity"));
                notes.add("the image " + segments.get(i).image() + " ends at once on its own; container "
                        + segments.get(i).name() + " sleeps");
            }
            containers.add(container);
        }
        PlacementWords.put(spec, rest, labels);
        MountWords.put(spec, rest);
        return new Spec(spec, notes);
    }

    /** Adds what a request says to an existing container. */
    public static boolean fill(ObjectNode container, Phrase piece) {
        Phrase said = piece.without("\\binit container\\b.*$");
        boolean changed = PortWords.put(container, said);
        changed |= EnvWords.put(container, said);
        changed |= Amounts.put(container, said);
        changed |= CommandWords.put(container, said.without(ProbeWords.PIECE));
        changed |= ProbeWords.put(container, said);
        changed |= SecurityWords.put(container, said);
        var policy = said.value("\\bimage ?pull ?policy\\b.{0,40}?\\b(always|never|ifnotpresent)");
        policy.ifPresent(p -> container.put(
                "imagePullPolicy",
                p.equalsIgnoreCase("ifnotpresent")
                        ? "IfNotPresent"
                        : p.substring(0, 1).toUpperCase(Locale.ROOT)
                                + p.substring(1).toLowerCase(Locale.ROOT)));
        return changed || policy.isPresent();
    }

    /** Adds what a request says to an existing pod, except its containers. */
    public static boolean place(ObjectNode spec, Phrase phrase, Map<String, String> labels) {
        boolean placed = PlacementWords.put(spec, phrase, labels);
        return MountWords.put(spec, phrase) || placed;
    }

    /** Reads the init containers and removes them from the text. */
    private static Phrase init(Phrase phrase, ObjectNode spec) {
        Matcher m = Pattern.compile(
                        "\\b(?:an? |the |and )*init[ -]?containers?\\b.*?(?= \\. | ; |, then| then (?:the|a)"
                                + " |(?:,|and) (?:an?|the) (?:main|app|nginx|web|second|regular) |(?: and| ,) (?:main|app)"
                                + " container|$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(phrase.text());
        if (!m.find()) {
            return phrase;
        }
        Phrase piece = phrase.of(m.group());
        String image = ImageWords.any(piece).orElse("busybox");
        String name = piece.value("\\b(?:named|called) <name>").orElse("init");
        ObjectNode container = Docs.object("name", name, "image", image);
        fill(container, piece.of(piece.text().replaceAll("(?i)\\binit[ -]?containers?\\b", "container")));
        if (!container.has("command")) {
            var service = piece.value("\\bwait(?:s|ing)? (?:for|until) (?:the )?(?:service |database )?<name>");
            service.ifPresent(
                    s -> container.set("command", Docs.list("sh", "-c", "until nslookup " + s + "; do sleep 2; done")));
        }
        spec.set("initContainers", Docs.list(container));
        Phrase left = phrase.of(
                (phrase.text().substring(0, m.start()) + " " + phrase.text().substring(m.end())).replaceAll(" +", " "));
        ObjectNode all = Docs.object("containers", Docs.list(container));
        MountWords.put(all, piece);
        if (all.has("volumes")) {
            spec.set("volumes", all.path("volumes"));
        } else if (phrase.says("\\bemptydir\\b|shared volume")) {
            List<MountWords.Mounted> shared = MountWords.of(left, List.of("main"));
            shared.forEach(s -> Docs.put(
                    Docs.listIn(container, "volumeMounts"),
                    "mountPath",
                    Docs.object(
                            "name",
                            Docs.text(s.volume(), "name"),
                            "mountPath",
                            s.places().getFirst().path())));
        }
        return left;
    }

    private static List<Segment> segments(Phrase phrase, String name, List<String> notes) {
        List<ImageWords.Mention> images = new ArrayList<>(ImageWords.all(phrase));
        List<Segment> names = names(phrase, name);
        boolean several = names.size() > 1
                || phrase.says("\\b(?:[2-9]|multiple|several|multi)["
                        + " -]containers?\\b|\\bsidecar\\b|\\b(?:second|another|other)"
                        + " container\\b|\\bcontainers\\b.*\\band\\b");
        List<Segment> segments = new ArrayList<>();
        if (!several) {
            String image = images.isEmpty()
                    ? ImageWords.any(phrase).orElse("")
                    : images.getFirst().image();
            if (image.isEmpty()) {
                boolean known = name.matches("(?i)" + ImageWords.KNOWN);
                image = known
                        ? ImageWords.reference(name)
                        : phrase.says("\\b(?:sleep|command|echo|runs?|prints?)\\b") ? "busybox" : "nginx";
                notes.add("no image was named: " + image);
            }
            String own = names.isEmpty() ? name : names.getFirst().name();
            segments.add(new Segment(own.isEmpty() ? ImageWords.name(image) : own, image, 0));
            return segments;
        }
        // The same image in two containers means two; the same image said twice of one container means one.
        int count = Math.max(
                names.size(), phrase.number("\\b([2-9])[ -]containers?\\b").orElse(0));
        if (images.isEmpty()) {
            ImageWords.any(phrase).ifPresent(i -> images.add(new ImageWords.Mention(i, 0)));
        }
        count = Math.max(count, names.size() > 1 ? names.size() : images.size());
        if (count < 2) {
            count = 2;
        }
        Set<String> used = new HashSet<>();
        boolean guessed = false;
        for (int i = 0; i < count; i++) {
            Segment named = i < names.size() ? names.get(i) : null;
            ImageWords.Mention image = named != null && images.size() != names.size()
                    ? nearest(named, names, images, i)
                    : i < images.size() ? images.get(i) : null;
            guessed |= image == null;
            String reference = image == null
                    ? (images.size() == 1 && names.size() > 1
                            ? images.getFirst().image()
                            : "busybox")
                    : image.image();
            String own =
                    named == null ? (image == null && i > 0 ? "sidecar" : ImageWords.name(reference)) : named.name();
            while (!used.add(own)) {
                own = own + "-" + (i + 1);
            }
            int at = named != null && image != null
                    ? Math.min(named.at(), image.at())
                    : named != null ? named.at() : image != null ? image.at() : Integer.MAX_VALUE;
            segments.add(new Segment(own, reference, at));
        }
        if (guessed) {
            notes.add("not every container has an image in the request: "
                    + String.join(
                            ", ",
                            segments.stream()
                                    .map(s -> s.name() + " " + s.image())
                                    .toList()));
        }
        return segments;
    }

    /** The image between this name and the next, else the one before it. */
    private static ImageWords.@Nullable Mention nearest(
            Segment named, List<Segment> names, List<ImageWords.Mention> images, int i) {
        int next = i + 1 < names.size() ? names.get(i + 1).at() : Integer.MAX_VALUE;
        for (ImageWords.Mention image : images) {
            if (image.at() > named.at() && image.at() < next) {
                return image;
            }
        }
        int before = i > 0 ? names.get(i - 1).at() : 0;
        for (ImageWords.Mention image : images) {
            if (image.at() > before && image.at() < named.at()) {
                return image;
            }
        }
        return images.isEmpty() ? null : images.size() == 1 ? images.getFirst() : null;
    }

    private static List<Segment> names(Phrase phrase, String object) {
        Map<Integer, String> found = new TreeMap<>();
        Matcher list = NAMED.matcher(phrase.text());
        while (list.find()) {
            Matcher name = Pattern.compile(Phrase.NAME)
                    .matcher(list.group()
                            .replaceFirst("(?i)^containers? (?:is |are |: )?(?:named|called|name) (?:: )?", ""));
            int offset = list.end()
                    - list.group()
                            .replaceFirst("(?i)^containers? (?:is |are |: )?(?:named|called|name) (?:: )?", "")
                            .length();
            while (name.find()) {
                if (!name.group().matches("(?i)and|,|image|using|running|with")) {
                    found.put(offset + name.start(), phrase.resolved(name.group()));
                }
            }
        }
        Matcher direct = DIRECT.matcher(phrase.text());
        while (direct.find()) {
            if (!found.containsValue(direct.group(1))) {
                found.put(direct.start(1), direct.group(1));
            }
        }
        Matcher before = BEFORE.matcher(phrase.text());
        while (before.find()) {
            if (!found.containsValue(before.group(1)) && !before.group(1).equals("sidecar")) {
                found.put(before.start(1), before.group(1));
            } else if (before.group(1).equals("sidecar")
                    && !phrase.says("sidecar container (?:named|called)|sidecar (?:named|called)")) {
                found.putIfAbsent(before.start(1), "sidecar");
            }
        }
        Matcher sidecar = Pattern.compile("\\bsidecar (?:named|called) (" + Phrase.NAME + ")", Pattern.CASE_INSENSITIVE)
                .matcher(phrase.text());
        while (sidecar.find()) {
            found.put(sidecar.start(1), phrase.resolved(sidecar.group(1)));
        }
        boolean containers = phrase.says("\\bcontainers\\b");
        if (containers) {
            Matcher loose = LOOSE.matcher(phrase.text());
            while (loose.find()) {
                String name = loose.group(1) == null ? loose.group(2) : loose.group(1);
                int at = loose.group(1) == null ? loose.start(2) : loose.start(1);
                if (name != null
                        && !phrase.resolved(name).equals(object)
                        && !found.containsValue(phrase.resolved(name))
                        && !volume(phrase, at)) {
                    found.put(at, phrase.resolved(name));
                }
            }
            Matcher using = Pattern.compile(
                            "(?:,|and|containers :?) ([a-z][\\w-]*) (?=(?:using|running|runs|uses|with image|with the"
                                    + " image|with) (?:the |image )*[\\w./:-]+)",
                            Pattern.CASE_INSENSITIVE)
                    .matcher(phrase.text());
            while (found.size() < 4 && using.find()) {
                String name = using.group(1);
                if (!name.equals(object)
                        && !found.containsValue(name)
                        && !name.matches(
                                "(?i)one|another|other|the|both|each|it|image|nginx|redis|busybox|pod|second|first|containers?|with|running|using|main|named|replicas|that|which")) {
                    found.put(using.start(1), name);
                }
            }
            Matcher listed = Pattern.compile(
                            "\\bcontainers (?:: )?\\(? ?([a-z][\\w-]*) (?:\\(|using|with|running|image)(?:"
                                    + " .*?)(?:,|and) (?:\\) )?([a-z][\\w-]*) (?:\\(|using|with|running|image)",
                            Pattern.CASE_INSENSITIVE)
                    .matcher(phrase.text());
            if (found.isEmpty() && listed.find()) {
                found.put(listed.start(1), listed.group(1));
                found.put(listed.start(2), listed.group(2));
            }
        }
        List<Segment> names = new ArrayList<>();
        found.forEach((at, name) -> {
            if (names.stream().noneMatch(s -> s.name().equals(name))) {
                names.add(new Segment(name, "", at));
            }
        });
        return names;
    }

    private static boolean volume(Phrase phrase, int at) {
        return phrase.text()
                .substring(Math.max(0, at - 30), at)
                .matches("(?is).*\\b(?:volume|emptydir|configmap|secret|pvc|namespace|port|key)\\b(?: \\w+)?"
                        + " (?:named|called) $");
    }

    private static List<Phrase> pieces(Phrase phrase, List<Segment> segments) {
        List<Integer> starts = segments.stream().map(Segment::at).toList();
        List<Phrase> pieces = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            int from = Math.min(starts.get(i), phrase.text().length());
            int to = phrase.text().length();
            for (int other : starts) {
                if (other > from && other < to) {
                    to = other;
                }
            }
            String piece = phrase.text().substring(from, to);
            // "The writer should ...": a later sentence about one of them.
            StringBuilder more = new StringBuilder(piece);
            for (String sentence : phrase.text().split(" \\. ")) {
                String name = segments.get(i).name();
                boolean about = Pattern.compile(
                                "^(?:the |in the |container |and )*" + Pattern.quote(name) + "(?: container)?(?= )",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(sentence)
                        .find();
                if (about && !piece.contains(sentence)) {
                    more.append(" . ").append(sentence);
                }
            }
            pieces.add(phrase.of(more.toString()));
        }
        return pieces;
    }
}
