package dev.slipway.source;

/**
 * An environment variable that a service reads.
 *
 * @param kind where its value comes from when deployed
 * @param value a literal's or default's value; the name of the service for {@code SERVICE_URL}; else empty
 * @param evidence {@code file:line} where it is read
 */
public record EnvVar(String name, Kind kind, String value, boolean required, String evidence) {
    public enum Kind {
        LITERAL,
        /** Random, generated once for each installation, at least 32 characters. */
        SECRET,
        /** A URL of the database with user and password. */
        DATABASE_URL,
        /** {@code http://service:port} of another service inside the cluster. */
        SERVICE_URL,
        /** The URL under which a person's browser reaches the application. */
        PUBLIC_URL
    }
}
