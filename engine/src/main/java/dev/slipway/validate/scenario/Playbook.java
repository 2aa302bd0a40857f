package dev.slipway.validate.scenario;

import java.util.List;

/** The content of a scenario file: what to try with an application, and under which load. */
public record Playbook(List<Scenario> scenarios, List<LoadPlan> loads) {
    public Playbook {
        scenarios = List.copyOf(scenarios);
        loads = List.copyOf(loads);
    }
}
