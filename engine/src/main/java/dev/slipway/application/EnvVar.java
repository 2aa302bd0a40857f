package dev.slipway.application;

/**
 * An environment variable that a service reads.
 *
 * @param kind where its value comes from when deployed
 * @param value a literal's or default's value (an empty one is left unset: the code's own default holds); for {@code SERVICE_URL} the name of the service, with a path behind it
 *     where there is one ({@code frontend/api/auth/jwks}); for {@code DATABASE_URL} a template of <code>{user}</code>,
 *     <code>{password}</code>, <code>{host}</code>, <code>{port}</code>, <code>{database}</code>, such as
 *     <code>postgresql+asyncpg://{user}:{password}@{host}:{port}/{database}</code>; for {@code PUBLIC_URL} a path behind
 *     it where there is one ({@code /api/auth}); else empty
 * @param required whether the service cannot start without it
 * @param evidence {@code file:line} where it is read
 */
public record EnvVar(String name, Kind kind, String value, boolean required, String evidence) {
    /** Whether a person gave it, by {@code --set} or in {@code slipway.yaml}: then its value holds as it is. */
    public boolean given() {
        return evidence.startsWith("--set ") || evidence.matches("slipway\\.yaml(:[0-9]+)?");
    }

    public EnvVar with(String changed) {
        return new EnvVar(name, kind, changed, required, evidence);
    }

    public enum Kind {
        LITERAL,
        /** Random, generated once for each installation and name, at least 32 characters: equal names share a value. */
        SECRET,
        /** What leads to the database: a URL, or a part of one. Of the database's own server, <code>{user=app}</code> is the one that it has. */
        DATABASE_URL,
        /** What leads to Redis: a URL, or a part of one; a template of <code>{password}</code>, <code>{host}</code>, <code>{port}</code>. */
        CACHE_URL,
        /** {@code http://service:port} of another service inside the cluster. */
        SERVICE_URL,
        /** The URL under which a person's browser reaches the application. */
        PUBLIC_URL
    }
}
