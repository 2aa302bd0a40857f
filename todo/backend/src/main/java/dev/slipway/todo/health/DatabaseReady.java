package dev.slipway.todo.health;

import dev.slipway.todo.database.Migrations;
import dev.slipway.todo.problem.Causes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Ready when the database answers and has the tables that this build was written for. */
@Readiness
@Singleton
final class DatabaseReady implements HealthCheck {
    private final Jdbi database;

    DatabaseReady(Jdbi database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        String wanted = Migrations.latest();
        try {
            boolean there = database.withHandle(handle -> Migrations.current(handle.getConnection()));
            return HealthCheckResponse.named("database")
                    .status(there)
                    .withData("migration", there ? wanted : "version " + wanted + " is missing")
                    .build();
        } catch (JdbiException | SQLException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("why", reason(e))
                    .build();
        }
    }

    private static String reason(Throwable e) {
        return String.valueOf(Causes.root(e).getMessage()).lines().findFirst().orElse("unknown");
    }
}
