package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlipwayTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Slipway.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    }

    @Test
    void versionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("slipway 0.1.0\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void clusterWithoutAVerbTellsItsStatus(@TempDir Path home) {
        Map<String, String> env = Map.of(
                "SLIPWAY_HOME",
                home.toString(),
                "SLIPWAY_ROOT",
                Path.of("..").toAbsolutePath().toString());
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);

        assertThat(Slipway.run(new String[] {"cluster"}, stdout, System.err, env))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Node");
    }

    @Test
    void unknownOptionIsAUsageError() {
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--nonsense");
    }
}
