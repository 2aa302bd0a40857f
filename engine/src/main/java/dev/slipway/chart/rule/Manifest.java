package dev.slipway.chart.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One rendered object.
 *
 * @param template path of the template in the chart that it comes from, such as {@code templates/ingress.yaml}
 * @param object without the fields that are null, which Kubernetes takes as not given
 */
public record Manifest(String template, JsonNode object) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The objects in the output of {@code helm template}. Throws where it is no YAML. */
    public static List<Manifest> read(String rendered) {
        List<Manifest> manifests = new ArrayList<>();
        String template = "";
        for (String document : rendered.split("(?m)^---[ \t]*$\n?")) {
            for (String line : document.lines().toList()) {
                if (line.startsWith("# Source: ")) {
                    template = line.substring(10).replaceFirst("^[^/]*/", "");
                    break;
                }
            }
            try {
                JsonNode object = YAML.readTree(document);
                if (object instanceof ObjectNode node) {
                    add(template, withoutNulls(node), manifests);
                }
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "%s: rendered line %d: %s"
                                .formatted(template, e.getLocation().getLineNr(), e.getOriginalMessage()),
                        e);
            }
        }
        return manifests;
    }

    /** A list is as many objects as it has. */
    private static void add(String template, ObjectNode node, List<Manifest> manifests) {
        if (node.path("kind").asString("").equals("List") && node.path("items").isArray()) {
            for (JsonNode item : node.path("items")) {
                if (item instanceof ObjectNode object) {
                    add(template, object, manifests);
                }
            }
        } else {
            manifests.add(new Manifest(template, node));
        }
    }

    private static ObjectNode withoutNulls(ObjectNode node) {
        List<String> empty = new ArrayList<>();
        node.properties().forEach(p -> {
            if (p.getValue().isNull()) {
                empty.add(p.getKey());
            } else {
                prune(p.getValue());
            }
        });
        node.remove(empty);
        return node;
    }

    private static void prune(JsonNode value) {
        if (value instanceof ObjectNode object) {
            withoutNulls(object);
        } else if (value instanceof ArrayNode array) {
            array.values().forEach(Manifest::prune);
        }
    }

    public String kind() {
        return object.path("kind").asString("");
    }

    String name() {
        return object.path("metadata").path("name").asString("");
    }

    /** {@code apps/v1/Deployment} */
    String type() {
        return object.path("apiVersion").asString("") + "/" + kind();
    }

    /** {@code Deployment/backend} */
    public String id() {
        return kind() + "/" + name();
    }

    /** Path of the pod's specification in the object, empty where it has none. */
    List<String> podPath() {
        return switch (kind()) {
            case "Pod" -> List.of("spec");
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController" ->
                List.of("spec", "template", "spec");
            case "CronJob" -> List.of("spec", "jobTemplate", "spec", "template", "spec");
            default -> List.of();
        };
    }

    boolean runsPods() {
        return !podPath().isEmpty();
    }

    JsonNode podSpec() {
        if (!runsPods()) {
            return MissingNode.getInstance();
        }
        JsonNode node = object;
        for (String step : podPath()) {
            node = node.path(step);
        }
        return node;
    }

    /** A pod's container, with where it stands below the pod's specification. */
    record Container(String path, JsonNode node) {
        String name() {
            return node.path("name").asString("");
        }

        boolean init() {
            return path.startsWith("initContainers");
        }
    }

    List<Container> containers() {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> {
                    JsonNode containers = podSpec().path(list);
                    List<Container> found = new ArrayList<>();
                    for (int i = 0; i < containers.size(); i++) {
                        found.add(new Container(list + "/" + i, containers.get(i)));
                    }
                    return found.stream();
                })
                .toList();
    }
}
