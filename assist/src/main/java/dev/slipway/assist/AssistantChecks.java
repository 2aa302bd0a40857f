package dev.slipway.assist;

import dev.slipway.gate.Check;
import java.util.List;

/**
 * The state of the assistants as checks of gate G1. None of them fails, because everything works without assistants.
 */
public record AssistantChecks(Assistants assistants) {
    /** All assistants. This also asks the endpoints of language models for which there is a key. */
    public List<Check> all() throws InterruptedException {
        return assistants.list().stream().map(AssistantChecks::check).toList();
    }

    /** Programs of this machine only: no key leaves it. */
    public List<Check> programs() throws InterruptedException {
        return assistants.programs().stream().map(AssistantChecks::check).toList();
    }

    private static Check check(Assistant found) {
        String id = "G1.tool." + found.id();
        List<String> requirements = List.of("G1", "P2", "R1");
        String without = " \u2192 " + found.fallback();
        return switch (found.state()) {
            case READY ->
                Check.pass(
                        id, requirements, found.name(), found.version().isEmpty() ? found.detail() : found.version());
            case INCOMPLETE ->
                Check.note(id, requirements, found.name(), found.detail() + without, found.fix())
                        .telling(Check.Telling.SILENT);
            case MISSING ->
                Check.note(id, requirements, found.name(), found.detail() + without, found.fix())
                        .telling(Check.Telling.LIST);
        };
    }
}
