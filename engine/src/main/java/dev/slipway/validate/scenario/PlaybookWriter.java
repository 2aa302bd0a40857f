package dev.slipway.validate.scenario;

import dev.slipway.validate.scenario.Scenario.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes a playbook as the file that {@link PlaybookReader} reads and people edit. */
public final class PlaybookWriter {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private PlaybookWriter() {}

    public static String write(Playbook playbook) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(
                "scenarios",
                playbook.scenarios().stream().map(PlaybookWriter::scenario).toList());
        root.put("load", playbook.loads().stream().map(PlaybookWriter::load).toList());
        return YAML.writeValueAsString(root);
    }

    private static Map<String, Object> scenario(Scenario scenario) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", scenario.name());
        map.put("requirements", scenario.requirements());
        map.put("steps", scenario.steps().stream().map(PlaybookWriter::step).toList());
        return map;
    }

    private static Map<String, Object> step(Scenario.Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", step.name());
        switch (step) {
            case Scenario.Request request -> map.put("request", request(request));
            case Scenario.Browse browse ->
                map.put(
                        "browser",
                        browse.actions().stream().map(PlaybookWriter::action).toList());
            case Scenario.Kill kill -> map.put("kill", kill.service());
        }
        return map;
    }

    private static Map<String, Object> request(Scenario.Request request) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", request.method());
        map.put("path", request.path());
        put(map, "service", request.service());
        put(map, "session", request.session());
        put(map, "headers", new TreeMap<>(request.headers()));
        request.body().ifPresent(body -> map.put("json", body));
        Map<String, Object> expect = new LinkedHashMap<>();
        put(expect, "status", request.expect().status());
        put(expect, "json", new TreeMap<>(request.expect().json()));
        put(expect, "contains", request.expect().contains());
        put(expect, "absent", request.expect().absent());
        put(map, "expect", expect);
        put(map, "capture", new TreeMap<>(request.capture()));
        if (request.within() > 0) {
            map.put("within", request.within());
        }
        return map;
    }

    private static Map<String, Object> action(Action action) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (action) {
            case Action.Goto a -> {
                map.put("goto", a.path());
                put(map, "service", a.service());
            }
            case Action.Fill a -> {
                map.put("fill", a.selector());
                map.put("text", a.text());
            }
            case Action.Click a -> map.put("click", a.selector());
            case Action.Press a -> map.put("press", a.key());
            case Action.ExpectText a -> map.put("expectText", a.text());
            case Action.Screenshot a -> map.put("screenshot", a.name());
            case Action.NoErrors a -> map.put("noErrors", true);
        }
        return map;
    }

    private static Map<String, Object> load(LoadPlan load) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", load.name());
        map.put("method", load.method());
        map.put("path", load.path());
        put(map, "service", load.service());
        put(map, "headers", new TreeMap<>(load.headers()));
        load.body().ifPresent(body -> map.put("json", body));
        map.put("rate", load.rate());
        map.put("seconds", load.seconds());
        Map<String, Double> objectives = new TreeMap<>();
        load.objectives().forEach((percentile, most) -> objectives.put("p" + percentile, most));
        map.put("objectives", objectives);
        map.put("errors", load.errors());
        return map;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        boolean empty = value.equals("")
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> m && m.isEmpty());
        if (!empty) {
            map.put(key, value);
        }
    }
}
