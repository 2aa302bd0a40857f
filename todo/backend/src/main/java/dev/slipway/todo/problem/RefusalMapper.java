package dev.slipway.todo.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * The answer that a {@link Refusal} is. A provider rather than a method like those of {@link Mappers}: Quarkus' build would load
 * the exception's class into its own JVM, which may be older than the one this is compiled for.
 */
@Provider
public final class RefusalMapper implements ExceptionMapper<Refusal> {
    @Override
    public Response toResponse(Refusal refusal) {
        return Mappers.response(refusal.problem());
    }
}
