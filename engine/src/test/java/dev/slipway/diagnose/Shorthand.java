package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PodFacts with few words. An item with {@code pod: NAME} stands for a pod of one container, its events and its log:
 *
 * <ul>
 *   <li>{@code of: NAME}: the Deployment that made it, which is added; {@code labels} (default {@code app: NAME})
 *   <li>{@code state}: {@code ready}, {@code running} (not ready), {@code waiting}, {@code ended} or {@code pending}; with
 *       {@code reason}, {@code message}, {@code exit}, {@code last} (reason of the last end), {@code restarts}
 *   <li>{@code container} and {@code spec}: further fields of both; {@code image}
 *   <li>{@code events}: of {@code [REASON, MESSAGE, COUNT]}; {@code log}: lines
 *   <li>{@code unscheduled}: the scheduler's message
 * </ul>
 *
 * Any other item is an object as the API has it; {@code events} in it are its own.
 */
final class Shorthand {
    static final String TAKEN = "2026-11-30T12:00:00Z";
    private static final String STARTED = "2026-11-30T11:50:00Z";
    private static final String ENDED = "2026-11-30T11:59:20Z";
    private static final String SEEN = "2026-11-30T11:59:30Z";
    private static final String SPACE = "shop";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode items = JSON.createArrayNode();
    private final ArrayNode logs = JSON.createArrayNode();
    private final List<String> made = new ArrayList<>();

    private Shorthand() {
        root.put("namespace", SPACE).put("taken", TAKEN);
        root.set("items", items);
        root.set("logs", logs);
    }

    /** As a recording has it. */
    static JsonNode expand(JsonNode list) {
        Shorthand written = new Shorthand();
        list.forEach(written::add);
        return written.root;
    }

    private void add(JsonNode item) {
        if (item.has("pod")) {
            pod(item);
            return;
        }
        ObjectNode object = ((ObjectNode) item).deepCopy();
        JsonNode events = object.remove("events");
        String kind = object.path("kind").asString("");
        String name = object.path("metadata").path("name").asString("");
        if (!object.path("metadata").path("cluster").asBoolean(false)) {
            ((ObjectNode) object.path("metadata")).put("namespace", SPACE);
        }
        ((ObjectNode) object.path("metadata")).remove("cluster");
        if (!object.path("metadata").has("creationTimestamp")) {
            ((ObjectNode) object.path("metadata")).put("creationTimestamp", STARTED);
        }
        items.add(object);
        events(kind, name, events);
    }

    private static ObjectNode object(Map<String, ?> fields) {
        return (ObjectNode) JSON.valueToTree(fields);
    }

    private void pod(JsonNode item) {
        String name = item.path("pod").asString("");
        String of = item.path("of").asString("");
        ObjectNode meta = object(Map.of("name", name, "namespace", SPACE, "creationTimestamp", STARTED));
        ObjectNode labels = item.has("labels")
                ? ((ObjectNode) item.path("labels")).deepCopy()
                : object(Map.of("app", of.isEmpty() ? name : of));
        ObjectNode container =
                object(Map.of("name", "main", "image", item.path("image").asString("busybox:1")));
        if (item.has("container")) {
            container.setAll((ObjectNode) item.path("container"));
        }
        ObjectNode spec = JSON.createObjectNode();
        spec.putArray("containers").add(container);
        if (item.has("spec")) {
            spec.setAll((ObjectNode) item.path("spec"));
        }
        if (!of.isEmpty()) {
            ObjectNode template = labels.deepCopy();
            labels.put("pod-template-hash", "7f");
            meta.putArray("ownerReferences")
                    .add(object(Map.of("apiVersion", "apps/v1", "kind", "ReplicaSet", "name", of + "-7f", "uid", "u")));
            workload(of, template, spec);
        }
        meta.set("labels", labels);
        if (item.has("metadata")) {
            meta.setAll((ObjectNode) item.path("metadata"));
        }
        ObjectNode pod = object(Map.of("apiVersion", "v1", "kind", "Pod"));
        pod.set("metadata", meta);
        pod.set("spec", spec);
        pod.set("status", status(item, container.path("image").asString("")));
        items.add(pod);
        events("Pod", name, item.path("events"));
        if (item.has("log")) {
            logs.add(object(Map.of("pod", name, "container", "main")).set("lines", item.path("log")));
        }
    }

    private void workload(String of, ObjectNode labels, ObjectNode spec) {
        if (made.contains(of)) {
            return;
        }
        made.add(of);
        ObjectNode deployment = object(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", of, "namespace", SPACE, "creationTimestamp", STARTED),
                "spec",
                Map.of("replicas", 1, "selector", Map.of("matchLabels", Map.of("app", of)))));
        ObjectNode template = ((ObjectNode) deployment.path("spec")).putObject("template");
        template.putObject("metadata").set("labels", labels);
        template.set("spec", spec);
        items.add(deployment);
        items.add(object(Map.of(
                "apiVersion", "apps/v1",
                "kind", "ReplicaSet",
                "metadata",
                        Map.of(
                                "name",
                                of + "-7f",
                                "namespace",
                                SPACE,
                                "ownerReferences",
                                List.of(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", of, "uid", "u"))),
                "spec", Map.of("replicas", 1),
                "status", Map.of("replicas", 1))));
    }

    private static ObjectNode status(JsonNode item, String image) {
        String state = item.path("state").asString("ready");
        ObjectNode status =
                object(Map.of("phase", state.equals("pending") ? "Pending" : "Running", "startTime", STARTED));
        ArrayNode conditions = status.putArray("conditions");
        String unscheduled = item.path("unscheduled").asString("");
        conditions.add(object(Map.of(
                "type",
                "PodScheduled",
                "status",
                unscheduled.isEmpty() ? "True" : "False",
                "message",
                unscheduled,
                "lastTransitionTime",
                STARTED)));
        conditions.add(object(Map.of("type", "Ready", "status", state.equals("ready") ? "True" : "False")));
        if (state.equals("pending")) {
            return status;
        }
        ObjectNode container = object(Map.of(
                "name",
                "main",
                "image",
                image,
                "ready",
                state.equals("ready"),
                "restartCount",
                item.path("restarts").asInt(0)));
        ObjectNode end = object(Map.of(
                "exitCode", item.path("exit").asInt(1),
                "reason", item.path("last").asString("Error"),
                "finishedAt", item.path("ended").asString(ENDED)));
        container.set(
                "state",
                switch (state) {
                    case "waiting" ->
                        object(Map.of(
                                "waiting",
                                Map.of(
                                        "reason", item.path("reason").asString("CrashLoopBackOff"),
                                        "message", item.path("message").asString(""))));
                    case "ended" ->
                        JSON.createObjectNode()
                                .set(
                                        "terminated",
                                        end.put("message", item.path("message").asString("")));
                    default -> object(Map.of("running", Map.of("startedAt", STARTED)));
                });
        if (item.has("exit") || item.has("last")) {
            container.set("lastState", JSON.createObjectNode().set("terminated", end));
        }
        status.putArray(item.path("init").asBoolean(false) ? "initContainerStatuses" : "containerStatuses")
                .add(container);
        if (item.has("status")) {
            status.setAll((ObjectNode) item.path("status"));
        }
        return status;
    }

    private void events(String kind, String name, JsonNode events) {
        for (JsonNode event : events == null ? JSON.createArrayNode() : events) {
            items.add(object(Map.of(
                    "apiVersion", "v1",
                    "kind", "Event",
                    "metadata", Map.of("name", name + "." + items.size(), "namespace", SPACE),
                    "involvedObject", Map.of("kind", kind, "name", name),
                    "reason", event.path(0).asString(""),
                    "message", event.path(1).asString(""),
                    "count", event.path(2).asInt(5),
                    "lastTimestamp", SEEN)));
        }
    }
}
