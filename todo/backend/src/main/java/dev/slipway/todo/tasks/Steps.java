package dev.slipway.todo.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subtasks as the database keeps them. */
final class Steps {
    private static final String NONE = "[]";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Steps() {}

    /** @param stored null: as before there were any, in an event that is older than they are */
    static List<Subtask> read(@Nullable String stored) {
        // Most tasks have none, and lists are what is read most.
        if (stored == null || stored.equals(NONE)) {
            return List.of();
        }
        try {
            List<Subtask> subtasks = new ArrayList<>();
            for (JsonNode each : JSON.readTree(stored)) {
                subtasks.add(new Subtask(
                        each.path("title").asText(), each.path("completed").asBoolean()));
            }
            return subtasks;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(List<Subtask> subtasks) {
        if (subtasks.isEmpty()) {
            return NONE;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        subtasks.forEach(each -> array.addObject().put("title", each.title()).put("completed", each.completed()));
        return array.toString();
    }
}
