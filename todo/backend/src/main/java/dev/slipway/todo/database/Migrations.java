package dev.slipway.todo.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * Brings the database to the newest version, before the backend serves. Safe while the old version still serves: a
 * migration only adds; what is no longer used is dropped one release later. Of several replicas that start at once, one
 * migrates while the others wait.
 */
public final class Migrations {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Migrations() {}

    /** @return the process' exit code: 0, or 1 after a message on {@code err} */
    public static int run(Map<String, String> env, PrintStream out, PrintStream err) {
        try {
            DatabaseUrl url = DatabaseUrl.from(env);
            try (Connection connection = await(url, out)) {
                // Most starts find this, and then need nothing of Flyway.
                if (current(connection)) {
                    return 0;
                }
            }
            MigrateResult result = migrate(url);
            // Told with the first lines of the server's log, in its form.
            Logger.getLogger(Migrations.class)
                    .infof(
                            "The database went from version %s to %s (%d migrations)",
                            result.initialSchemaVersion, latest(), result.migrationsExecuted);
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

    /** Whether the database has the tables that this build was written for; newer ones do no harm. */
    public static boolean current(Connection connection) throws SQLException {
        // Asked first, since a table that is missing would stand as an error in the log of every new database.
        return found(connection, "select to_regclass(?) is not null", "flyway_schema_history")
                && found(
                        connection,
                        "select exists (select from flyway_schema_history where success and version = ?)",
                        latest());
    }

    private static boolean found(Connection connection, String question, String word) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, word);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static MigrateResult migrate(DatabaseUrl url) {
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
    private static Connection await(DatabaseUrl url, PrintStream out) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = 250;
        while (true) {
            try {
                return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
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
