package dev.slipway.containerize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Unpacker;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real images of Debian's BusyBox under the real runc. */
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
class SmokeE2eTest {
    @TempDir
    Path folder;

    private final List<Images> expected = new ArrayList<>();

    @BeforeEach
    void needsRoot() {
        assumeTrue(Unpacker.canKeepOwners());
    }

    private Gated<Images> built(String script) throws InterruptedException {
        return built(script, List.of());
    }

    private Gated<Images> built(String script, List<EnvVar> env) throws InterruptedException {
        return built(script, env, "{\"status\": \"healthy\"}\n");
    }

    private Gated<Images> built(String script, List<EnvVar> env, String health) throws InterruptedException {
        BuildPlan plan = new BuildPlan(
                "trixie",
                List.of("busybox-static"),
                List.of(),
                List.of(),
                List.of(),
                List.of(new BuildPlan.LayerPlan(
                        "code", List.of(), List.of(new BuildPlan.Text("/app/health", 0644, health)))),
                new BuildPlan.RunConfig(
                        List.of("/usr/bin/busybox", "sh", "-c", script),
                        Map.of(),
                        "/app",
                        65_532,
                        8000,
                        List.of("/tmp")));
        Service service = new Service(
                "web",
                Role.BACKEND,
                "busybox",
                "BusyBox",
                "",
                8000,
                env,
                List.of(),
                new Health("", "/health", "", ""),
                List.of(),
                List.of());
        Path home = Workspace.of(folder, System.getenv()).home();
        Workspace workspace = new Workspace(home, folder, folder.resolve(".slipway"), System.getenv());
        return new Containerizer(workspace, Progress.SILENT, s -> plan)
                .build(new Application("smoke-test", List.of(service), List.of()), expected::add);
    }

    private static Check starts(Gated<Images> built) {
        return built.gate().checks().stream()
                .filter(c -> c.id().equals("G2.starts.web"))
                .findFirst()
                .orElseThrow();
    }

    /** What is on the machine of a test's kind: mounts, processes, cgroups, files. */
    private static List<String> traces() throws IOException {
        List<String> traces = new ArrayList<>();
        Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(l -> l.contains("/smoke"))
                .forEach(traces::add);
        String mine = "sandbox";
        ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(mine))
                .forEach(p -> traces.add(p.info().commandLine().orElse("")));
        List<Path> trees = new ArrayList<>(List.of(Path.of("/sys/fs/cgroup")));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(trees.getFirst(), Files::isDirectory)) {
            folders.forEach(trees::add);
        }
        for (Path tree : trees) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(tree, "slipway-smoke-*")) {
                groups.forEach(group -> traces.add(group.toString()));
            }
        }
        return traces.stream().sorted().toList();
    }

    @Test
    void anImageThatServesIsMeasuredAndLeavesNothingBehind() throws Exception {
        List<String> before = traces();
        Gated<Images> built = built("id -u; touch /app/x || exec busybox httpd -f -p 8000 -h /app"
                .replace("id -u", "busybox id -u")
                .replace("touch", "busybox touch"));
        assertThat(starts(built).status()).as(starts(built).evidence()).isEqualTo(Check.Status.PASS);
        BuiltImage.Measurements measured = built.value().images().getFirst().measured();
        assertThat(measured.startMillis()).isPositive();
        assertThat(measured.idleMemoryBytes()).isBetween(10_000L, 50_000_000L);
        assertThat(traces()).isEqualTo(before);
    }

    @Test
    void whatATestWillFindIsExpectedBeforehandWhereCodeAloneHasChanged() throws Exception {
        String script = "exec busybox httpd -f -p 8000 -h /app";
        BuiltImage.Measurements first =
                built(script).value().images().getFirst().measured();
        assertThat(expected).isEmpty();
        BuiltImage second = built(script, List.of(), "{\"status\": \"up\"}\n")
                .value()
                .images()
                .getFirst();
        assertThat(expected).singleElement().satisfies(images -> {
            assertThat(images.images()).extracting(BuiltImage::digest).containsExactly(second.digest());
            assertThat(images.images().getFirst().measured()).isEqualTo(first);
        });
        assertThat(second.measured().idleMemoryBytes()).isEqualTo(first.idleMemoryBytes());
        built(script + "; true");
        assertThat(expected).hasSize(1);
    }

    @Test
    void aKeyThatNobodyGaveGetsAStandInWhereTheProgramEndsWithoutIt() throws Exception {
        List<EnvVar> env = List.of(
                EnvVar.literal("MODEL_API_KEY", "", false, "app.py:1"),
                EnvVar.literal("OTHER_API_KEY", "", false, "app.py:2"));
        Gated<Images> built = built(
                "busybox test -z \"$OTHER_API_KEY\" || exit 4; busybox test -n \"$MODEL_API_KEY\" || { echo set model_api_key; exit 3; }; exec busybox httpd -f -p 8000 -h /app",
                env);
        assertThat(starts(built).status()).as(starts(built).evidence()).isEqualTo(Check.Status.PASS);
        assertThat(built.value().images().getFirst().standIns()).containsExactly("MODEL_API_KEY");
        assertThat(built.gate().checks())
                .filteredOn(c -> c.id().equals("G2.keys.web"))
                .singleElement()
                .satisfies(c -> assertThat(c.fix()).contains("--set services.web.env.MODEL_API_KEY="));
    }

    @Test
    void whatAnImageSaysOfItselfIsShownWhereItIsNotWell() throws Exception {
        Gated<Images> built = built(
                "exec busybox httpd -f -p 8000 -h /app",
                List.of(),
                "{\"status\": \"unhealthy\", \"database\": \"no table todos\"}\n");
        assertThat(starts(built).status()).isEqualTo(Check.Status.FAIL);
        assertThat(starts(built).evidence())
                .contains("answers at http://127.0.0.1:8000/health: HTTP/1.")
                .contains("{\"status\": \"unhealthy\", \"database\": \"no table todos\"}");
    }

    @Test
    void anImageThatDiesShowsItsLastLinesAndLeavesNothingBehind() throws Exception {
        List<String> before = traces();
        Gated<Images> built = built("echo config.yaml:3 is not there; exit 3");
        assertThat(starts(built).status()).isEqualTo(Check.Status.FAIL);
        assertThat(starts(built).evidence()).contains("ended before it served").contains("config.yaml:3 is not there");
        assertThat(built.gate().open()).isFalse();
        assertThat(traces()).isEqualTo(before);
    }
}
