package dev.slipway.todo.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    public Refusal refuse() {
        return new Refusal(this);
    }
}
