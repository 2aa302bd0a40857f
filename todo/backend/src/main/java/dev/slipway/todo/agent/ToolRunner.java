package dev.slipway.todo.agent;

import com.fasterxml.jackson.databind.JsonNode;

/** Does what the model asks for. */
public interface ToolRunner {
    /** @throws dev.slipway.todo.problem.Refusal when there is no such tool, or its arguments are wrong */
    JsonNode run(String name, JsonNode arguments);
}
