package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A container runs, but its probe fails. */
final class ProbeRule implements Rule {
    private static final int SOON = 3;
    private static final int LATE = 30;
    private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");
    /** Servers in JavaScript print two addresses. The last one is that of the network, and counts. */
    private static final Pattern LISTENS = Pattern.compile(
            "(?i)(?:listening|running|started|ready|local:|network:).*?(?:(\\d+(?:\\.\\d+){3}|localhost|\\[::]):|port\\S* )(\\d{2,5})");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                if (container.running() && !container.init()) {
                    snapshot.eventsOf(pod).stream()
                            .filter(e -> Events.is(e, "Unhealthy") && concerns(e, container))
                            .reduce((a, b) -> b)
                            .map(e -> cause(snapshot, container, e))
                            .ifPresent(causes::add);
                }
            }
        }
        return causes;
    }

    private static boolean concerns(Event event, Container container) {
        String path = event.getInvolvedObject().getFieldPath();
        return path == null || path.contains("{" + container.name() + "}");
    }

    /** Where a program says that it listens. */
    private record Listening(String address, int port) {}

    private static Cause cause(Snapshot snapshot, Container container, Event event) {
        String service = container.service();
        String message = Events.message(event);
        int count = Events.count(event);
        int probed = port(container);
        Optional<Listening> listening = listening(snapshot.log(container.podName(), container.name()));
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
                                ? "slipway.yaml: services." + service + ".port: " + port + "; then ./slipway up"
                                : "let " + service + " listen on 0.0.0.0, then ./slipway up");
            }
            return cause(
                    "SLIP-463",
                    container,
                    count >= LATE,
                    "nothing listens on port " + probed + " yet",
                    evidence,
                    "./slipway logs --service " + service);
        }
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            boolean path = status.group(1).equals("404");
            return cause(
                    "SLIP-464",
                    container,
                    count >= (path ? SOON : LATE),
                    path
                            ? "it has nothing at the path that the probe asks: " + path(container)
                            : "it answers the probe at " + path(container) + " with " + status.group(1),
                    evidence,
                    path
                            ? "slipway.yaml: services." + service + ".health.ready: PATH; then ./slipway up"
                            : "./slipway logs --service " + service);
        }
        return cause("SLIP-465", container, count >= LATE, message, evidence, "./slipway logs --service " + service);
    }

    private static Cause cause(
            String id, Container container, boolean permanent, String why, List<String> evidence, String fix) {
        return new Cause(
                id,
                container.service(),
                PodFacts.object(container.pod()),
                permanent,
                container.service() + " runs, but does not become ready.",
                why,
                evidence,
                fix);
    }

    private static Optional<Listening> listening(List<String> log) {
        for (int i = log.size() - 1; i >= 0; i--) {
            Matcher matcher = LISTENS.matcher(log.get(i));
            if (matcher.find()) {
                String address = matcher.group(1) == null ? "0.0.0.0" : matcher.group(1);
                return Optional.of(new Listening(address, Integer.parseInt(matcher.group(2))));
            }
        }
        return Optional.empty();
    }

    private static Stream<Probe> probes(Container container) {
        return container.pod().getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(container.name()))
                .flatMap(c -> Stream.of(c.getReadinessProbe(), c.getStartupProbe(), c.getLivenessProbe()))
                .filter(Objects::nonNull);
    }

    private static String path(Container container) {
        return probes(container)
                .map(Probe::getHttpGet)
                .filter(Objects::nonNull)
                .map(HTTPGetAction::getPath)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The number of the probed port, 0 where it cannot be told. */
    private static int port(Container container) {
        return probes(container)
                .map(p -> p.getHttpGet() != null
                        ? p.getHttpGet().getPort()
                        : p.getTcpSocket() == null ? null : p.getTcpSocket().getPort())
                .filter(Objects::nonNull)
                .map(p -> number(container, p))
                .findFirst()
                .orElse(0);
    }

    private static int number(Container container, IntOrString port) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        return container.pod().getSpec().getContainers().stream()
                .flatMap(c -> c.getPorts().stream())
                .filter(p -> Objects.equals(p.getName(), port.getStrVal()))
                .map(p -> p.getContainerPort())
                .findFirst()
                .orElse(0);
    }
}
