package dev.slipway.todo.tasks;

import dev.slipway.todo.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 412, so that the caller looks again before it overwrites. */
@Provider
public final class VersionConflictMapper implements ExceptionMapper<VersionConflict> {
    @Override
    public Response toResponse(VersionConflict conflict) {
        Problem problem = Problem.of(
                412,
                "changed-meanwhile",
                "Changed meanwhile",
                "The task was changed since you saw it"
                        + (conflict.current() < 0 ? "" : "; its version is " + conflict.current()));
        return Response.status(412).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
