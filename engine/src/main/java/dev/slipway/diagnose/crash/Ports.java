package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.evidence.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports and paths that a container's probes ask. */
final class Ports {
    private Ports() {}

    static Stream<Probe> probes(Container container) {
        return Stream.of(
                        container.spec().getReadinessProbe(),
                        container.spec().getStartupProbe(),
                        container.spec().getLivenessProbe())
                .filter(Objects::nonNull);
    }

    static Optional<IntOrString> of(Probe probe) {
        return Optional.ofNullable(
                probe.getHttpGet() != null
                        ? probe.getHttpGet().getPort()
                        : probe.getTcpSocket() == null
                                ? null
                                : probe.getTcpSocket().getPort());
    }

    static Object value(IntOrString port) {
        return port.getIntVal() == null ? port.getStrVal() : port.getIntVal();
    }

    static String path(Container container) {
        return probes(container)
                .map(Probe::getHttpGet)
                .filter(Objects::nonNull)
                .map(HTTPGetAction::getPath)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The number of the probed port; 0 if it cannot be known. */
    static int number(Container container) {
        return probes(container)
                .flatMap(p -> of(p).stream())
                .map(p -> number(container, p))
                .findFirst()
                .orElse(0);
    }

    private static int number(Container container, IntOrString port) {
        return port.getIntVal() != null
                ? port.getIntVal()
                : container.spec().getPorts().stream()
                        .filter(p -> Objects.equals(p.getName(), port.getStrVal()))
                        .map(p -> p.getContainerPort())
                        .findFirst()
                        .orElse(0);
    }
}
