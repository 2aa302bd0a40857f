package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to one message.
 *
 * @param toolCalls each with name, arguments and result
 * @param choices what can be answered to the question that it asks; empty where it asks none
 * @param engine {@code interpreter}, or the model's name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Answer(
        long conversationId,
        long messageId,
        String response,

        @Schema(type = SchemaType.ARRAY, implementation = CalledTool.class)
        JsonNode toolCalls,

        List<Choice> choices,
        String engine) {
    Answer {
        choices = List.copyOf(choices);
    }

    /** The OpenAPI document's picture of one called tool. */
    record CalledTool(
            @Schema(examples = "add_task") String name,
            @Schema(type = SchemaType.OBJECT) JsonNode arguments,

            @Schema(description = "an object; of list_tasks an array of tasks")
            JsonNode result) {}
}
