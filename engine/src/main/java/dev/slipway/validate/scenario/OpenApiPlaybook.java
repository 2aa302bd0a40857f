package dev.slipway.validate.scenario;

import dev.slipway.validate.scenario.Scenario.Expect;
import dev.slipway.validate.scenario.Scenario.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes a playbook for an application of which only its OpenAPI document is known. */
public final class OpenApiPlaybook {
    private static final String WORD = "slipway-${unique}";
    private static final Pattern SIGN_UP =
            Pattern.compile("(?i)(?:/[^{}]*)?/(sign[-_]?up|register|registration)(/email)?/?");
    private static final List<Integer> ANSWERED = List.of(200, 201, 202, 204, 400, 401, 403, 409, 415, 422, 429);
    private static final String CHANGED = "changed-${unique}";

    private final OpenApi api;
    private final String service;

    public OpenApiPlaybook(OpenApi api, String service) {
        this.api = api;
        this.service = service;
    }

    /**
     * Makes, lists, reads, changes and deletes one item, and kills a pod in between. Empty if every collection needs a
     * credential.
     */
    public Optional<Scenario> scenario() {
        for (Collection collection : Collection.in(api)) {
            Optional<ObjectNode> body =
                    new Sample(api, WORD).object(api.requestSchema(api.operation(collection.path(), "post")));
            Optional<String> id = id(collection);
            if (body.isPresent() && id.isPresent()) {
                return Optional.of(new Scenario(
                        "API of " + service + ": " + collection.name(),
                        List.of("V3", "G5"),
                        steps(collection, body.get(), id.get())));
            }
        }
        return makeAndList();
    }

    /** Makes an item and looks for it in the list. This serves if nothing says how one item is read. */
    private Optional<Scenario> makeAndList() {
        for (String path : api.paths()) {
            JsonNode create = api.operation(path, "post");
            JsonNode list = api.operation(path, "get");
            boolean open = !create.isMissingNode()
                    && !list.isMissingNode()
                    && !path.contains("{")
                    && !api.secured(create)
                    && !api.secured(list);
            Optional<ObjectNode> body =
                    open ? new Sample(api, WORD).object(api.requestSchema(create)) : Optional.empty();
            if (body.isPresent() && body.get().toString().contains("${unique}")) {
                Expect listed = new Expect(List.of(), Map.of(), List.of(WORD), List.of());
                return Optional.of(new Scenario(
                        "API of " + service + ": " + path.replaceFirst(".*/(?=.)", ""),
                        List.of("V3", "G5"),
                        List.of(
                                request("Create", "POST", path, body.get(), Expect.SUCCESS, Map.of(), 0),
                                request("List", "GET", path, null, listed, Map.of(), 0))));
            }
        }
        return Optional.empty();
    }

    /** A person signs up. The server may refuse the sample, but must not fail. */
    Optional<Scenario> signUp() {
        for (String path : api.paths()) {
            JsonNode operation = api.operation(path, "post");
            if (!SIGN_UP.matcher(path).matches() || operation.isMissingNode() || api.secured(operation)) {
                continue;
            }
            Optional<ObjectNode> body = new Sample(api, WORD).object(api.requestSchema(operation));
            if (body.isPresent()) {
                ObjectNode person = body.get();
                person.propertyNames().stream().toList().forEach(name -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.contains("email")) {
                        person.put(name, WORD + "@example.com");
                    } else if (lower.contains("password")) {
                        person.put(name, "Slipway-1-pass");
                    }
                });
                Expect answer = new Expect(ANSWERED, Map.of(), List.of(), List.of());
                return Optional.of(new Scenario(
                        "Sign up at " + service,
                        List.of("V3", "G5"),
                        List.of(request("Sign up", "POST", path, person, answer, Map.of(), 0))));
            }
        }
        return Optional.empty();
    }

    /** Loads the list that most pages read. */
    public Optional<LoadPlan> load() {
        return Collection.in(api).stream()
                .findFirst()
                .map(c -> new LoadPlan(
                        "List " + c.name(),
                        service,
                        "GET",
                        c.path(),
                        Map.of(),
                        Optional.empty(),
                        100,
                        10,
                        Map.of("95", 200.0, "99", 500.0),
                        0.001));
    }

    private List<Scenario.Step> steps(Collection collection, ObjectNode body, String id) {
        String one = collection.item().replace("{" + collection.parameter() + "}", "${id}");
        Map<String, JsonNode> texts = textsOf(body, api.operation(collection.path(), "post"));
        Expect found = new Expect(List.of(), texts, List.of(), List.of());
        List<Scenario.Step> steps = new ArrayList<>();
        steps.add(request("Create", "POST", collection.path(), body, found, Map.of("id", "$." + id), 0));
        Expect listed = texts.isEmpty() ? Expect.SUCCESS : new Expect(List.of(), Map.of(), List.of(WORD), List.of());
        steps.add(request("List", "GET", collection.path(), null, listed, Map.of(), 0));
        steps.add(new Scenario.Kill("Kill a pod of " + service, service));
        if (has(collection, "get")) {
            steps.add(request("Read after the pod's end", "GET", one, null, found, Map.of(), 90));
        } else {
            steps.add(request("List after the pod's end", "GET", collection.path(), null, listed, Map.of(), 90));
        }
        for (String method : List.of("patch", "put")) {
            if (has(collection, method)) {
                change(collection, method)
                        .ifPresent(changed -> steps.add(request(
                                "Change",
                                method.toUpperCase(Locale.ROOT),
                                one,
                                changed,
                                new Expect(
                                        List.of(),
                                        textsOf(changed, api.operation(collection.item(), method)),
                                        List.of(),
                                        List.of()),
                                Map.of(),
                                0)));
                break;
            }
        }
        if (has(collection, "delete")) {
            steps.add(request("Delete", "DELETE", one, null, Expect.SUCCESS, Map.of(), 0));
            if (has(collection, "get")) {
                Expect gone = new Expect(List.of(404, 410), Map.of(), List.of(), List.of());
                steps.add(request("Read what was deleted", "GET", one, null, gone, Map.of(), 0));
            }
        }
        return steps;
    }

    private Optional<ObjectNode> change(Collection collection, String method) {
        return new Sample(api, CHANGED).object(api.requestSchema(api.operation(collection.item(), method)));
    }

    private boolean has(Collection collection, String method) {
        JsonNode operation = api.operation(collection.item(), method);
        return !operation.isMissingNode() && !api.secured(operation);
    }

    private Request request(
            String name,
            String method,
            String path,
            @Nullable ObjectNode body,
            Expect expect,
            Map<String, String> capture,
            int within) {
        return new Request(
                name, service, "", method, path, Map.of(), Optional.ofNullable(body), expect, capture, within);
    }

    /** The free texts of a body that the answer has to repeat: those that are properties of the answer's schema. */
    private Map<String, JsonNode> textsOf(ObjectNode body, JsonNode operation) {
        JsonNode answered = api.responseSchema(operation).path("properties");
        Map<String, JsonNode> texts = new LinkedHashMap<>();
        body.properties().forEach(p -> {
            if (p.getValue() instanceof StringNode text
                    && text.asString().contains("${unique}")
                    && answered.has(p.getKey())) {
                texts.put("$['" + p.getKey() + "']", text);
            }
        });
        return texts;
    }

    /** The property of an item that its path takes. */
    private Optional<String> id(Collection collection) {
        JsonNode properties =
                api.responseSchema(api.operation(collection.path(), "post")).path("properties");
        return List.of(collection.parameter(), "id", collection.parameter().replaceFirst(".*_", ""), "uuid", "slug")
                .stream()
                .filter(properties::has)
                .findFirst();
    }
}
