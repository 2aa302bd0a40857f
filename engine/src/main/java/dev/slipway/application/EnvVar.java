package dev.slipway.application;

/**
 * An environment variable that a service reads.
 *
 * @param value where its value comes from when deployed
 * @param required whether the service cannot start without it
 * @param evidence {@code file:line} where it is read
 */
public record EnvVar(String name, Value value, boolean required, String evidence, Origin origin) {
    /** Who gave the value. */
    public enum Origin {
        /** The code that reads it, or a manifest beside it. */
        CODE,
        /** An example file of the source: the code has no default, and nobody gave a value. */
        EXAMPLE,
        /** A person, by {@code --set} or in {@code slipway.yaml}. The value is taken as it is. */
        PERSON
    }

    public static EnvVar of(String name, Value value, boolean required, String evidence) {
        return new EnvVar(name, value, required, evidence, Origin.CODE);
    }

    /** A variable with a default of the code. @param text empty if it has none */
    public static EnvVar literal(String name, String text, boolean required, String evidence) {
        return of(name, new Value.Literal(text), required, evidence);
    }

    /** Whether a person gave it. */
    public boolean given() {
        return origin == Origin.PERSON;
    }

    public boolean literal() {
        return value instanceof Value.Literal;
    }

    /** The plain text; empty if the variable is unset or has another kind of value. */
    public String text() {
        return value instanceof Value.Literal literal ? literal.text() : "";
    }

    public EnvVar with(Value changed) {
        return new EnvVar(name, changed, required, evidence, origin);
    }

    public EnvVar from(Origin other) {
        return new EnvVar(name, value, required, evidence, other);
    }
}
