package dev.slipway.todo.database;

import dev.slipway.todo.trace.Traces;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** The pool, seen through Jdbi. */
final class Connections {
    private Connections() {}

    @Produces
    @Singleton
    static Jdbi jdbi(AgroalDataSource pool, Traces traces) {
        Jdbi jdbi = Jdbi.create(pool);
        traces.statements().ifPresent(jdbi::setSqlLogger);
        return jdbi;
    }
}
