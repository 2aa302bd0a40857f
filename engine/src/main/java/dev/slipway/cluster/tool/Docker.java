package dev.slipway.cluster.tool;

import dev.slipway.cluster.Runner;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Docker engine, in which kind, k3d and often minikube run their nodes. */
public record Docker(Runner runner) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param system such as {@code Docker Desktop} or {@code Debian GNU/Linux 12 (bookworm)} */
    record Engine(String version, String system) {}

    /** The engine, if one answers. */
    Optional<Engine> engine() throws InterruptedException {
        Command.Result result = runner.run(
                Command.of("docker", "info", "--format", "{{json .}}").within(Duration.ofSeconds(10)));
        try {
            JsonNode info = JSON.readTree(result.text().isBlank() ? "{}" : result.text());
            String version = info.path("ServerVersion").asString("");
            return result.ok() && !version.isEmpty()
                    ? Optional.of(
                            new Engine(version, info.path("OperatingSystem").asString("")))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
