package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads volumes and their mounts. */
public final class MountWords {
    private static final String MOUNTED = "\\bmount(?:s|ed|ing)?\\b|\\bvolume\\b|\\bmountpath\\b";
    private static final Pattern SOURCE = Pattern.compile(
            "\\b(emptydir|shared (?:empty )?(?:volume|directory|storage)|share an? volume|sharing an? volume|memory"
                    + " volume|in-memory volume|configmap|secret|pvc|claim|hostpath|volume)s?\\b(?:(?: volume| mount|"
                    + " directory| claim)*(?: named| called| name)? "
                    + Phrase.NAME + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile(
            "(?:\\b(?:shares?|sharing|shared|mounts?|mounting|at|to|on|under|in|into|inside|path|directory|mountpath|as|onto|folder|from|containers?|:|=|and)"
                    + " )(?:the |a |path |directory |folder |mountpath |mount path |: |same path )*(/[\\w./-]*)(?:"
                    + " (?:in|of|inside|for|by|on) (?:the |container )*([\\w-]+))?",
            Pattern.CASE_INSENSITIVE);
    private static final String NO_NAME =
            "volume|mount|directory|claim|mounted|named|called|read|readonly|size|shared|between|as|at|key|keys|values|both|each";

    private MountWords() {}

    /**
     * A volume with its mounts.
     *
     * @param places container and path; an empty container means all containers
     */
    record Mounted(ObjectNode volume, List<Place> places, boolean readOnly) {}

    record Place(String container, String path, int at) {}

    static List<Mounted> of(Phrase phrase, List<String> containers) {
        List<Mounted> all = new ArrayList<>();
        boolean shared = phrase.says("\\bemptydir\\b|\\bshar(?:e|es|ing|ed)\\b");
        if (!phrase.says(MOUNTED) && !shared && !phrase.says("\\bhostpath\\b|\\bpvc\\b")) {
            return all;
        }
        Matcher m = SOURCE.matcher(phrase.text());
        List<int[]> spans = new ArrayList<>();
        List<ObjectNode> volumes = new ArrayList<>();
        while (m.find()) {
            String name = m.group(2) == null || m.group(2).matches("(?i)" + NO_NAME) ? "" : phrase.resolved(m.group(2));
            boolean env = phrase.part(
                            Math.max(0, m.start() - 40), Math.min(phrase.text().length(), m.end() + 30))
                    .says("\\bkey \\S+ (?:of|from|in) (?:the )?(?:configmap|secret)|\\bas env\\b|\\benv from\\b|env"
                            + " \\S+ from");
            ObjectNode volume = volume(m.group(1).toLowerCase(Locale.ROOT), name, phrase, shared, volumes);
            if (volume != null && !env) {
                volumes.add(volume);
                spans.add(new int[] {m.start(), m.end()});
            }
        }
        if (volumes.isEmpty() && shared && containers.size() > 1) {
            volumes.add(Docs.object("name", "shared").set("emptyDir", Docs.nothing()));
            spans.add(new int[] {0, 0});
        }
        List<Place> places = places(phrase, containers);
        for (int i = 0; i < volumes.size(); i++) {
            int from = volumes.size() == 1 ? 0 : spans.get(i)[0];
            int to = i + 1 < spans.size() ? spans.get(i + 1)[0] : Integer.MAX_VALUE;
            List<Place> own = new ArrayList<>(places.stream()
                    .filter(p -> volumes.size() == 1 || (p.at() >= from && p.at() < to))
                    .toList());
            String kind = volumes.get(i).toString();
            if (kind.contains("\"hostPath\"")) {
                String host = Docs.text(volumes.get(i), "hostPath/path");
                own.removeIf(p -> p.path().equals(host) && own.size() > 1);
            }
            if (own.isEmpty()
                    && (kind.contains("\"configMap\"") || kind.contains("\"secret\""))
                    && phrase.says("\\bmount|\\bas an? volume\\b")) {
                own.add(new Place("", "/etc/" + Docs.text(volumes.get(i), "name"), 0));
            }
            if (own.isEmpty() && kind.contains("\"hostPath\"")) {
                own.add(new Place("", Docs.text(volumes.get(i), "hostPath/path"), 0));
            }
            if (own.isEmpty() && (kind.contains("emptyDir") || kind.contains("persistentVolumeClaim"))) {
                own.add(new Place(
                        "",
                        phrase.value("(?<![\\w.])(/[\\w.-]+(?:/[\\w.-]+)*)/[\\w.-]+(?= |$)")
                                .orElse("/data"),
                        0));
            }
            if (!own.isEmpty()) {
                all.add(new Mounted(
                        volumes.get(i), own, phrase.says("\\breadonly\\b") && !phrase.says("readonly root")));
            }
        }
        return all;
    }

    private static @Nullable ObjectNode volume(
            String kind, String name, Phrase phrase, boolean shared, List<ObjectNode> there) {
        String own = phrase.value("\\bvolume (?:named|called|name) <name>").orElse("");
        return switch (kind) {
            case "configmap" ->
                name.isEmpty()
                        ? null
                        : Docs.object(
                                "name", own.isEmpty() ? clean(name) : own, "configMap", Docs.object("name", name));
            case "secret" ->
                name.isEmpty()
                        ? null
                        : Docs.object(
                                "name", own.isEmpty() ? clean(name) : own, "secret", Docs.object("secretName", name));
            case "pvc", "claim" ->
                name.isEmpty()
                        ? null
                        : Docs.object(
                                "name",
                                own.isEmpty() || own.equals(name) ? clean(name) : own,
                                "persistentVolumeClaim",
                                Docs.object("claimName", name));
            case "hostpath" -> {
                String path = phrase.value("\\bhostpath(?: volume)?(?: of| at| for| from| :)? (/[\\w./-]*)")
                        .or(() -> phrase.value("\\b(?:host|node)(?: path| directory)? (/[\\w./-]+)"))
                        .orElse("");
                yield path.isEmpty()
                        ? null
                        : Docs.object("name", own.isEmpty() ? "host" : own, "hostPath", Docs.object("path", path));
            }
            default -> {
                boolean bare = kind.equals("volume");
                boolean another = there.stream()
                        .anyMatch(v -> bare || Docs.text(v, "name").equals(name) || v.has("emptyDir"));
                if (another || (bare && (!shared || phrase.says("\\b(?:configmap|secret|pvc|hostpath)\\b")))) {
                    yield null;
                }
                ObjectNode empty = Docs.nothing();
                if (kind.contains("memory")
                        || phrase.says("\\b(?:medium memory|in-memory|memory-backed|backed by memory|tmpfs)\\b")) {
                    empty.put("medium", "Memory");
                }
                ObjectNode volume =
                        Docs.object("name", !name.isEmpty() ? name : !own.isEmpty() ? own : shared ? "shared" : "data");
                volume.set("emptyDir", empty);
                yield volume;
            }
        };
    }

    private static String clean(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static List<Place> places(Phrase phrase, List<String> containers) {
        List<Place> places = new ArrayList<>();
        Matcher m = PATH.matcher(phrase.text());
        while (m.find()) {
            String path = m.group(1).replaceAll("[.]$", "");
            String before = phrase.text().substring(0, m.start());
            boolean command = before.matches(
                            "(?is).*(?<![\\w/.])(?:writ(?:es?|ing)|reads?|tails?|appends?|logs?|http|path|probe|get|checks?|prints?|serves?|file|hostpath|command|date|every"
                                    + " \\d+ seconds?|seconds)(?:"
                                    + " (?:the|current|a|of|its|date|time|timestamp|timestamps|«\\d+»|hello|world|lines?|log|logs|contents?|file|data|from|every|\\d+|seconds?|and|it))*"
                                    + " ?$")
                    || path.matches("/(?:bin|usr/bin)/.*|/healthz?|/readyz?|/livez|/ready|/status")
                    || path.matches(".*\\.(?:html|log|txt|sh)$");
            if (command || path.equals("/")) {
                continue;
            }
            String owner = m.group(2) != null && containers.contains(m.group(2)) ? m.group(2) : "";
            if (owner.isEmpty() && containers.size() > 1) {
                owner = before(before, containers);
            }
            places.add(new Place(owner, path, m.start()));
        }
        return places.size() > 1 || containers.size() < 2
                ? places
                : places.stream().map(p -> new Place("", p.path(), p.at())).toList();
    }

    /** The container that this sentence mentioned last. */
    private static String before(String text, List<String> containers) {
        String sentence = text.substring(Math.max(text.lastIndexOf(" . "), 0));
        if (Pattern.compile("\\b(?:both|each|all) (?:the |of the )?(?:containers|of them)?", Pattern.CASE_INSENSITIVE)
                .matcher(sentence)
                .find()) {
            return "";
        }
        String best = "";
        int at = -1;
        for (String container : containers) {
            Matcher m = Pattern.compile("(?<![\\w-])" + Pattern.quote(container) + "(?![\\w-])")
                    .matcher(sentence);
            while (m.find()) {
                if (m.start() > at) {
                    at = m.start();
                    best = container;
                }
            }
        }
        return best;
    }

    /** Puts the volumes into the spec of a pod. */
    static boolean put(ObjectNode spec, Phrase phrase) {
        List<String> names = Docs.items(spec.path("containers")).stream()
                .map(c -> Docs.text(c, "name"))
                .toList();
        List<Mounted> all = of(phrase, names);
        for (Mounted mounted : all) {
            Docs.put(Docs.listIn(spec, "volumes"), "name", mounted.volume());
            for (ObjectNode container : Docs.items(spec.path("containers"))) {
                List<Place> own = mounted.places().stream()
                        .filter(p -> p.container().equals(Docs.text(container, "name")))
                        .toList();
                List<Place> common = mounted.places().stream()
                        .filter(p -> p.container().isEmpty())
                        .toList();
                for (Place place : own.isEmpty()
                        ? common.stream().limit(1).toList()
                        : own.stream().limit(1).toList()) {
                    boolean there = Docs.items(container.path("volumeMounts")).stream()
                            .anyMatch(
                                    v -> v.path("name").equals(mounted.volume().path("name")));
                    if (there && place.at() == 0) {
                        continue;
                    }
                    ObjectNode mount =
                            Docs.object("name", Docs.text(mounted.volume(), "name"), "mountPath", place.path());
                    phrase.value("\\bsubpath(?: of| :|=)* <value>").ifPresent(s -> mount.put("subPath", s));
                    if (mounted.readOnly()) {
                        mount.put("readOnly", true);
                    }
                    Docs.put(Docs.listIn(container, "volumeMounts"), "mountPath", mount);
                }
            }
        }
        return !all.isEmpty();
    }
}
