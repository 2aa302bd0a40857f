package dev.slipway.assist.plan;

import java.util.List;

/**
 * The changes for one request.
 *
 * @param request in the person's words
 * @param changes in order
 * @param notes what was assumed, and how it affects others
 */
public record PlannedStep(String request, List<ObjectChange> changes, List<String> notes) {
    public PlannedStep {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }
}
