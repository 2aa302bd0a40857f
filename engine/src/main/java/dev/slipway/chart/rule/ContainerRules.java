package dev.slipway.chart.rule;

import dev.slipway.application.Secrecy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Rules for images, resources, probes and secrets. */
final class ContainerRules {
    private ContainerRules() {}

    /** An image reference names one content: it has a digest, or a tag with a number. */
    static List<Problem> tags(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        for (Manifest.Container container : manifest.containers()) {
            String image = container.node().path("image").asString("");
            String name = image.substring(image.lastIndexOf('/') + 1);
            int colon = name.indexOf(':');
            String tag = colon < 0 ? "" : name.substring(colon + 1);
            if (!image.matches(".+@sha256:[0-9a-f]{64}") && !tag.matches(".*[0-9].*")) {
                problems.add(problem(
                        manifest,
                        container,
                        "floatingTag",
                        "image",
                        "%s may be another image tomorrow: name a version or a digest".formatted(image)));
            }
        }
        return problems;
    }

    /** Each container has requests for the scheduler, and a limit so that it cannot take a node's whole memory. */
    static List<Problem> resources(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        for (Manifest.Container container : manifest.containers()) {
            JsonNode resources = container.node().path("resources");
            for (String field : List.of("requests/cpu", "requests/memory", "limits/memory")) {
                if (resources.at("/" + field).isMissingNode()) {
                    problems.add(problem(manifest, container, "resources", "resources/" + field, "is missing"));
                }
            }
        }
        return problems;
    }

    /** A container with a port has probes. One without a port has nothing that Kubernetes could ask. */
    static List<Problem> probes(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        if (!List.of("Deployment", "StatefulSet", "DaemonSet").contains(manifest.kind())) {
            return problems;
        }
        for (Manifest.Container container : manifest.containers()) {
            if (container.init() || container.node().path("ports").isEmpty()) {
                continue;
            }
            for (String probe : List.of("readinessProbe", "livenessProbe")) {
                JsonNode node = container.node().path(probe);
                if (node.isMissingNode()) {
                    problems.add(problem(manifest, container, "probes", probe, "is missing"));
                } else if (!opens(container.node(), node)) {
                    problems.add(problem(
                            manifest, container, "probePort", probe, "asks a port that the container does not open"));
                }
            }
        }
        return problems;
    }

    private static boolean opens(JsonNode container, JsonNode probe) {
        JsonNode port = probe.path("httpGet").has("port")
                ? probe.path("httpGet").path("port")
                : probe.path("tcpSocket").path("port");
        return port.isMissingNode()
                || container.path("ports").values().stream()
                        .anyMatch(p -> p.path("name").equals(port)
                                || p.path("containerPort").equals(port));
    }

    /** No ConfigMap and no plain value of a variable holds a secret. */
    static List<Problem> secrets(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        if (manifest.kind().equals("ConfigMap")) {
            for (Map.Entry<String, JsonNode> entry :
                    manifest.object().path("data").properties()) {
                if (Secrecy.broken(entry.getKey(), entry.getValue().asString(""))) {
                    problems.add(new Problem(
                            manifest,
                            "secretInClearText",
                            "data/" + entry.getKey(),
                            "looks like a secret: keep it in a Secret"));
                }
            }
        }
        for (Manifest.Container container : manifest.containers()) {
            for (JsonNode variable : container.node().path("env")) {
                String name = variable.path("name").asString("");
                if (Secrecy.broken(name, variable.path("value").asString(""))) {
                    problems.add(problem(
                            manifest,
                            container,
                            "secretInClearText",
                            "env/" + name,
                            "looks like a secret: read it from a Secret"));
                }
            }
        }
        return problems;
    }

    private static Problem problem(
            Manifest manifest, Manifest.Container container, String rule, String path, String message) {
        return new Problem(
                manifest, rule, String.join("/", manifest.podPath()) + "/" + container.path() + "/" + path, message);
    }
}
