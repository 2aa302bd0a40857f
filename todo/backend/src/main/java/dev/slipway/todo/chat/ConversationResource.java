package dev.slipway.todo.chat;

import dev.slipway.todo.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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

    ConversationResource(Jdbi database, Conversations conversations) {
        this.database = database;
        this.conversations = conversations;
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
            return conversations.messages(handle, user, id, before == null ? Long.MAX_VALUE : before, MOST_MESSAGES);
        });
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
