package dev.slipway.todo.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object field by field and collects everything that is wrong, so that a caller is told all of it at once. */
public final class Body {
    private final JsonNode json;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** @param known the fields that may occur: any other one is an error */
    public Body(@Nullable JsonNode json, Set<String> known) {
        if (json == null || !json.isObject()) {
            throw Problem.malformed("The body has to be a JSON object").refuse();
        }
        this.json = json;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                error(
                        name.length() > 50 ? name.substring(0, 50) : name,
                        "is not known here; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    public boolean has(String field) {
        return json.has(field);
    }

    public boolean isNull(String field) {
        return json.path(field).isNull();
    }

    public JsonNode node(String field) {
        return json.path(field);
    }

    public void error(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }

    /** Text without white space around it; empty (and an error, where the field is there) when it is no such text. */
    public Optional<String> text(String field, int shortest, int longest) {
        return text(field, json.path(field), shortest, longest);
    }

    public Optional<String> text(String field, JsonNode value, int shortest, int longest) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            error(field, "has to be text");
            return Optional.empty();
        }
        String text = value.textValue().strip();
        int length = Text.length(text);
        Optional<String> unstorable = Text.unstorable(text);
        if (unstorable.isPresent()) {
            error(field, unstorable.get());
            return Optional.empty();
        }
        if (length < shortest || length > longest) {
            error(field, "has to have " + shortest + " to " + longest + " characters, and has " + length);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A text that {@code reader} understands. */
    public <T> Optional<T> parsed(String field, String expected, Function<String, Optional<T>> reader) {
        Optional<String> text = text(field, 1, 300);
        Optional<T> value = text.flatMap(reader);
        if (text.isPresent() && value.isEmpty()) {
            error(field, "has to be " + expected);
        }
        return value;
    }

    public Optional<Boolean> bool(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isBoolean()) {
            return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
        }
        error(field, "has to be true or false");
        return Optional.empty();
    }

    public Optional<Double> number(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            error(field, "has to be a number");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }

    public Optional<Long> integer(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            error(field, "has to be a whole number");
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    /** @throws Refusal with all errors, if there are any */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refuse();
        }
    }
}
