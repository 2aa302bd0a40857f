package dev.slipway.cluster.choice;

import dev.slipway.cluster.Provider;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a provider if the user names none: a running cluster of a tool, else the embedded node, else a tool's cluster
 * that can be started.
 *
 * @param seen the state of each provider, in the order of preference, the embedded node last
 */
record Selection(Map<Provider, Provider.Presence> seen, Optional<Provider> taken, String why) {
    private static final String CHOSEN = "G1.provider.chosen";

    static Selection of(List<Provider> tools, Provider embedded) throws InterruptedException {
        Map<Provider, Provider.Presence> seen = new LinkedHashMap<>();
        for (Provider provider : tools) {
            seen.put(provider, provider.examine());
        }
        seen.put(embedded, embedded.examine());
        Optional<Provider> running = first(seen, Provider.State.RUNNING);
        if (running.isPresent()) {
            return new Selection(seen, running, "it runs already");
        }
        if (seen.get(embedded).state() == Provider.State.STARTABLE) {
            return new Selection(
                    seen, Optional.of(embedded), "no other cluster runs here, and this one needs no other tool");
        }
        Optional<Provider> startable = first(seen, Provider.State.STARTABLE);
        return new Selection(seen, startable, "the embedded node cannot run here, and this one can be started");
    }

    private static Optional<Provider> first(Map<Provider, Provider.Presence> seen, Provider.State state) {
        return seen.entrySet().stream()
                .filter(e -> e.getValue().state() == state)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Provider orFail() {
        return taken.orElseThrow(() -> {
            List<String> lines = new ArrayList<>();
            seen.forEach((provider, presence) -> lines.add(provider.name() + ": " + presence.evidence()));
            return new SlipwayFailure(new Failure(
                    "SLIP-410",
                    "No Kubernetes cluster runs here, and none can be started.",
                    "none of the " + seen.size() + " ways to one works on this machine",
                    lines,
                    "mend one of those, or name a cluster of yours: ./slipway up --context NAME",
                    "nothing was started"));
        });
    }

    List<Check> checks(List<String> requirements) {
        List<Check> checks = new ArrayList<>();
        seen.forEach((provider, presence) -> {
            String id = "G1.provider." + provider.name();
            checks.add(
                    switch (presence.state()) {
                        case RUNNING, STARTABLE -> Check.pass(id, requirements, provider.name(), presence.evidence());
                        case UNUSABLE, ABSENT ->
                            Check.note(id, requirements, provider.name(), presence.evidence(), presence.fix())
                                    .telling(Check.Telling.SILENT);
                    });
        });
        return checks;
    }

    Check chosen(List<String> requirements) {
        return taken.map(provider -> Check.pass(CHOSEN, requirements, "cluster", provider.name() + ": " + why)
                        .telling(Check.Telling.LINE))
                .orElse(Check.fail(
                        CHOSEN,
                        requirements,
                        "cluster",
                        "no cluster runs, and none can be started",
                        "mend one of the providers, or name a cluster of yours: ./slipway up --context NAME"));
    }

    /** The same where the user has named one, whatever else there is. */
    static Check named(Provider provider, Provider.Presence presence, List<String> requirements) {
        return switch (presence.state()) {
            case RUNNING, STARTABLE ->
                Check.pass(CHOSEN, requirements, "cluster", provider.name() + ": it was named; " + presence.evidence())
                        .telling(Check.Telling.LINE);
            case UNUSABLE, ABSENT -> Check.fail(CHOSEN, requirements, "cluster", presence.evidence(), presence.fix());
        };
    }
}
