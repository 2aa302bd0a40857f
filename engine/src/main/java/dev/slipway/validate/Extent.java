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
 * @param surroundings digest of everything that is judged, except the services' own code
 * @param leansOn an earlier validation that tried everything with the same digest. This one then leaves out what a
 * change of code alone cannot break.
 * @param code digest of each service's own code
 */
public record Extent(String run, String surroundings, Optional<Verdict.Whole> leansOn, Map<String, String> code) {
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
