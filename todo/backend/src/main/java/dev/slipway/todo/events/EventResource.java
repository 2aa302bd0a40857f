package dev.slipway.todo.events;

import dev.slipway.todo.auth.BearerMechanism;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/events}: what changes, and what is due, as it happens. */
@Path("/api/{user_id}/events")
@RunOnVirtualThread
@Tag(name = "events")
public final class EventResource {
    private final Feed feed;
    private final SecurityIdentity identity;

    EventResource(Feed feed, SecurityIdentity identity) {
        this.feed = feed;
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Changes and reminders as they happen",
            description =
                    "Events: task.created, task.updated, task.completed, task.reopened, task.deleted, reminder.due;"
                            + " data: {id, kind, task_id, actor, at, task}. Last-Event-ID goes on where a stream ended. A"
                            + " stream ends with its token; one person has 20 at most.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
    public void events(
            @PathParam("user_id") String user,
            @HeaderParam("Last-Event-ID") @Nullable String seen,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        OptionalLong from = seen != null && seen.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(seen))
                : OptionalLong.empty();
        Instant until = Objects.requireNonNullElse(identity.getAttribute(BearerMechanism.EXPIRES), Instant.MAX);
        feed.serve(user, from, until, sink, sse);
    }
}
