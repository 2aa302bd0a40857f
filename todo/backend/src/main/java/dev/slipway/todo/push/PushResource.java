package dev.slipway.todo.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.slipway.todo.problem.Body;
import dev.slipway.todo.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /api/{user_id}/push}: the browsers that are told of reminders. */
@Path("/api/{user_id}/push")
@RunOnVirtualThread
@Tag(name = "push")
@APIResponse(responseCode = "401", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "403", ref = "#/components/responses/Problem")
@APIResponse(responseCode = "429", ref = "#/components/responses/Problem")
public final class PushResource {
    private final Jdbi database;
    private final Push push;
    private final Subscriptions subscriptions;

    PushResource(Jdbi database, Push push, Subscriptions subscriptions) {
        this.database = database;
        this.push = push;
        this.subscriptions = subscriptions;
    }

    /** @param publicKey for {@code applicationServerKey}; null: nothing is sent here */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Sender(@Schema(nullable = true) @Nullable String publicKey) {}

    @Schema(
            name = "PushSubscription",
            additionalProperties = Schema.False.class,
            requiredProperties = {"endpoint", "p256dh", "auth"})
    record Input(
            @Schema(minLength = 1, maxLength = 1000, description = "a URL")
            String endpoint,

            @Schema(description = "a public key of P-256, uncompressed, Base64url")
            String p256dh,

            @Schema(description = "16 bytes, Base64url") String auth) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The key with which a browser subscribes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Sender.class)))
    public Sender sender(@PathParam("user_id") String user) {
        return new Sender(push.publicKey().orElse(null));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tell this browser of reminders")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Input.class)))
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "400", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "404", ref = "#/components/responses/Problem")
    @APIResponse(responseCode = "422", ref = "#/components/responses/Problem")
    public void subscribe(@PathParam("user_id") String user, @Nullable JsonNode body) {
        Subscription subscription = Subscription.read(new Body(body, Set.of("endpoint", "p256dh", "auth")));
        if (!push.configured()) {
            throw Problem.notFound("Nothing is pushed here: no VAPID keys are configured")
                    .refuse();
        }
        database.useTransaction(handle -> subscriptions.add(handle, user, subscription));
    }

    @DELETE
    @Operation(summary = "Tell this browser no more")
    @APIResponse(responseCode = "204")
    public void unsubscribe(@PathParam("user_id") String user, @QueryParam("endpoint") @Nullable String endpoint) {
        if (endpoint != null
                && dev.slipway.todo.problem.Text.unstorable(endpoint).isEmpty()) {
            database.useHandle(handle -> subscriptions.remove(handle, user, endpoint));
        }
    }
}
