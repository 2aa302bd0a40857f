package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.interpret.Pending;
import dev.slipway.todo.problem.Refusal;
import dev.slipway.todo.tools.ToolCall;
import dev.slipway.todo.tools.ToolJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a conversation has to remember for its next message: the open question, and which tasks were spoken of. */
record Memory(Optional<Pending> pending, List<Long> mentioned) {
    Memory {
        mentioned = List.copyOf(mentioned);
    }

    static Memory read(Optional<JsonNode> json, ToolJson tools, ZoneId zone) {
        if (json.isEmpty()) {
            return new Memory(Optional.empty(), List.of());
        }
        List<Long> mentioned = new ArrayList<>();
        json.get().path("mentioned").forEach(id -> mentioned.add(id.asLong()));
        try {
            JsonNode kind = json.get().path("kind");
            return new Memory(
                    kind.isTextual()
                            ? Optional.of(new Pending(
                                    Pending.Kind.valueOf(kind.asText()),
                                    choices(json.get().path("choices"), tools, zone)))
                            : Optional.empty(),
                    mentioned);
        } catch (Refusal | IllegalArgumentException e) {
            // Written by another version of this program: the question is asked anew.
            return new Memory(Optional.empty(), mentioned);
        }
    }

    Optional<JsonNode> write(ToolJson tools, ZoneId zone) {
        if (pending.isEmpty() && mentioned.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        mentioned.forEach(json.putArray("mentioned")::add);
        pending.ifPresent(question -> {
            json.put("kind", question.kind().name());
            ArrayNode choices = json.putArray("choices");
            for (Pending.Choice choice : question.choices()) {
                ArrayNode calls =
                        choices.addObject().put("label", choice.label()).putArray("calls");
                for (ToolCall call : choice.calls()) {
                    calls.addObject().put("name", call.name()).set("arguments", tools.arguments(call, zone));
                }
            }
        });
        return Optional.of(json);
    }

    private static List<Pending.Choice> choices(JsonNode json, ToolJson tools, ZoneId zone) {
        List<Pending.Choice> choices = new ArrayList<>();
        for (JsonNode choice : json) {
            List<ToolCall> calls = new ArrayList<>();
            for (JsonNode call : choice.path("calls")) {
                calls.add(tools.read(call.path("name").asText(), call.path("arguments"), zone));
            }
            choices.add(new Pending.Choice(choice.path("label").asText(), calls));
        }
        return choices;
    }
}
