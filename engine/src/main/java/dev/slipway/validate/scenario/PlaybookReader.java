package dev.slipway.validate.scenario;

import dev.slipway.validate.scenario.Scenario.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a scenario file. It collects all problems, each with its place, before it fails. */
public final class PlaybookReader {
    private final List<String> problems = new ArrayList<>();

    private PlaybookReader() {}

    /** A file's content, or what is wrong with it. */
    public record Result(Playbook playbook, List<String> problems) {}

    public static Result read(String yaml) {
        PlaybookReader reader = new PlaybookReader();
        Playbook playbook = new Playbook(List.of(), List.of());
        try {
            JsonNode root = new YAMLMapper().readTree(yaml);
            reader.keys(root, "", Set.of("scenarios", "load"));
            playbook = new Playbook(
                    reader.list(root.path("scenarios"), "scenarios", reader::scenario),
                    reader.list(root.path("load"), "load", reader::load));
        } catch (JacksonException e) {
            reader.problems.add("line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
        return new Result(playbook, List.copyOf(reader.problems));
    }

    private Scenario scenario(JsonNode node, String at) {
        keys(node, at, Set.of("name", "requirements", "steps"));
        return new Scenario(
                text(node, at, "name"),
                texts(node.path("requirements")),
                list(node.path("steps"), at + ".steps", this::step));
    }

    private Scenario.Step step(JsonNode node, String at) {
        keys(node, at, Set.of("name", "request", "browser", "kill"));
        String name = text(node, at, "name");
        if (node.has("request")) {
            return request(name, node.path("request"), at + ".request");
        }
        if (node.has("browser")) {
            return new Scenario.Browse(name, list(node.path("browser"), at + ".browser", this::action));
        }
        if (!node.has("kill")) {
            problems.add(at + ": a step has one of request, browser, kill");
        }
        return new Scenario.Kill(name, node.path("kill").asString(""));
    }

    private Scenario.Request request(String name, JsonNode node, String at) {
        keys(
                node,
                at,
                Set.of("method", "path", "service", "session", "headers", "json", "expect", "capture", "within"));
        Map<String, String> capture = strings(node.path("capture"));
        capture.values().forEach(path -> path(path, at + ".capture"));
        return new Scenario.Request(
                name,
                node.path("service").asString(""),
                node.path("session").asString(""),
                node.path("method").asString("GET"),
                text(node, at, "path"),
                strings(node.path("headers")),
                body(node),
                expect(node.path("expect"), at + ".expect"),
                capture,
                node.path("within").asInt(0));
    }

    private Scenario.Expect expect(JsonNode node, String at) {
        keys(node, at, Set.of("status", "json", "contains", "absent"));
        List<Integer> status = new ArrayList<>();
        items(node.path("status")).forEach(s -> status.add(s.asInt(0)));
        Map<String, JsonNode> json = new LinkedHashMap<>();
        node.path("json").properties().forEach(p -> {
            path(p.getKey(), at + ".json");
            json.put(p.getKey(), p.getValue());
        });
        return new Scenario.Expect(status, json, texts(node.path("contains")), texts(node.path("absent")));
    }

    private Action action(JsonNode node, String at) {
        keys(
                node,
                at,
                Set.of("goto", "service", "fill", "text", "click", "press", "expectText", "screenshot", "noErrors"));
        if (node.has("goto")) {
            return new Action.Goto(text(node, at, "goto"), node.path("service").asString(""));
        } else if (node.has("fill")) {
            return new Action.Fill(text(node, at, "fill"), node.path("text").asString(""));
        } else if (node.has("click")) {
            return new Action.Click(text(node, at, "click"));
        } else if (node.has("press")) {
            return new Action.Press(text(node, at, "press"));
        } else if (node.has("expectText")) {
            return new Action.ExpectText(text(node, at, "expectText"));
        } else if (node.has("screenshot")) {
            return new Action.Screenshot(text(node, at, "screenshot"));
        }
        if (!node.has("noErrors")) {
            problems.add(at + ": an action is one of goto, fill, click, press, expectText, screenshot, noErrors");
        }
        return new Action.NoErrors();
    }

    private LoadPlan load(JsonNode node, String at) {
        keys(
                node,
                at,
                Set.of(
                        "name",
                        "service",
                        "method",
                        "path",
                        "headers",
                        "json",
                        "rate",
                        "seconds",
                        "objectives",
                        "errors"));
        Map<String, Double> objectives = new LinkedHashMap<>();
        node.path("objectives").properties().forEach(p -> {
            String percentile = p.getKey().replaceFirst("^p", "");
            if (percentile.matches("\\d{1,2}(\\.\\d+)?")) {
                objectives.put(percentile, p.getValue().asDouble(0));
            } else {
                problems.add(at + ".objectives." + p.getKey() + ": a percentile is written p95 or p99.9");
            }
        });
        double rate = node.path("rate").asDouble(0);
        int seconds = node.path("seconds").asInt(10);
        if (!(rate > 0) || rate > 100_000 || seconds < 1 || seconds > 3600) {
            problems.add(at + ": rate is above 0 and at most 100000, seconds from 1 to 3600");
            rate = 1;
            seconds = 1;
        }
        return new LoadPlan(
                text(node, at, "name"),
                node.path("service").asString(""),
                node.path("method").asString("GET"),
                text(node, at, "path"),
                strings(node.path("headers")),
                body(node),
                rate,
                seconds,
                objectives,
                node.path("errors").asDouble(0));
    }

    private static Optional<JsonNode> body(JsonNode node) {
        return node.has("json") ? Optional.of(node.path("json")) : Optional.empty();
    }

    private void path(String path, String at) {
        try {
            JsonPath.pointer(path);
        } catch (IllegalArgumentException e) {
            problems.add(at + ": " + e.getMessage());
        }
    }

    private <T> List<T> list(JsonNode node, String at, BiFunction<JsonNode, String, T> made) {
        List<T> items = new ArrayList<>();
        if (!node.isMissingNode() && !node.isArray()) {
            problems.add(at + ": a list is expected");
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            items.add(made.apply(node.get(i), at + "[" + i + "]"));
        }
        return items;
    }

    private void keys(JsonNode node, String at, Set<String> known) {
        node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.add((at.isEmpty() ? "" : at + ".") + key + ": unknown"));
    }

    private String text(JsonNode node, String at, String key) {
        String value = node.path(key).asString("");
        if (value.isBlank()) {
            problems.add(at + "." + key + ": missing");
        }
        return value;
    }

    private static List<String> texts(JsonNode node) {
        return items(node).stream().map(n -> n.asString("")).toList();
    }

    /** A single value may stand without a list around it. */
    private static List<JsonNode> items(JsonNode node) {
        if (node.isArray()) {
            return List.copyOf(node.values());
        }
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> strings = new LinkedHashMap<>();
        node.properties().forEach(p -> strings.put(p.getKey(), p.getValue().asString("")));
        return strings;
    }
}
