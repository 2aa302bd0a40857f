package dev.slipway.validate;

import java.util.Optional;

/**
 * How much a validation tries.
 *
 * @param run id of the run that it belongs to
 * @param ground digest of all that is judged but the services' own code
 * @param leansOn a validation that tried everything on the same ground: what only a change of the ground can change is
 *     then not tried again
 */
public record Extent(String run, String ground, Optional<Verdict.Whole> leansOn) {
    boolean brief() {
        return leansOn.isPresent();
    }
}
