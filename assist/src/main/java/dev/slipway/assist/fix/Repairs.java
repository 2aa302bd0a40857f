package dev.slipway.assist.fix;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Dangers;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Plans the changes that mend findings. Pure. */
public final class Repairs {
    private Repairs() {}

    /**
     * The changes for one finding.
     *
     * @param changes empty if a person has to decide
     * @param notes what the changes assume and whom they affect
     */
    public record Repair(RootCause finding, List<ObjectChange> changes, List<String> notes) {
        public Repair {
            changes = List.copyOf(changes);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Repairs in the order of the findings.
     *
     * @param objects of the cluster, to which the changes are added
     */
    public static List<Repair> of(List<RootCause> findings, LiveObjects objects) {
        List<Repair> repairs = new ArrayList<>();
        for (RootCause finding : findings) {
            Cause cause = finding.cause();
            List<String> notes = new ArrayList<>();
            List<ObjectChange> changes = new ArrayList<>();
            if (cause.weight() != Cause.Weight.RISKS) {
                Optional<ObjectChange> change =
                        cause.fix() instanceof Fix.Advice ? Optional.empty() : FixChanges.of(cause.fix(), objects);
                change.ifPresentOrElse(changes::add, () -> changes.addAll(Remedies.of(finding, objects, notes)));
            }
            changes.removeIf(c -> c instanceof ObjectChange.Edit e && e.patch().isEmpty());
            if (Dangers.refusal(changes).isPresent()
                    || !new ChangePlan(List.of(new PlannedStep("", changes, List.of())))
                            .harms()
                            .isEmpty()) {
                notes.add("what would mend it does harm elsewhere, and is left to a person: "
                        + String.join(
                                "; ", changes.stream().map(ObjectChange::words).toList()));
                changes.clear();
            }
            changes.forEach(c -> put(objects, c));
            radius(changes, objects, notes);
            repairs.add(new Repair(finding, changes, notes));
        }
        return repairs;
    }

    private static void put(LiveObjects objects, ObjectChange change) {
        switch (change) {
            case ObjectChange.Make m -> objects.put(m.object());
            case ObjectChange.Edit e -> objects.put(e.after());
            case ObjectChange.Replace r -> objects.put(r.after());
            case ObjectChange.Remove r -> objects.remove(r.of());
        }
    }

    /** Adds notes on whom a change affects. */
    private static void radius(List<ObjectChange> changes, LiveObjects objects, List<String> notes) {
        for (ObjectChange change : changes) {
            boolean template = change instanceof ObjectChange.Edit e
                    && !Docs.at(e.before(), "spec/template").equals(Docs.at(e.after(), "spec/template"));
            if (template) {
                Optional<ObjectNode> object = objects.find(change.of());
                int pods = object.map(o -> objects.pods(o).size()).orElse(0);
                notes.add("the " + pods + (pods == 1 ? " pod" : " pods") + " of "
                        + change.of().text() + " are replaced one after the other");
            } else if (change instanceof ObjectChange.Replace) {
                notes.add(change.of().text() + " ends and is made anew");
            } else if (change.of().kind().equals("Service")) {
                notes.add("whoever calls the service " + change.of().name() + " comes to other pods from then on");
            }
        }
    }

    /** The plan of the repairs with changes. */
    public static ChangePlan plan(List<Repair> repairs) {
        return new ChangePlan(repairs.stream()
                .filter(r -> !r.changes().isEmpty())
                .map(r -> new PlannedStep(
                        r.finding().cause().id() + " " + r.finding().cause().summary(), r.changes(), r.notes()))
                .toList());
    }
}
