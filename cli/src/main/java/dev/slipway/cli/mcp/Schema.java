package dev.slipway.cli.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a tool, as JSON Schema. Others than these are refused. */
final class Schema {
    static final List<String> PHASES = List.of("prepare", "containerize", "package", "deploy", "validate");

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private Schema() {}

    static Schema of() {
        return new Schema();
    }

    Schema option(String name, String description) {
        properties.put(name, Map.of("type", "string", "description", description));
        return this;
    }

    Schema required(String name, String description) {
        required.add(name);
        return option(name, description);
    }

    Schema flag(String name, String description) {
        properties.put(name, Map.of("type", "boolean", "description", description));
        return this;
    }

    Schema choice(String name, String description, List<String> values) {
        properties.put(name, Map.of("type", "string", "enum", values, "description", description));
        return this;
    }

    Schema folder() {
        return option("folder", "a folder in the served one; without it the served one");
    }

    Schema what() {
        return option("what", "a name, such as backend, or kind/name, such as deployment/backend; without it all");
    }

    private Schema cluster() {
        return option("provider", "embedded, minikube, kind, k3d or docker-desktop; default: whichever is available")
                .option("context", "a context of the kubeconfig");
    }

    Schema place() {
        return option("namespace", "without it that of the served folder's application, else default")
                .cluster();
    }

    Schema release() {
        return cluster().option("name", "the application's name on the cluster");
    }

    Map<String, Object> written() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }
}
