package dev.slipway.validate.scenario;

import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An application's own description of its interface. */
public record OpenApi(JsonNode document) {
    /** The paths at which FastAPI, Quarkus, Spring and NestJS serve it by default. */
    private static final List<String> PATHS = List.of(
            "/openapi.json",
            "/q/openapi?format=json",
            "/openapi?format=json",
            "/v3/api-docs",
            "/api/openapi.json",
            "/api-json",
            "/swagger.json",
            "/openapi.yaml");

    private static final Pattern DOCUMENT = Pattern.compile("\\burl: ?[\"'](/[^\"']*openapi[^\"']*)[\"']");

    public static Optional<OpenApi> of(Http http, Addresses addresses, String service) throws InterruptedException {
        List<String> paths = new ArrayList<>(PATHS);
        // FastAPI's own page of the interface says where its document is.
        Matcher told = DOCUMENT.matcher(http.get(addresses.of(service, "/docs")).body());
        if (told.find()) {
            paths.addFirst(told.group(1));
        }
        for (String path : paths) {
            Http.Answer answer = http.get(URI.create(addresses.of(service, path).toString()));
            if (answer.status() != 200) {
                continue;
            }
            JsonNode document = answer.json();
            if (document.isMissingNode()) {
                try {
                    document = new YAMLMapper().readTree(answer.body());
                } catch (JacksonException e) {
                    continue;
                }
            }
            if (document.path("paths").isObject()) {
                return Optional.of(new OpenApi(document));
            }
        }
        return Optional.empty();
    }

    JsonNode operation(String path, String method) {
        return document.path("paths").path(path).path(method);
    }

    public List<String> paths() {
        return document.path("paths").properties().stream()
                .map(p -> p.getKey())
                .sorted()
                .toList();
    }

    /** Whether it asks for a credential. The operation's own entry wins over the document's. */
    boolean secured(JsonNode operation) {
        JsonNode security = operation.has("security") ? operation.path("security") : document.path("security");
        boolean optional = security.values().stream().anyMatch(JsonNode::isEmpty);
        boolean header = operation.path("parameters").values().stream()
                .map(this::resolve)
                .anyMatch(p -> p.path("required").asBoolean(false)
                        && List.of("header", "cookie").contains(p.path("in").asString("")));
        return header || (!security.isEmpty() && !optional);
    }

    /** Schema of the JSON body, or a missing node. */
    JsonNode requestSchema(JsonNode operation) {
        return resolve(resolve(operation.path("requestBody"))
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    /** Schema of the answer when it succeeds, or a missing node. */
    JsonNode responseSchema(JsonNode operation) {
        for (String status : List.of("200", "201", "2XX", "default")) {
            JsonNode schema = resolve(operation.path("responses").path(status))
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (!schema.isMissingNode()) {
                return resolve(schema);
            }
        }
        return resolve(operation.path("-"));
    }

    /** The node itself, or what its {@code $ref} points to in this document. */
    JsonNode resolve(JsonNode node) {
        JsonNode current = node;
        for (int depth = 0; depth < 16 && current.has("$ref"); depth++) {
            String ref = current.path("$ref").asString("");
            current = ref.startsWith("#/") ? document.at(ref.substring(1)) : document.path("-");
        }
        return current;
    }
}
