package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.slipway.todo.interpret.Interpreter;
import dev.slipway.todo.problem.Body;
import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Recurrence;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/draft}: what a line says of a new task, while it is typed. Nothing is added. */
@Path("/api/{user_id}/draft")
@RunOnVirtualThread
@Tag(name = "tasks")
@APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "413", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "415", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "422", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
public final class DraftResource {
    private static final int LONGEST = 500;

    private final Clock clock;

    DraftResource(Clock clock) {
        this.clock = clock;
    }

    @Schema(name = "DraftRequest", additionalProperties = Schema.False.class, requiredProperties = "text")
    record Request(
            @Schema(minLength = 1, maxLength = LONGEST) String text) {}

    /** As of a task; null is what the line does not say. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Draft(
            String title,
            @Schema(nullable = true) @Nullable Priority priority,
            List<String> tags,
            @Schema(nullable = true) @Nullable Instant dueAt,
            boolean allDay,
            @Schema(nullable = true) @Nullable String recurrence,
            @Schema(nullable = true) @Nullable Instant remindAt) {
        Draft {
            tags = List.copyOf(tags);
        }

        static Draft of(TaskChange change, String line) {
            String title = change.title().value();
            Due due = change.due().value();
            Recurrence recurrence = change.recurrence().value();
            List<String> tags = change.tags().value();
            return new Draft(
                    title == null ? line : title,
                    change.priority().value(),
                    tags == null ? List.of() : tags,
                    due == null ? null : due.at(),
                    due != null && due.allDay(),
                    recurrence == null ? null : recurrence.toString(),
                    change.remindAt().value());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read a line as a new task",
            description = "Its title without the date, the rhythm, the priority and the tags in it. Nothing is added.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Draft.class)))
    public Draft read(
            @PathParam("user_id") String user,
            @HeaderParam("X-Time-Zone") @Nullable String zone,
            @Nullable JsonNode json) {
        Body body = new Body(json, Set.of("text"));
        if (!body.has("text")) {
            body.error("text", "is required");
        }
        String line = body.text("text", 1, LONGEST).orElse("");
        body.check();
        return Draft.of(
                Interpreter.draft(line, clock.instant().atZone(TaskReader.zone(zone)))
                        .orElse(TaskChange.NONE),
                line.strip());
    }
}
