package dev.slipway.todo.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.todo.trace.Traces;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/** Every exception that leaves a resource becomes a problem document; an unforeseen one is logged, never shown. */
final class Mappers {
    private static final Logger LOG = Logger.getLogger(Mappers.class);

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        Response given = e.getResponse();
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        if (given.getStatus() >= 500) {
            return unforeseen(e);
        }
        Response.ResponseBuilder builder = builder(Problem.ofStatus(given.getStatus(), null));
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? builder : builder.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return response(Problem.malformed("The body is not valid JSON: " + e.getOriginalMessage()));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return response(Problem.ofStatus(403, null));
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e) {
        return response(Problem.ofStatus(401, null));
    }

    @ServerExceptionMapper
    Response broken(IOException e) {
        return response(Problem.malformed("The body could not be read"));
    }

    /** What a database that is away, or busy beyond its connections, makes of a request passes by itself. */
    @ServerExceptionMapper
    Response database(JdbiException e) {
        if (!(e instanceof ConnectionException) && !connectionLost(e)) {
            return unforeseen(e);
        }
        LOG.warnf("The database did not answer: %s", Causes.root(e).getMessage());
        return builder(Problem.away("The database"))
                .header("Retry-After", Problem.AWAY_SECONDS)
                .build();
    }

    private static boolean connectionLost(JdbiException e) {
        // 08: the connection broke; 57P: the server ends, or is just starting.
        return Causes.root(e) instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
    }

    @ServerExceptionMapper
    Response unforeseen(Exception e) {
        LOG.error("A request failed", e);
        String where = Traces.current()
                .map(trace -> "the log lines with the trace " + trace + " tell why")
                .orElse("the log of this time tells why");
        return response(Problem.ofStatus(500, "The request failed; " + where));
    }

    static Response response(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
