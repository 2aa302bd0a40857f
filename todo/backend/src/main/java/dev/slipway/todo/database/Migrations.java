package dev.slipway.todo.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the database to the newest version. Safe while the old version of the backend still serves: a migration only
 * adds; what is no longer used is dropped one release later.
 */
public final class Migrations {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Migrations() {}

    /** @return the process' exit code: 0, or 1 after a message on {@code err} */
    public static int run(Map<String, String> env, PrintStream out, PrintStream err) {
        try {
            DatabaseUrl url = DatabaseUrl.from(env);
            await(url, out);
            MigrateResult result = migrate(url);
            out.println(
                    result.migrationsExecuted == 0
                            ? "The database is current: version " + latest()
                            : "The database went from version " + result.initialSchemaVersion + " to " + latest() + " ("
                                    + result.migrationsExecuted + " migrations)");
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (SQLException | FlywayException e) {
            err.println("The database could not be migrated: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted while waiting for the database");
        }
        return 1;
    }

    public static MigrateResult migrate(DatabaseUrl url) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url.jdbcUrl(), url.user(), url.password())
                .resourceProvider(new MigrationFiles())
                .javaMigrationClassProvider(List::of)
                .defaultSchema("public")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    /** The version that this build's code was written for. */
    public static String latest() {
        String last = names().getLast();
        return last.substring(1, last.indexOf("__"));
    }

    static List<String> names() {
        // A list, since a class loader cannot say what is in a folder of a jar.
        try (InputStream in = Migrations.class.getResourceAsStream("/db/migration/index")) {
            if (in == null) {
                throw new IllegalStateException("db/migration/index is not in the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a database that is still starting; what else is wrong (a password) is told at once. */
    private static void await(DatabaseUrl url, PrintStream out) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = 250;
        while (true) {
            try (Connection ignored = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password())) {
                return;
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                // 08: no connection; 57P03: "the database system is starting up".
                boolean passing = state.startsWith("08") && !state.equals("08004") || state.equals("57P03");
                if (!passing || System.nanoTime() > end) {
                    throw e;
                }
                out.println("Waiting for the database at " + url + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                Thread.sleep(pause);
                pause = Math.min(pause * 2, 4000);
            }
        }
    }
}
