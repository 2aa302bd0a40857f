package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.application.Role;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How much a validation tries.
 *
 * @param run id of the run that it belongs to
 * @param ground digest of all that is judged but the services' own code
 * @param leansOn a validation that tried everything on the same ground: what only a change of the ground can change is
 *     then not tried again
 * @param code digest of each service's own code
 */
public record Extent(String run, String ground, Optional<Verdict.Whole> leansOn, Map<String, String> code) {
    public Extent {
        code = Map.copyOf(code);
    }

    boolean brief() {
        return leansOn.isPresent();
    }

    /** Whether no page's own code has changed. */
    boolean samePages(Application application) {
        return leansOn.isPresent()
                && application.services().stream()
                        .filter(service -> service.role() == Role.FRONTEND)
                        .allMatch(service -> Objects.equals(
                                code.get(service.name()), leansOn.get().code().get(service.name())));
    }
}
