package dev.slipway.cluster.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of a node: {@code config.json} in its home, read by {@code slipway-node run}.
 *
 * @param rootfs the unpacked Debian packages
 * @param contour, envoy paths of the ingress's programs, which may appear later; both empty for no ingress
 * @param apiPort port on 127.0.0.1 that leads to the API server; {@code gatewayPort} to the ingress, 0 for none
 * @param offline whether it cannot reach what this machine reaches
 * @param images OCI archives that the node imports at its start
 */
record NodeConfig(
        String name,
        String home,
        String rootfs,
        String contour,
        String envoy,
        int apiPort,
        int gatewayPort,
        boolean offline,
        List<String> images,
        String pauseImage) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public NodeConfig {
        images = List.copyOf(images);
    }

    static Path file(Path home) {
        return home.resolve("config.json");
    }

    static Optional<NodeConfig> read(Path home) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(home)), NodeConfig.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write() {
        Path file = file(Path.of(home));
        try {
            Files.createDirectories(Path.of(home));
            Path unfinished = Path.of(home).resolve("config.json.new");
            Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
