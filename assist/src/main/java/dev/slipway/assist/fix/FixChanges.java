package dev.slipway.assist.fix;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts a typed fix to the change of an object. */
final class FixChanges {
    /** The placeholder of a value that a rule does not know. */
    private static final String UNKNOWN = "VALUE";

    private FixChanges() {}

    /** The change; empty if a person has to decide, or the object does not exist. */
    static Optional<ObjectChange> of(Fix fix, LiveObjects objects) {
        return switch (fix) {
            case Fix.Advice advice -> Optional.empty();
            case Fix.SetImage f ->
                container(
                        objects,
                        f.of(),
                        f.container(),
                        c -> c.put("image", f.image()),
                        "run " + f.image() + " in " + f.of().words());
            case Fix.SetEnv f ->
                f.value().equals(UNKNOWN)
                        ? Optional.empty()
                        : container(
                                objects,
                                f.of(),
                                f.container(),
                                c -> Docs.put(
                                        Docs.listIn(c, "env"),
                                        "name",
                                        Docs.object("name", f.name(), "value", f.value())),
                                "set " + f.name() + " of " + f.of().words());
            case Fix.SetResources f ->
                container(
                        objects,
                        f.of(),
                        f.container(),
                        c -> {
                            f.requests()
                                    .forEach((k, v) ->
                                            Docs.in(c, "resources/requests").put(k, v));
                            f.limits()
                                    .forEach((k, v) ->
                                            Docs.in(c, "resources/limits").put(k, v));
                        },
                        "set resources of " + f.of().words());
            case Fix.SetField f ->
                edit(
                        objects,
                        f.of(),
                        o -> set(o, f.path(), f.value()),
                        "set " + f.path().substring(1).replace('/', '.') + " of " + f.of().words());
            case Fix.SetContainer f ->
                container(
                        objects,
                        f.of(),
                        f.container(),
                        c -> set(c, "/" + f.path(), f.value()),
                        "set " + f.path().replace('/', '.') + " of " + f.of().words());
            case Fix.PatchProbe f ->
                container(
                        objects,
                        f.of(),
                        f.container(),
                        c -> {
                            ObjectNode probe = Docs.in(c, f.probe());
                            if (probe.isEmpty() && c.get("livenessProbe") instanceof ObjectNode liveness) {
                                // A startup probe asks the same as the liveness probe.
                                for (String handler : List.of("httpGet", "tcpSocket", "exec", "grpc")) {
                                    if (liveness.has(handler)) {
                                        probe.set(
                                                handler, liveness.path(handler).deepCopy());
                                    }
                                }
                            }
                            f.fields().forEach((path, value) -> set(probe, "/" + path.replace('.', '/'), value));
                        },
                        "mend the " + f.probe() + " of " + f.of().words());
            case Fix.Create f -> create(f);
            case Fix.Scale f ->
                edit(
                        objects,
                        f.of(),
                        o -> Docs.in(o, "spec").put("replicas", f.replicas()),
                        "scale " + f.of().words() + " to " + f.replicas());
            case Fix.Delete f -> objects.find(f.of()).map(o -> new ObjectChange.Remove(o, "delete " + f.of().words()));
            case Fix.Restart f ->
                edit(
                        objects,
                        f.of(),
                        o -> Docs.in(o, "spec/template/metadata/annotations")
                                .put(
                                        "kubectl.kubernetes.io/restartedAt",
                                        Instant.now()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString()),
                        "restart " + f.of().words());
        };
    }

    private static Optional<ObjectChange> create(Fix.Create f) {
        GenericKubernetesResource made =
                new KubernetesSerialization().unmarshal(f.yaml(), GenericKubernetesResource.class);
        ObjectNode object = Docs.parse(new KubernetesSerialization().asJson(made));
        return ResourceKind.of(Docs.text(object, "kind")).isEmpty()
                        || Docs.text(object, "metadata/name").isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectChange.Make(
                        object, "make " + LiveObjects.ref(object).words()));
    }

    /** Sets a value at a JSON pointer and makes missing parents. */
    static void set(ObjectNode object, String pointer, Object value) {
        String[] parts = pointer.substring(1).split("/");
        tools.jackson.databind.JsonNode node = object;
        for (int i = 0; i < parts.length - 1; i++) {
            String part = parts[i].replace("~1", "/").replace("~0", "~");
            if (node instanceof ArrayNode list && part.matches("\\d+")) {
                node = list.path(Integer.parseInt(part));
            } else if (node instanceof ObjectNode parent) {
                node = parent.get(part) == null ? parent.putObject(part) : parent.path(part);
            }
        }
        String last = parts[parts.length - 1].replace("~1", "/").replace("~0", "~");
        if (node instanceof ObjectNode parent) {
            parent.set(last, Docs.node(value));
        } else if (node instanceof ArrayNode list && last.matches("\\d+")) {
            list.set(Integer.parseInt(last), Docs.node(value));
        }
    }

    static Optional<ObjectChange> edit(LiveObjects objects, Ref of, Consumer<ObjectNode> how, String words) {
        return objects.find(of).map(o -> changed(o, Docs.changed(o, how), words));
    }

    /**
     * The change. The API allows changing only the images of a pod, and nothing of a Job's template, so these are
     * replaced.
     */
    static ObjectChange changed(ObjectNode before, ObjectNode after, String words) {
        boolean fixed = LiveObjects.kind(before) == ResourceKind.POD || LiveObjects.kind(before) == ResourceKind.JOB;
        return fixed ? new ObjectChange.Replace(before, after, words) : new ObjectChange.Edit(before, after, words);
    }

    static Optional<ObjectChange> container(
            LiveObjects objects, Ref of, String name, Consumer<ObjectNode> how, String words) {
        String at = ResourceKind.of(of.kind()).map(ResourceKind::podSpec).orElse("");
        return at.isEmpty()
                ? Optional.empty()
                : edit(
                        objects,
                        of,
                        o -> {
                            for (String list : List.of("containers", "initContainers")) {
                                Docs.items(Docs.at(o, at + "/" + list)).stream()
                                        .filter(c -> Docs.text(c, "name").equals(name))
                                        .forEach(how);
                            }
                        },
                        words);
    }
}
