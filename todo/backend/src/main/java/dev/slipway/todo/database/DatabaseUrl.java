package dev.slipway.todo.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The database's address as platforms give it, {@code postgresql://user:password@host:5432/name}, and as JDBC wants it.
 * Parameters behind {@code ?} ({@code sslmode=require}) are kept.
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {
    /** @throws IllegalArgumentException with a message for people, where DATABASE_URL is missing or not such an address */
    public static DatabaseUrl from(Map<String, String> env) {
        String value = env.get("DATABASE_URL");
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is not set. Set it to the Postgres database, for example DATABASE_URL=postgresql://todo:secret@localhost:5432/todo");
        }
        return parse(value.strip());
    }

    static DatabaseUrl parse(String value) {
        try {
            URI uri = new URI(value.replaceFirst("^postgres(ql)?(\\+\\w+)?://", "postgresql://"));
            String[] who = uri.getRawUserInfo() == null
                    ? new String[] {""}
                    : uri.getRawUserInfo().split(":", 2);
            if (!"postgresql".equals(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getPath().length() < 2) {
                throw malformed("it needs the form postgresql://user:password@host:5432/name");
            }
            String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort())
                    + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            return new DatabaseUrl(jdbc, decode(who[0]), who.length > 1 ? decode(who[1]) : "");
        } catch (URISyntaxException e) {
            // The value itself stays out of the message: it holds a password.
            throw malformed(e.getReason() + " at character " + e.getIndex());
        }
    }

    /** What Quarkus reads. */
    public Map<String, String> properties() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl,
                "quarkus.datasource.username", user,
                "quarkus.datasource.password", password);
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("DATABASE_URL cannot be read: " + why
                + ". Characters such as @ : / in the password are written as %40 %3A %2F.");
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
