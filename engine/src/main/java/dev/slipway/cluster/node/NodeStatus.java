package dev.slipway.cluster.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The status that a node reports: {@code status.json} in its home.
 *
 * @param phase {@code starting}, {@code ready}, {@code degraded}, {@code failed} or {@code stopped}
 * @param detail what it waits for
 * @param millis since its start
 * @param message why it failed or is degraded
 * @param warnings why an add-on (storage, metrics, ingress) does not work
 */
record NodeStatus(
        String phase,
        String detail,
        Map<String, Boolean> ready,
        long millis,
        String message,
        Map<String, String> warnings) {
    static final String READY = "ready";
    /** The node was ready, but one of its components ends again and again. */
    static final String DEGRADED = "degraded";

    static final String FAILED = "failed";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public NodeStatus {
        phase = phase == null ? "" : phase;
        detail = detail == null ? "" : detail;
        message = message == null ? "" : message;
        warnings = warnings == null ? Map.of() : Map.copyOf(warnings);
        ready = ready == null ? Map.of() : Map.copyOf(ready);
    }

    /** Whether the cluster can be used. */
    boolean usable() {
        return phase.equals(READY) || phase.equals(DEGRADED);
    }

    static Path file(Path home) {
        return home.resolve("status.json");
    }

    static Optional<NodeStatus> read(Path home) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(home)), NodeStatus.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
