package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.todo.problem.Body;
import dev.slipway.todo.tasks.TaskReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/chat}: a message in, an answer out, as one document or as a stream. */
@Path("/api/{user_id}/chat")
@RunOnVirtualThread
@Tag(name = "chat")
@APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "409", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "413", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "415", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "422", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
public final class ChatResource {
    private static final int LONGEST_MESSAGE = 4000;
    private static final int LONGEST_KEY = 100;
    private static final Logger LOG = Logger.getLogger(ChatResource.class);

    private final Chat chat;
    private final ObjectMapper mapper;

    ChatResource(Chat chat, ObjectMapper mapper) {
        this.chat = chat;
        this.mapper = mapper;
    }

    @Schema(name = "ChatRequest", additionalProperties = Schema.False.class, requiredProperties = "message")
    record Request(
            @Schema(nullable = true, description = "absent: a new conversation")
            Long conversation_id,

            @Schema(minLength = 1, maxLength = LONGEST_MESSAGE)
            String message) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say something",
            description = "Idempotency-Key: the same request sent again gets the first answer and does nothing twice.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    public Answer say(
            @PathParam("user_id") String user,
            @HeaderParam("X-Time-Zone") @Nullable String zone,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable JsonNode body) {
        return chat.answer(ask(user, zone, key, body));
    }

    @POST
    @Path("/stream")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Say something, and get the answer piece by piece",
            description = "Events: tool (name, arguments, result), token (text), done (as the answer of /chat).")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    public void stream(
            @PathParam("user_id") String user,
            @HeaderParam("X-Time-Zone") @Nullable String zone,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable JsonNode body,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        // Nothing is told before it is stored: what the person saw happen has happened.
        Answer answer = chat.answer(ask(user, zone, key, body));
        try {
            for (JsonNode call : answer.toolCalls()) {
                send(sink, sse, "tool", call);
            }
            for (String piece : answer.response().split("(?<=\\s)")) {
                send(sink, sse, "token", JsonNodeFactory.instance.objectNode().put("text", piece));
            }
            send(sink, sse, "done", mapper.valueToTree(answer));
            sink.close();
        } catch (ExecutionException | IllegalStateException e) {
            LOG.debugf("Somebody left before the answer was told: %s", e.getMessage());
        }
    }

    private static void send(SseEventSink sink, Sse sse, String name, JsonNode data)
            throws InterruptedException, ExecutionException {
        sink.send(sse.newEvent(name, data.toString())).toCompletableFuture().get();
    }

    private static Chat.Ask ask(String user, @Nullable String zone, @Nullable String key, @Nullable JsonNode json) {
        Body body = new Body(json, Set.of("conversation_id", "message"));
        if (!body.has("message")) {
            body.error("message", "is required");
        }
        Long conversation = body.integer("conversation_id").orElse(null);
        String message = body.text("message", 1, LONGEST_MESSAGE).orElse("");
        if (key != null && key.length() > LONGEST_KEY) {
            body.error("Idempotency-Key", "has to have at most " + LONGEST_KEY + " characters");
        }
        body.check();
        return new Chat.Ask(
                user, TaskReader.zone(zone), conversation, message, key == null || key.isBlank() ? null : key.strip());
    }
}
