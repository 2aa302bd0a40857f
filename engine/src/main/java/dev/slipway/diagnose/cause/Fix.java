package dev.slipway.diagnose.cause;

import dev.slipway.diagnose.evidence.Ref;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What mends a cause: a change of one object with known values, or advice for what a person has to decide. */
public sealed interface Fix {
    /** The command or edit, for people. */
    String words();

    /** The same change in other words, such as the place in {@code slipway.yaml} for a release of Slipway's. */
    default Fix withWords(String words) {
        return switch (this) {
            case Advice advice -> new Advice(words);
            case SetImage f -> new SetImage(f.of(), f.container(), f.image(), words);
            case SetEnv f -> new SetEnv(f.of(), f.container(), f.name(), f.value(), words);
            case SetResources f -> new SetResources(f.of(), f.container(), f.requests(), f.limits(), words);
            case SetField f -> new SetField(f.of(), f.path(), f.value(), words);
            case SetContainer f -> new SetContainer(f.of(), f.container(), f.path(), f.value(), words);
            case PatchProbe f -> new PatchProbe(f.of(), f.container(), f.probe(), f.fields(), words);
            case Create f -> new Create(f.of(), f.yaml(), words);
            case Scale f -> new Scale(f.of(), f.replicas(), words);
            case Delete f -> new Delete(f.of(), words);
            case Restart f -> new Restart(f.of(), words);
        };
    }

    /** Advice alone: a person has to decide. */
    record Advice(String words) implements Fix {}

    record SetImage(Ref of, String container, String image, String words) implements Fix {}

    record SetEnv(Ref of, String container, String name, String value, String words) implements Fix {}

    /**
     * Sets resources, as quantities by their name, such as {@code memory: 512Mi}. It raises or sets a limit and never
     * removes one.
     */
    record SetResources(
            Ref of, String container, Map<String, String> requests, Map<String, String> limits, String words)
            implements Fix {
        public SetResources {
            requests = Map.copyOf(requests);
            limits = Map.copyOf(limits);
        }
    }

    /**
     * Sets one field.
     *
     * @param path a JSON pointer (RFC 6901) into the object
     */
    record SetField(Ref of, String path, Object value, String words) implements Fix {}

    /**
     * Sets one field of a container in a pod template.
     *
     * @param path below the container, with slashes, such as {@code securityContext/runAsUser}
     */
    record SetContainer(Ref of, String container, String path, Object value, String words) implements Fix {}

    /**
     * Changes fields of a probe and keeps the others.
     *
     * @param probe {@code readinessProbe}, {@code livenessProbe} or {@code startupProbe}
     * @param fields by their dotted path, such as {@code httpGet.port}
     */
    record PatchProbe(Ref of, String container, String probe, Map<String, Object> fields, String words) implements Fix {
        public PatchProbe {
            fields = Map.copyOf(fields);
        }
    }

    record Create(Ref of, String yaml, String words) implements Fix {}

    record Scale(Ref of, int replicas, String words) implements Fix {}

    /** Deletes a pod, whose controller makes another one. */
    record Delete(Ref of, String words) implements Fix {}

    /** Rolls the same template out again. */
    record Restart(Ref of, String words) implements Fix {}

    static Fix setImage(Ref of, String container, String image) {
        return new SetImage(of, container, image, "kubectl set image " + of.words() + " " + container + "=" + image);
    }

    static Fix setEnv(Ref of, String container, String name, String value) {
        return new SetEnv(
                of,
                container,
                name,
                value,
                "kubectl set env " + of.words() + " -c " + container + " " + name + "=" + value);
    }

    static Fix setResources(Ref of, String container, Map<String, String> requests, Map<String, String> limits) {
        return new SetResources(
                of,
                container,
                requests,
                limits,
                "kubectl set resources " + of.words() + " -c " + container + option("requests", requests)
                        + option("limits", limits));
    }

    private static String option(String name, Map<String, String> quantities) {
        return quantities.isEmpty()
                ? ""
                : " --" + name + "="
                        + new TreeMap<>(quantities)
                                .entrySet().stream()
                                        .map(e -> e.getKey() + "=" + e.getValue())
                                        .collect(Collectors.joining(","));
    }

    static Fix setField(Ref of, String path, Object value) {
        return new SetField(
                of,
                path,
                value,
                "kubectl patch " + of.words() + " --type=json -p '[{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":"
                        + json(value) + "}]'");
    }

    static Fix setContainer(Ref of, String container, String path, Object value) {
        return new SetContainer(
                of,
                container,
                path,
                value,
                "kubectl edit " + of.words() + "   (" + path.replace('/', '.') + ": " + value + " in container "
                        + container + ")");
    }

    private static String json(Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":" + json(e.getValue()))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"))
                : value instanceof Number || value instanceof Boolean
                        ? String.valueOf(value)
                        : "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static Fix patchProbe(Ref of, String container, String probe, Map<String, Object> fields) {
        String told = new TreeMap<>(fields)
                .entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining(", "));
        return new PatchProbe(
                of,
                container,
                probe,
                fields,
                "kubectl edit " + of.words() + "   (" + probe + " of " + container + ": " + told + ")");
    }

    static Fix scale(Ref of, int replicas) {
        return new Scale(of, replicas, "kubectl scale " + of.words() + " --replicas=" + replicas);
    }

    static Fix delete(Ref of) {
        return new Delete(of, "kubectl delete " + of.words());
    }

    static Fix restart(Ref of) {
        return new Restart(of, "kubectl rollout restart " + of.words());
    }

    static Fix create(Ref of, String yaml, String words) {
        return new Create(of, yaml, words);
    }
}
