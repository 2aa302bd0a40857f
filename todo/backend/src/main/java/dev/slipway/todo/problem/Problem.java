package dev.slipway.todo.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for programs and people (RFC 9457).
 *
 * @param type a URN that names the kind of problem and never changes
 * @param status HTTP status
 * @param errors what is wrong with each field; empty where the problem is another
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    /** After which what is {@link #away} may be asked again. */
    public static final String AWAY_SECONDS = "2";

    public Problem {
        errors = List.copyOf(errors);
    }

    public record FieldError(String field, String message) {}

    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem("urn:todo:problem:" + kind, title, status, detail, List.of());
    }

    public static Problem notFound(String what) {
        return of(404, "not-found", "Not found", what);
    }

    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().field() + ": " + errors.getFirst().message()
                : errors.size() + " fields are not as they should be";
        return new Problem("urn:todo:problem:invalid", "Invalid input", 422, detail, errors);
    }

    public static Problem malformed(String detail) {
        return of(400, "malformed", "Malformed request", detail);
    }

    /** A problem for a bare status that some part of the server gave. */
    public static Problem ofStatus(int status, @Nullable String detail) {
        String title = switch (status) {
            case 400 -> "Malformed request";
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "No such representation";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            default -> status >= 500 ? "Something went wrong here" : "Request refused";
        };
        String kind = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return of(status, kind, title, detail == null ? title : detail);
    }

    /** What does not answer now and will again: whoever asked is told when to come back. */
    public static Problem away(String what) {
        return of(503, "not-available", "The service is not available", what + " does not answer. Try again shortly");
    }

    /** Answers a request with this before it reaches a resource. */
    public void send(HttpServerResponse response) {
        response.setStatusCode(status)
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(new JsonObject()
                        .put("type", type)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }

    public Refusal refuse() {
        return new Refusal(this);
    }
}
