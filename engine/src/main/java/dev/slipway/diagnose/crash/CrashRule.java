package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.crash.LogReading.Kind;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container ends when it should run, or an init container ends with an error. */
public final class CrashRule implements Rule {
    private static final int ENOUGH = 3;
    /** A container that has run this long since then has recovered. */
    private static final long PAST_SECONDS = 3600;

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
                boolean over = container.running()
                        && container
                                .ended()
                                .map(t -> Events.age(t.getFinishedAt(), snapshot.taken()) > PAST_SECONDS)
                                .orElse(false);
                if (ended && started && again && !over && !elsewhere(snapshot, container)) {
                    causes.add(cause(snapshot, container));
                }
            }
        }
        return causes;
    }

    /** Whether a probe or the API server ended it. Other rules report that. */
    private static boolean elsewhere(Snapshot snapshot, Container container) {
        return Liveness.killing(snapshot, container).isPresent()
                || container.waiting().equals("PostStartHookError")
                || snapshot.lastEvent(container.pod(), "FailedPostStartHook").isPresent()
                || (container.pod().getStatus() != null
                        && "Evicted".equals(container.pod().getStatus().getReason()))
                || snapshot.log(container.podName(), container.name()).stream().anyMatch(LogReading::forbidden);
    }

    private static Cause cause(Snapshot snapshot, Container container) {
        List<String> log = snapshot.log(container.podName(), container.name());
        Optional<LogReading> reading = LogReading.of(log);
        String how = (container.outOfMemory()
                        ? "is killed for its use of memory"
                        : Signals.name(container.exit())
                                .map(s -> "is ended by the signal " + s)
                                .orElse("ends with code " + container.exit()))
                + (container.ends() == 1 ? "" : ", " + container.ends() + " times");
        List<String> evidence = new ArrayList<>(log.subList(Math.max(0, log.size() - KEPT_LINES), log.size()));
        if (container.outOfMemory()) {
            return OutOfMemory.cause(snapshot, container, how, container.ends() >= ENOUGH, evidence);
        }
        boolean fatal = reading.map(r -> r.kind().fatal).orElse(false) || container.ends() >= ENOUGH;
        return cause(snapshot, container, reading, how, evidence, fatal && !waits(snapshot, reading));
    }

    /** Whether it only waits for another service of this namespace that is not ready yet. */
    private static boolean waits(Snapshot snapshot, Optional<LogReading> reading) {
        return reading.filter(r -> r.kind() == Kind.REFUSED
                        || r.kind() == Kind.NAME
                        || r.kind() == Kind.STARTING
                        || r.kind() == Kind.SCHEMA)
                .map(r -> snapshot.serviceNamed(r.host())
                        .map(s -> !snapshot.ready(s))
                        // The address has no known name, so it may be any service that is not ready, such as the
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
        Fix fix = reading.map(r -> fix(snapshot, container, r)).orElseGet(() -> unread(container));
        if (container.init()) {
            return Cause.of("SLIP-455", container)
                    .permanent(permanent)
                    .summary("What has to run before " + service + " (" + container.name() + ") " + how + ".")
                    .why(why)
                    .evidence(evidence)
                    .fix(fix);
        }
        boolean through = container.exit() == 0 && reading.isEmpty();
        boolean reached =
                reading.map(LogReading::kind).filter(k -> k == Kind.TIMEOUT).isEmpty();
        return Cause.of(reading.map(r -> r.kind().id).orElse(through ? "SLIP-623" : id(container)), container)
                .permanent(permanent)
                // What stands in between, such as a network policy, is the cause where it is known.
                .weight(reached ? Cause.Weight.BLOCKS : Cause.Weight.FOLLOWS)
                .summary(
                        through
                                ? service + " ends without an error each time, and is started again each time."
                                : service + " cannot start: its container " + how + ".")
                .why(through ? "its command comes to its end, where a server would go on: " + container.words() : why)
                .evidence(evidence)
                .fix(fix);
    }

    private static String id(Container container) {
        return Signals.name(container.exit()).isPresent() ? "SLIP-624" : "SLIP-456";
    }

    private static Fix unread(Container container) {
        if (container.init() && PodFacts.ofSlipway(container.pod())) {
            return new Fix.Advice("mend the migration, then ./slipway up");
        }
        if (container.exit() == 0) {
            return new Fix.Advice("let the command of " + container.service()
                    + " stay in the foreground; or make it a Job, if it is to end");
        }
        return new Fix.Advice(logs(container));
    }

    private static String logs(Container container) {
        return PodFacts.ofSlipway(container.pod())
                ? "./slipway logs --service " + container.service()
                : "kubectl logs -n " + PodFacts.namespace(container.pod()) + " " + container.podName() + " -c "
                        + container.name() + " --previous";
    }

    private static Fix fix(Snapshot snapshot, Container container, LogReading reading) {
        String service = container.service();
        boolean own = PodFacts.ofSlipway(container.pod());
        String again = own ? "; then ./slipway up" : "";
        return switch (reading.kind()) {
            case VARIABLE -> variable(snapshot, container, reading.detail().replace("\"", ""));
            case MODULE -> new Fix.Advice("add " + reading.detail() + " to the dependencies of " + service + again);
            case PORT -> new Fix.Advice("let " + service + " listen on a free port of 1024 or more" + again);
            case PASSWORD ->
                new Fix.Advice(
                        own
                                ? "the database keeps the password of its first start: give that one back, or"
                                        + " ./slipway down, then ./slipway up (its data is lost)"
                                : "give " + service + " the user, password and database that the database has; one that"
                                        + " keeps its data keeps the password of its first start");
            case NAME, REFUSED, TIMEOUT ->
                new Fix.Advice(
                        own
                                ? "slipway.yaml: services." + service
                                        + ".needs, or the address that it is given; ./slipway logs --service " + service
                                : "kubectl get service,pods -n " + PodFacts.namespace(container.pod())
                                        + "   (is what it connects to there and ready, under the name and port that it"
                                        + " is given?)");
            case STARTING -> new Fix.Advice(own ? "./slipway logs --service postgres" : "wait for the database");
            case MEMORY -> OutOfMemory.more(snapshot, container);
            case FILE ->
                new Fix.Advice("let " + service
                        + " write below /tmp only, or give it a volume"
                        + (own ? " in a chart of your own (./slipway eject); then ./slipway up" : ""));
            case SCHEMA ->
                new Fix.Advice(
                        own
                                ? "slipway.yaml: services." + service
                                        + ".migrate: the command that migrates; then ./slipway up"
                                : "run the migration of " + service + " before it, as an init container or a Job");
            case TRUST ->
                new Fix.Advice("give " + service
                        + " the certificate authority of the server, or the server a certificate for that name");
            case PLATFORM -> new Fix.Advice("build the image of " + service + " for the node's architecture" + again);
            case ARGUMENT ->
                new Fix.Advice("mend the arguments of container " + container.name() + " in "
                        + snapshot.changed(container.pod()).text());
            case SYNTAX -> new Fix.Advice("mend the file or value that the line names" + again);
            case DISK ->
                new Fix.Advice("free space on the volume, or ask for a larger one: kubectl edit pvc -n "
                        + PodFacts.namespace(container.pod()));
            case API ->
                new Fix.Advice("kubectl api-resources   (install what brings that kind, or a newer version of "
                        + service + " that asks for what this cluster has)");
            case EXCEPTION -> new Fix.Advice(logs(container));
        };
    }

    private static Fix variable(Snapshot snapshot, Container container, String name) {
        if (name.isEmpty()) {
            return new Fix.Advice(
                    PodFacts.ofSlipway(container.pod())
                            ? "slipway.yaml: services." + container.service() + ".env.NAME: VALUE; then ./slipway up"
                            : "kubectl set env "
                                    + snapshot.changed(container.pod()).words() + " NAME=VALUE");
        }
        Fix fix = Fix.setEnv(snapshot.changed(container.pod()), container.name(), name, "VALUE");
        return PodFacts.ofSlipway(container.pod())
                ? fix.withWords(
                        "slipway.yaml: services." + container.service() + ".env." + name + ": VALUE; then ./slipway up")
                : fix;
    }
}
