package dev.slipway.validate;

import java.util.List;

/** The content of a scenario file: what to try with an application, and under which load. */
record Playbook(List<Scenario> scenarios, List<LoadPlan> loads) {
    Playbook {
        scenarios = List.copyOf(scenarios);
        loads = List.copyOf(loads);
    }
}
