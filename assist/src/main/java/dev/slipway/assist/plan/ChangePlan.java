package dev.slipway.assist.plan;

import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All changes in order. A plan file has the same content. */
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

    /** Reasons why it needs consent in capital letters. */
    public List<String> harms() {
        return harms(Set.of());
    }

    /** @param been objects that come back to what they were in an earlier revision: what that lacked is not taken from them now */
    public List<String> harms(Set<Ref> been) {
        return Dangers.harms(changes(), been);
    }

    /** The text of a plan file. */
    public String written() {
        ArrayNode list = Docs.list();
        for (PlannedStep step : steps) {
            ArrayNode changes = Docs.list();
            step.changes().forEach(c -> changes.add(written(c)));
            list.add(Docs.object("request", step.request(), "notes", step.notes(), "changes", changes));
        }
        return PRETTY.writeValueAsString(Docs.object("format", VERSION, "steps", list)) + "\n";
    }

    private static ObjectNode written(ObjectChange change) {
        return switch (change) {
            case ObjectChange.Make m -> Docs.object("change", "make", "words", m.words(), "after", m.object());
            case ObjectChange.Edit e ->
                Docs.object("change", "edit", "words", e.words(), "before", e.before(), "after", e.after());
            case ObjectChange.Replace r ->
                Docs.object("change", "replace", "words", r.words(), "before", r.before(), "after", r.after());
            case ObjectChange.Remove r -> Docs.object("change", "remove", "words", r.words(), "before", r.before());
        };
    }

    /** Reads a plan file. @throws IllegalArgumentException if the text is no plan, with the problem */
    public static ChangePlan read(String text) {
        JsonNode file;
        try {
            file = Docs.MAPPER.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!Docs.text(file, "format").equals(VERSION)) {
            throw new IllegalArgumentException("its format is '" + Docs.text(file, "format") + "', not " + VERSION);
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (ObjectNode step : Docs.items(file.path("steps"))) {
            List<ObjectChange> changes = new ArrayList<>();
            Docs.items(step.path("changes")).forEach(c -> changes.add(change(c)));
            List<String> notes = new ArrayList<>();
            step.path("notes").forEach(n -> notes.add(n.asString("")));
            steps.add(new PlannedStep(Docs.text(step, "request"), changes, notes));
        }
        return new ChangePlan(steps);
    }

    private static ObjectChange change(ObjectNode c) {
        String words = Docs.text(c, "words");
        String how = Docs.text(c, "change");
        return switch (how) {
            case "make" -> new ObjectChange.Make(object(c, "after"), words);
            case "edit" -> same(new ObjectChange.Edit(object(c, "before"), object(c, "after"), words));
            case "replace" -> same(new ObjectChange.Replace(object(c, "before"), object(c, "after"), words));
            case "remove" -> new ObjectChange.Remove(object(c, "before"), words);
            default -> throw new IllegalArgumentException("it has a change '" + how + "', which there is not");
        };
    }

    /** One object before and after. */
    private static ObjectChange same(ObjectChange change) {
        ObjectNode before = switch (change) {
            case ObjectChange.Edit e -> e.before();
            case ObjectChange.Replace r -> r.before();
            case ObjectChange.Make m -> m.object();
            case ObjectChange.Remove r -> r.before();
        };
        if (!LiveObjects.ref(before).equals(change.of())) {
            throw new IllegalArgumentException(
                    "a change is of " + LiveObjects.ref(before).words() + " before and of "
                            + change.of().words() + " after");
        }
        return change;
    }

    private static ObjectNode object(ObjectNode change, String field) {
        if (change.get(field) instanceof ObjectNode object
                && !LiveObjects.name(object).isEmpty()) {
            Optional<ResourceKind> kind = ResourceKind.of(Docs.text(object, "kind"));
            if (kind.isPresent()) {
                // What is judged by its kind must not be able to write it in another way.
                object.put("kind", kind.get().kind());
                object.put("apiVersion", kind.get().apiVersion());
                return object;
            }
        }
        throw new IllegalArgumentException("a change has no object '" + field + "' of a known kind with a name");
    }
}
