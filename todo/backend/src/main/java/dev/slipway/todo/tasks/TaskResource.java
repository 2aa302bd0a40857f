package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.todo.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/tasks}. */
@Path("/api/{user_id}/tasks")
@Produces("application/json")
@Tag(name = "tasks")
@APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "422", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
public final class TaskResource {
    private static final String ZONE = "X-Time-Zone";
    private static final int LONGEST_KEY = 100;

    private final Jdbi database;
    private final Tasks tasks;
    private final Undo undo;
    private final Clock clock;

    TaskResource(Jdbi database, Tasks tasks, Undo undo, Clock clock) {
        this.database = database;
        this.tasks = tasks;
        this.undo = undo;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List tasks", description = "How many there are in all: X-Total-Count. The next page: Link.")
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(enumeration = {"all", "pending", "completed"}))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            schema = @Schema(enumeration = {"created", "title", "due_date", "priority", "position"}))
    @Parameter(name = "order", in = ParameterIn.QUERY, schema = @Schema(enumeration = {"asc", "desc"}))
    @Parameter(name = "search", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(name = "priority", in = ParameterIn.QUERY, schema = @Schema(enumeration = {"low", "medium", "high"}))
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "due_from", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "due_before", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "overdue", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "undated",
            in = ParameterIn.QUERY,
            description = "true: only tasks without a due date",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "100000", defaultValue = "0"))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Task.class)))
    public Response list(
            @PathParam("user_id") String user, @HeaderParam(ZONE) @Nullable String zone, @Context UriInfo uri) {
        TaskQuery query = QueryReader.read(uri.getQueryParameters(), TaskReader.zone(zone));
        Tasks.Page page = database.withHandle(handle -> tasks.list(handle, user, query));
        Response.ResponseBuilder response = Response.ok(page.tasks()).header("X-Total-Count", page.total());
        int next = query.offset() + query.limit();
        if (next < page.total()) {
            URI link =
                    uri.getRequestUriBuilder().replaceQueryParam("offset", next).build();
            response.header("Link", "<" + link.getRawPath() + "?" + link.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "Create a task",
            description = "Idempotency-Key: the same request sent again gets the same task and makes no second one.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TaskInput.class)))
    @APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Task.class)))
    public Response create(
            @PathParam("user_id") String user,
            @HeaderParam(ZONE) @Nullable String zone,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable JsonNode body) {
        var where = TaskReader.zone(zone);
        TaskChange content = TaskReader.read(body, where, true);
        Optional<String> request = requestKey(key);
        Task task = database.withHandle(
                handle -> request.map(name -> tasks.addOnce(handle, user, where, content, name, Source.REST))
                        .orElseGet(() -> tasks.add(handle, user, where, content, Source.REST)));
        return with(Response.created(URI.create("/api/" + user + "/tasks/" + task.id())), task);
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many tasks are open", description = "In all, until today, after it, and by tag.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Counts.class)))
    public Counts counts(@PathParam("user_id") String user, @HeaderParam(ZONE) @Nullable String zone) {
        return database.withHandle(handle -> Counts.of(handle, user, TaskReader.zone(zone), clock.instant()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Get a task")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Task.class)))
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    public Response get(
            @PathParam("user_id") String user,
            @PathParam("id") long id,
            @HeaderParam("If-None-Match") @Nullable String seen) {
        Task task = database.withHandle(handle -> tasks.find(handle, user, id)).orElseThrow(() -> missing(id));
        return task.etag().equals(seen) ? Response.notModified(task.etag()).build() : with(Response.ok(), task);
    }

    @PUT
    @Path("/{id}")
    @Consumes("application/json")
    @Operation(
            summary = "Change a task",
            description = "If-Match with the ETag of the task makes sure that nobody else's change is lost.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TaskInput.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Task.class)))
    @APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "412", ref = "#/components/responses/Problem")
    public Response put(
            @PathParam("user_id") String user,
            @PathParam("id") long id,
            @HeaderParam(ZONE) @Nullable String zone,
            @HeaderParam("If-Match") @Nullable String expected,
            @Nullable JsonNode body) {
        var where = TaskReader.zone(zone);
        TaskChange change = TaskReader.read(body, where, false);
        OptionalInt version = version(expected);
        return changed(
                id,
                database.inTransaction(handle -> tasks.change(handle, user, where, id, version, change, Source.REST)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Change a task", description = "The same as PUT.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TaskInput.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Task.class)))
    @APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "412", ref = "#/components/responses/Problem")
    public Response patch(
            @PathParam("user_id") String user,
            @PathParam("id") long id,
            @HeaderParam(ZONE) @Nullable String zone,
            @HeaderParam("If-Match") @Nullable String expected,
            @Nullable JsonNode body) {
        return put(user, id, zone, expected, body);
    }

    @PATCH
    @Path("/{id}/complete")
    @Operation(summary = "Toggle whether a task is completed")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Task.class)))
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "412", ref = "#/components/responses/Problem")
    public Response toggle(
            @PathParam("user_id") String user,
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String expected) {
        OptionalInt version = version(expected);
        return changed(
                id,
                database.inTransaction(handle -> tasks.find(handle, user, id)
                        .flatMap(task -> tasks.change(
                                handle,
                                user,
                                ZoneId.of(task.timeZone()),
                                id,
                                version,
                                TaskChange.NONE.withCompleted(!task.completed()),
                                Source.REST))));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a task")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "412", ref = "#/components/responses/Problem")
    public Response delete(
            @PathParam("user_id") String user,
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String expected) {
        OptionalInt version = version(expected);
        return database.withHandle(handle -> tasks.delete(handle, user, id, version, Source.REST))
                .map(task -> Response.noContent().build())
                .orElseThrow(() -> missing(id));
    }

    @POST
    @Path("/{id}/restore")
    @Operation(summary = "Bring back a deleted task", description = "As it was, with its number and its place.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Task.class)))
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "409", ref = "#/components/responses/Problem")
    public Response restore(@PathParam("user_id") String user, @PathParam("id") long id) {
        return with(
                Response.ok(),
                database.inTransaction(handle -> {
                            if (tasks.find(handle, user, id).isPresent()) {
                                throw Problem.of(409, "conflict", "Conflict", "Task " + id + " is there")
                                        .refuse();
                            }
                            return undo.restore(handle, user, id);
                        })
                        .orElseThrow(() -> missing(id)));
    }

    private static Response changed(long id, Optional<Tasks.Changed> changed) {
        return with(Response.ok(), changed.orElseThrow(() -> missing(id)).task());
    }

    private static Response with(Response.ResponseBuilder response, Task task) {
        return response.header("ETag", task.etag()).entity(task).build();
    }

    private static Optional<String> requestKey(@Nullable String key) {
        if (key != null && key.length() > LONGEST_KEY) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                            "Idempotency-Key", "has to have at most " + LONGEST_KEY + " characters")))
                    .refuse();
        }
        return Optional.ofNullable(key).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static OptionalInt version(@Nullable String etag) {
        if (etag == null || etag.isBlank() || etag.strip().equals("*")) {
            return OptionalInt.empty();
        }
        String plain = etag.strip().replaceFirst("^W/", "").replace("\"", "");
        // An ETag that is none of ours matches no version.
        return OptionalInt.of(plain.matches("\\d{1,9}") ? Integer.parseInt(plain) : 0);
    }

    private static RuntimeException missing(long id) {
        return Problem.notFound("There is no task " + id).refuse();
    }
}
