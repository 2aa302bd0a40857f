package dev.slipway.todo.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Postgres of its own for {@code quarkus:dev}, without Docker: kept in {@code target/dev-postgres}, stopped with the process. */
public final class DevDatabase {
    /** Survives live reload, which loads this class anew. */
    private static final String RUNNING = "todo.dev.database-url";

    private static final String PORT = "15432";

    private DevDatabase() {}

    /** The environment with a DATABASE_URL that leads to the running database. */
    public static Map<String, String> started(Map<String, String> env) {
        String url = System.getProperty(RUNNING);
        if (url == null) {
            int port = Integer.parseInt(env.getOrDefault("TODO_DATABASE_PORT", PORT));
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(Path.of("target", "dev-postgres"))
                        .setCleanDataDirectory(false)
                        .start();
                url = "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
                System.setProperty(RUNNING, url);
                System.out.println("Development database: " + url);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The development database did not start on port " + port
                                + "; set DATABASE_URL to use another one",
                        e);
            }
        }
        Map<String, String> changed = new HashMap<>(env);
        changed.put("DATABASE_URL", url);
        return changed;
    }
}
