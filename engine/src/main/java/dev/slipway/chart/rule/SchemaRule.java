package dev.slipway.chart.rule;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds an object against the OpenAPI schema of its kind, more strictly than the API server by default: an unknown field
 * is a problem. The schemas are made by {@code engine/tools/kubernetes_schema.py}.
 */
final class SchemaRule implements Problem.Rule {
    private static final String KEYS = "x-kubernetes-list-map-keys";

    private final JsonNode all;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    SchemaRule() {
        try (InputStream in = SchemaRule.class.getResourceAsStream("kubernetes.json")) {
            if (in == null) {
                throw new IllegalStateException("kubernetes.json is not in the program");
            }
            all = JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of Kubernetes that the schemas are of. */
    String version() {
        return all.path("version").asString("");
    }

    /** Whether there is a schema for this kind of object. */
    boolean knows(Manifest manifest) {
        return all.path("kinds").has(manifest.type());
    }

    @Override
    public List<Problem> check(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        if (!knows(manifest)) {
            return problems;
        }
        String definition = all.path("kinds").path(manifest.type()).asString();
        for (Error error : schema(definition).validate(manifest.object())) {
            String path = error.getInstanceLocation().toString().replaceFirst("^[/$.]+", "");
            String property = error.getProperty();
            boolean unknown = "additionalProperties".equals(error.getKeyword());
            problems.add(new Problem(
                    manifest,
                    unknown ? "unknownField" : error.getKeyword(),
                    property == null || property.isEmpty() ? path : path.isEmpty() ? property : path + "/" + property,
                    unknown ? "Kubernetes %s has no such field".formatted(version()) : error.getMessage()));
        }
        repeated(manifest, manifest.object(), reference(definition), "", problems);
        return problems;
    }

    private Schema schema(String definition) {
        return schemas.computeIfAbsent(definition, name -> {
            ObjectNode schema = reference(name);
            schema.set("definitions", all.path("definitions"));
            return registry.getSchema(schema);
        });
    }

    private static ObjectNode reference(String definition) {
        return JsonMapper.shared().createObjectNode().put("$ref", "#/definitions/" + definition);
    }

    /** Lists whose items have a key, such as the name of a variable. Two items with one key are a mistake. */
    private void repeated(Manifest manifest, JsonNode value, JsonNode schema, String path, List<Problem> problems) {
        String reference = schema.path("$ref").asString("");
        JsonNode full = reference.isEmpty()
                ? schema
                : all.path("definitions").path(reference.substring("#/definitions/".length()));
        if (value.isArray()) {
            Set<List<String>> seen = new HashSet<>();
            for (int i = 0; i < value.size(); i++) {
                String at = path + "/" + i;
                List<String> key = new ArrayList<>();
                for (JsonNode name : full.path(KEYS)) {
                    key.add(value.get(i)
                            .path(name.asString())
                            .asString(name.asString().equals("protocol") ? "TCP" : ""));
                }
                if (!key.isEmpty() && !seen.add(key)) {
                    problems.add(new Problem(
                            manifest, "repeated", at.substring(1), "there are two of " + String.join(" ", key)));
                }
                repeated(manifest, value.get(i), full.path("items"), at, problems);
            }
        } else {
            value.properties()
                    .forEach(p -> repeated(
                            manifest,
                            p.getValue(),
                            full.path("properties").path(p.getKey()),
                            path + "/" + p.getKey(),
                            problems));
        }
    }
}
