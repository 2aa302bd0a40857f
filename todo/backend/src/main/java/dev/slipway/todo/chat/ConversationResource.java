package dev.slipway.todo.chat;

import dev.slipway.todo.interpret.Pending;
import dev.slipway.todo.problem.Problem;
import dev.slipway.todo.tools.ToolJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/conversations}. */
@Path("/api/{user_id}/conversations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "chat")
@APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
public final class ConversationResource {
    private static final int MOST_CONVERSATIONS = 100;
    private static final int MOST_MESSAGES = 200;

    private final Jdbi database;
    private final Conversations conversations;
    private final ToolJson json;

    ConversationResource(Jdbi database, Conversations conversations, ToolJson json) {
        this.database = database;
        this.conversations = conversations;
        this.json = json;
    }

    @GET
    @Operation(summary = "List conversations", description = "The last used first, at most " + MOST_CONVERSATIONS + ".")
    @APIResponse(responseCode = "200")
    public List<Conversations.Conversation> list(@PathParam("user_id") String user) {
        return database.withHandle(handle -> conversations.list(handle, user, MOST_CONVERSATIONS));
    }

    @GET
    @Path("/{id}/messages")
    @Operation(
            summary = "The newest messages of a conversation, oldest first",
            description = "At most " + MOST_MESSAGES + "; earlier ones: before=<id of the first>.")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    public List<Conversations.Message> messages(
            @PathParam("user_id") String user, @PathParam("id") long id, @QueryParam("before") @Nullable Long before) {
        return database.withHandle(handle -> {
            if (!conversations.exists(handle, user, id)) {
                throw missing(id);
            }
            List<Conversations.Message> messages =
                    conversations.messages(handle, user, id, before == null ? Long.MAX_VALUE : before, MOST_MESSAGES);
            return before == null ? asking(handle, user, id, messages) : messages;
        });
    }

    /** The last one with what can be answered to it. */
    private List<Conversations.Message> asking(
            Handle handle, String user, long id, List<Conversations.Message> messages) {
        if (messages.isEmpty() || messages.getLast().role().equals("user")) {
            return messages;
        }
        Conversations.Message last = messages.getLast();
        Optional<Pending> pending = Memory.read(conversations.pending(handle, user, id), json, ZoneOffset.UTC)
                .pending();
        return Stream.concat(
                        messages.stream().limit(messages.size() - 1L),
                        Stream.of(last.asking(Choice.of(pending, last.content()))))
                .toList();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a conversation; its tasks stay")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    public Response delete(@PathParam("user_id") String user, @PathParam("id") long id) {
        if (!database.withHandle(handle -> conversations.delete(handle, user, id))) {
            throw missing(id);
        }
        return Response.noContent().build();
    }

    private static RuntimeException missing(long id) {
        return Problem.notFound("There is no conversation " + id).refuse();
    }
}
