package dev.slipway.todo.auth;

import dev.slipway.todo.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.Principal;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A person's URLs serve that person only, whatever the resource behind them does. */
final class OwnerFilter {
    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String owner = request.getUriInfo().getPathParameters().getFirst("user_id");
        if (owner == null) {
            return;
        }
        Principal who = request.getSecurityContext().getUserPrincipal();
        if (who == null) {
            throw Problem.ofStatus(401, "A token is needed: Authorization: Bearer ...")
                    .refuse();
        }
        if (!owner.equals(who.getName())) {
            throw Problem.ofStatus(403, "These are another person's tasks").refuse();
        }
    }
}
