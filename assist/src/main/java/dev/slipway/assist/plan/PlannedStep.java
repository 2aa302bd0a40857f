package dev.slipway.assist.plan;

import java.util.List;

/**
 * What one request comes to.
 *
 * @param request in the words of the person
 * @param changes in their order
 * @param notes what was assumed, and what it means for others
 */
public record PlannedStep(String request, List<ObjectChange> changes, List<String> notes) {
    public PlannedStep {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }
}
