package dev.slipway.assist.plan;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that is to change, in order; what a plan file holds. */
public record ChangePlan(List<PlannedStep> steps) {
    private static final String VERSION = "slipway.dev/plan/1";
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ChangePlan {
        steps = List.copyOf(steps);
    }

    public List<ObjectChange> changes() {
        return steps.stream().flatMap(s -> s.changes().stream()).toList();
    }

    /** Why it asks for consent in capital letters. */
    public List<String> harms() {
        return Dangers.harms(changes());
    }

    /** As a file has it. */
    public String written() {
        ArrayNode list = Json.list();
        for (PlannedStep step : steps) {
            ArrayNode changes = Json.list();
            step.changes().forEach(c -> changes.add(written(c)));
            list.add(Json.object("request", step.request(), "notes", step.notes(), "changes", changes));
        }
        return PRETTY.writeValueAsString(Json.object("format", VERSION, "steps", list)) + "\n";
    }

    private static ObjectNode written(ObjectChange change) {
        return switch (change) {
            case ObjectChange.Make m -> Json.object("change", "make", "words", m.words(), "after", m.object());
            case ObjectChange.Edit e ->
                Json.object("change", "edit", "words", e.words(), "before", e.before(), "after", e.after());
            case ObjectChange.Replace r ->
                Json.object("change", "replace", "words", r.words(), "before", r.before(), "after", r.after());
            case ObjectChange.Remove r -> Json.object("change", "remove", "words", r.words(), "before", r.before());
        };
    }

    /** @throws IllegalArgumentException where the text is no plan, with what is wrong */
    public static ChangePlan read(String text) {
        JsonNode file;
        try {
            file = Json.MAPPER.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!Json.text(file, "format").equals(VERSION)) {
            throw new IllegalArgumentException("its format is '" + Json.text(file, "format") + "', not " + VERSION);
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (ObjectNode step : Json.items(file.path("steps"))) {
            List<ObjectChange> changes = new ArrayList<>();
            Json.items(step.path("changes")).forEach(c -> changes.add(change(c)));
            List<String> notes = new ArrayList<>();
            step.path("notes").forEach(n -> notes.add(n.asString("")));
            steps.add(new PlannedStep(Json.text(step, "request"), changes, notes));
        }
        return new ChangePlan(steps);
    }

    private static ObjectChange change(ObjectNode c) {
        String words = Json.text(c, "words");
        String how = Json.text(c, "change");
        return switch (how) {
            case "make" -> new ObjectChange.Make(object(c, "after"), words);
            case "edit" -> new ObjectChange.Edit(object(c, "before"), object(c, "after"), words);
            case "replace" -> new ObjectChange.Replace(object(c, "before"), object(c, "after"), words);
            case "remove" -> new ObjectChange.Remove(object(c, "before"), words);
            default -> throw new IllegalArgumentException("it has a change '" + how + "', which there is not");
        };
    }

    private static ObjectNode object(ObjectNode change, String field) {
        if (change.get(field) instanceof ObjectNode object
                && ResourceKind.of(Json.text(object, "kind")).isPresent()
                && !LiveObjects.name(object).isEmpty()) {
            return object;
        }
        throw new IllegalArgumentException("a change has no object '" + field + "' of a known kind with a name");
    }
}
