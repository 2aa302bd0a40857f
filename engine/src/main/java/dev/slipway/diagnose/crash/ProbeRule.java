package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A container runs, but its probe fails. */
public final class ProbeRule implements Rule {
    private static final int SOON = 3;
    private static final int LATE = 30;
    private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");
    /** Servers in JavaScript print two addresses. The last one is that of the network, and counts. */
    private static final Pattern LISTENS = Pattern.compile(
            "(?i)(?:listening|running|started|ready|local:|network:).*?(?:(\\d+(?:\\.\\d+){3}|localhost|\\[::]):|port\\S*"
                    + " )(\\d{2,5})");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                if (container.running()
                        && !container.init()
                        && Liveness.killing(snapshot, container).isEmpty()) {
                    Optional<Cause> unnamed = unnamed(snapshot, container);
                    if (unnamed.isPresent()) {
                        causes.add(unnamed.get());
                        continue;
                    }
                    snapshot.eventsOf(pod).stream()
                            .filter(e -> Events.is(e, "Unhealthy") && Events.concerns(e, container.name()))
                            .reduce((a, b) -> b)
                            .map(e -> cause(snapshot, container, e))
                            .ifPresent(causes::add);
                }
            }
        }
        return causes;
    }

    /** A probe names a port that the container does not have. */
    private static Optional<Cause> unnamed(Snapshot snapshot, Container container) {
        List<String> names = container.spec().getPorts().stream()
                .map(p -> p.getName())
                .filter(Objects::nonNull)
                .toList();
        return Ports.probes(container)
                .flatMap(p -> Ports.of(p).stream())
                .map(p -> p.getStrVal())
                .filter(n -> n != null && !names.contains(n))
                .findFirst()
                .map(n -> Cause.of("SLIP-630", container)
                        .summary(container.service() + " runs, but does not become ready.")
                        .why("its probe asks a port named " + n + ", and the container has no port of that name"
                                + NearestName.phrase(n, names))
                        .evidence("ports of " + container.name() + ": "
                                + container.spec().getPorts())
                        .fix(NearestName.of(n, names)
                                .or(() -> names.stream().findFirst())
                                .map(near -> Fix.patchProbe(
                                        snapshot.changed(container.pod()),
                                        container.name(),
                                        probe(container, n),
                                        Map.of(kind(container, n) + ".port", near)))
                                .orElseGet(() -> new Fix.Advice("name the port in container " + container.name()
                                        + " of "
                                        + snapshot.changed(container.pod()).text()))));
    }

    private static String probe(Container container, String port) {
        return asks(container.spec().getReadinessProbe(), port)
                ? "readinessProbe"
                : asks(container.spec().getLivenessProbe(), port) ? "livenessProbe" : "startupProbe";
    }

    private static boolean asks(@Nullable Probe probe, String port) {
        return probe != null
                && Ports.of(probe).map(p -> port.equals(p.getStrVal())).orElse(false);
    }

    private static String kind(Container container, String port) {
        return Ports.probes(container)
                .filter(p -> asks(p, port))
                .map(ProbeRule::kind)
                .findFirst()
                .orElse("httpGet");
    }

    private static String kind(Probe probe) {
        return probe.getHttpGet() != null ? "httpGet" : "tcpSocket";
    }

    /** The address that a program says it listens on. */
    private record ListenAddress(String address, int port) {}

    private static Cause cause(Snapshot snapshot, Container container, Event event) {
        String service = container.service();
        String message = Events.message(event);
        int count = Events.count(event);
        int probed = Ports.number(container);
        Optional<ListenAddress> listening = listening(snapshot.log(container.podName(), container.name()));
        List<String> evidence = new ArrayList<>(List.of(Events.line(event) + " (" + count + " times)"));
        listening.ifPresent(l -> evidence.add("the log says: listening on " + l.address() + ":" + l.port()));
        if (message.contains("connection refused")) {
            boolean otherPort =
                    listening.map(l -> probed > 0 && l.port() != probed).orElse(false);
            boolean loopback = listening
                    .map(l -> List.of("127.0.0.1", "localhost").contains(l.address()))
                    .orElse(false);
            if (otherPort || loopback) {
                int port = listening.orElseThrow().port();
                return cause(
                        "SLIP-463",
                        container,
                        count >= SOON,
                        otherPort
                                ? "the probe asks port " + probed + ", the process listens on " + port
                                : "the process listens on "
                                        + listening.orElseThrow().address()
                                        + " only, where nothing outside its container reaches it",
                        evidence,
                        otherPort
                                ? port(snapshot, container, event, port)
                                : new Fix.Advice("let " + service + " listen on 0.0.0.0"
                                        + (PodFacts.ofSlipway(container.pod()) ? ", then ./slipway up" : "")));
            }
            return cause(
                    "SLIP-463",
                    container,
                    count >= LATE,
                    "nothing listens on port " + probed + " yet",
                    evidence,
                    logs(container));
        }
        if (message.contains("deadline exceeded")
                || message.contains("Client.Timeout")
                || message.contains("timed out")) {
            return slow(snapshot, container, event, evidence);
        }
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            boolean path = status.group(1).equals("404");
            return cause(
                    "SLIP-464",
                    container,
                    count >= (path ? SOON : LATE),
                    path
                            ? "it has nothing at the path that the probe asks: " + Ports.path(container)
                            : "it answers the probe at " + Ports.path(container) + " with " + status.group(1),
                    evidence,
                    path
                            ? new Fix.Advice(
                                    PodFacts.ofSlipway(container.pod())
                                            ? "slipway.yaml: services." + service
                                                    + ".health.ready: PATH; then ./slipway up"
                                            : "mend the path of " + probe(event) + " of container " + container.name()
                                                    + " in "
                                                    + snapshot.changed(container.pod())
                                                            .text())
                            : logs(container));
        }
        return cause("SLIP-465", container, count >= LATE, message, evidence, logs(container));
    }

    private static Cause cause(
            String id, Container container, boolean permanent, String why, List<String> evidence, Fix fix) {
        return Cause.of(id, container)
                .permanent(permanent)
                .summary(container.service() + " runs, but does not become ready.")
                .why(why)
                .evidence(evidence)
                .fix(fix);
    }

    /** The name of the probe in the event's message. */
    private static String probe(Event event) {
        String message = Events.message(event);
        return message.startsWith("Liveness")
                ? "livenessProbe"
                : message.startsWith("Startup") ? "startupProbe" : "readinessProbe";
    }

    private static @Nullable Probe probe(Container container, Event event) {
        return switch (probe(event)) {
            case "livenessProbe" -> container.spec().getLivenessProbe();
            case "startupProbe" -> container.spec().getStartupProbe();
            default -> container.spec().getReadinessProbe();
        };
    }

    private static Fix logs(Container container) {
        return new Fix.Advice(
                PodFacts.ofSlipway(container.pod())
                        ? "./slipway logs --service " + container.service()
                        : "kubectl logs -n " + PodFacts.namespace(container.pod()) + " " + container.podName() + " -c "
                                + container.name());
    }

    private static Cause slow(Snapshot snapshot, Container container, Event event, List<String> evidence) {
        Probe probe = probe(container, event);
        int seconds = probe == null || probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds();
        return cause(
                "SLIP-631",
                container,
                Events.count(event) >= LATE,
                "it does not answer the probe within " + seconds + " s: " + Events.message(event),
                evidence,
                Fix.patchProbe(
                        snapshot.changed(container.pod()),
                        container.name(),
                        probe(event),
                        Map.of("timeoutSeconds", Math.max(5, 3 * seconds))));
    }

    private static Fix port(Snapshot snapshot, Container container, Event event, int port) {
        Probe probe = probe(container, event);
        Fix fix = Fix.patchProbe(
                snapshot.changed(container.pod()),
                container.name(),
                probe(event),
                Map.of((probe == null ? "httpGet" : kind(probe)) + ".port", port));
        return PodFacts.ofSlipway(container.pod())
                ? fix.withWords(
                        "slipway.yaml: services." + container.service() + ".port: " + port + "; then ./slipway up")
                : fix;
    }

    private static Optional<ListenAddress> listening(List<String> log) {
        for (int i = log.size() - 1; i >= 0; i--) {
            Matcher matcher = LISTENS.matcher(log.get(i));
            if (matcher.find()) {
                String address = matcher.group(1) == null ? "0.0.0.0" : matcher.group(1);
                return Optional.of(new ListenAddress(address, Integer.parseInt(matcher.group(2))));
            }
        }
        return Optional.empty();
    }
}
