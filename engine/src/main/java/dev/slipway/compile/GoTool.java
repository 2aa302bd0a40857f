package dev.slipway.compile;

import dev.slipway.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code go} command.
 *
 * @param version as {@code go version} prints it, with the platform
 */
record GoTool(Path executable, GoVersion number, String version) {
    /** The tool, if the file is one and answers. */
    static Optional<GoTool> at(Path executable) throws InterruptedException {
        Command.Result result = Command.of(executable.toString(), "version")
                .within(Duration.ofSeconds(20))
                // A newer Go must not be downloaded behind the user's back.
                .with(Map.of("GOTOOLCHAIN", "local"))
                .run();
        return result.ok()
                ? GoVersion.find(result.text())
                        .map(number ->
                                new GoTool(executable, number, result.text().strip()))
                : Optional.empty();
    }
}
