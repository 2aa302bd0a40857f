package dev.slipway.diagnose;

import dev.slipway.diagnose.LogReading.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container ends when it should run, or an init container ends with an error. */
final class CrashRule implements Rule {
    private static final int ENOUGH = 3;
    private static final int KEPT_LINES = 12;
    private static final Set<String> CANNOT_START = Set.of("StartError", "ContainerCannotRun");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                boolean ended = container.ends() > 0 && container.endedAfter(snapshot.since());
                boolean started = container
                        .ended()
                        .map(t -> !CANNOT_START.contains(String.valueOf(t.getReason())))
                        .orElse(true);
                // A container that ended once and runs again may stay up. It is judged when it ends again.
                boolean again = !container.running() || container.ends() >= ENOUGH;
                if (ended && started && again) {
                    causes.add(cause(snapshot, container));
                }
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Container container) {
        List<String> log = snapshot.log(container.podName(), container.name());
        Optional<LogReading> reading = LogReading.of(log);
        String how =
                (container.outOfMemory() ? "is killed for its use of memory" : "ends with code " + container.exit())
                        + (container.ends() == 1 ? "" : ", " + container.ends() + " times");
        List<String> evidence = new ArrayList<>(log.subList(Math.max(0, log.size() - KEPT_LINES), log.size()));
        if (container.outOfMemory()) {
            return new Cause(
                    "SLIP-462",
                    container.service(),
                    PodFacts.object(container.pod()),
                    container.ends() >= ENOUGH,
                    container.service() + " " + how + ".",
                    "it used more than its memory limit of " + limit(container),
                    evidence,
                    moreMemory(container.service()));
        }
        if (waits(snapshot, reading)) {
            return cause(snapshot, container, reading, how, evidence, false);
        }
        boolean fatal = reading.map(r -> r.kind().fatal).orElse(false);
        return cause(snapshot, container, reading, how, evidence, fatal || container.ends() >= ENOUGH);
    }

    /** Whether it only waits for another service of this namespace that is not ready yet. */
    private static boolean waits(Snapshot snapshot, Optional<LogReading> reading) {
        return reading.filter(r -> r.kind() == Kind.REFUSED
                        || r.kind() == Kind.NAME
                        || r.kind() == Kind.STARTING
                        || r.kind() == Kind.SCHEMA)
                .map(r -> snapshot.serviceNamed(r.host())
                        .map(s -> !snapshot.ready(s))
                        // An address of no known name: then it may be any service that is not ready, such as the
                        // database.
                        .orElseGet(() -> databaseStarts(snapshot)))
                .orElse(false);
    }

    private static boolean databaseStarts(Snapshot snapshot) {
        return snapshot.pods().stream()
                .filter(p -> "database".equals(PodFacts.labels(p).get("slipway.dev/role")))
                .map(PodFacts::service)
                .anyMatch(s -> !snapshot.ready(s));
    }

    private static Cause cause(
            Snapshot snapshot,
            Container container,
            Optional<LogReading> reading,
            String how,
            List<String> evidence,
            boolean permanent) {
        String service = container.service();
        String last =
                evidence.isEmpty() ? "it printed nothing" : evidence.getLast().strip();
        String why = reading.map(
                        r -> r.why() + (r.place().isEmpty() ? "" : " (" + r.place() + ")") + "; log: " + r.line())
                .orElse("its last line: " + last);
        if (container.init()) {
            return new Cause(
                    "SLIP-455",
                    service,
                    PodFacts.object(container.pod()),
                    permanent,
                    "What has to run before " + service + " (" + container.name() + ") " + how + ".",
                    why,
                    evidence,
                    reading.map(r -> fix(service, r)).orElse("mend the migration, then ./slipway up"));
        }
        return new Cause(
                reading.map(r -> r.kind().id).orElse("SLIP-456"),
                service,
                PodFacts.object(container.pod()),
                permanent,
                service + " cannot start: its container " + how + ".",
                why,
                evidence,
                reading.map(r -> fix(service, r)).orElse("./slipway logs --service " + service));
    }

    private static String fix(String service, LogReading reading) {
        return switch (reading.kind()) {
            case VARIABLE ->
                "slipway.yaml: services." + service + ".env."
                        + (reading.detail().isEmpty()
                                ? "NAME"
                                : reading.detail().replace("\"", ""))
                        + ": VALUE; then ./slipway up";
            case MODULE -> "add " + reading.detail() + " to the dependencies of " + service + ", then ./slipway up";
            case PORT -> "let " + service + " listen on a free port of 1024 or more, then ./slipway up";
            case PASSWORD ->
                "the database keeps the password of its first start: give that one back, or ./slipway down, then ./slipway up"
                        + " (its data is lost)";
            case NAME, REFUSED ->
                "slipway.yaml: services." + service
                        + ".needs, or the address that it is given; ./slipway logs --service " + service;
            case STARTING -> "./slipway logs --service postgres";
            case MEMORY -> moreMemory(service);
            case FILE ->
                "let " + service
                        + " write below /tmp only, or give it a volume in a chart of your own (./slipway eject); then ./slipway up";
            case SCHEMA ->
                "slipway.yaml: services." + service + ".migrate: the command that migrates; then ./slipway up";
        };
    }

    private static String moreMemory(String service) {
        return "./slipway eject, then a higher services." + service
                + ".resources.limits.memory in slipway/chart/values.yaml, then ./slipway up";
    }

    private static String limit(Container container) {
        return container.pod().getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(container.name()) && c.getResources() != null)
                .map(c -> c.getResources().getLimits())
                .filter(l -> l != null && l.get("memory") != null)
                .map(l -> String.valueOf(l.get("memory")))
                .findFirst()
                .orElse("the node");
    }
}
