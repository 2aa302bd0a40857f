package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to the helm command, and how its answers are read. */
class HelmReleasesTest {
    private static final Chart CHART = new Chart(
            "shop", "1.2.0", "/charts/shop", "/charts/shop-1.2.0.tgz", List.of("/values-dev.yaml"), List.of());

    @TempDir
    Path dir;

    @Test
    void theHistoryIsReadInTheOrderOfItsRevisions() throws Exception {
        Releases releases = helm("""
                echo '[{"revision":2,"updated":"2026-11-24T08:00:00.1Z","status":"pending-upgrade","chart":"shop-1.2.0","app_version":"1","description":"Preparing upgrade"},
                       {"revision":1,"updated":"2026-11-23T18:40:12.5+01:00","status":"superseded","chart":"shop-1.1.0","app_version":"1","description":"slipway abc"}]'
                """);

        List<Revision> history = releases.history("shop");

        assertThat(history).extracting(Revision::number).containsExactly(1, 2);
        assertThat(history.getFirst().description()).isEqualTo("slipway abc", "1234");
        assertThat(history.getFirst().when()).isEqualTo("2026-11-23 18:40:12");
        assertThat(history.getLast().pending()).isTrue();
    }

    @Test
    void aReleaseThatIsNotThereHasNoHistory() throws Exception {
        Releases releases = helm("echo 'Error: release: not found' >&2; exit 1");

        assertThat(releases.history("shop")).isEmpty();
    }

    @Test
    void theContextAndTheKubeconfigAreAlwaysNamed() throws Exception {
        int revision = helm("echo 'REVISION: 4'").apply("shop", CHART, "http://127.0.0.1:8080", "slipway abc", "1234");

        assertThat(revision).isEqualTo(4);
        assertThat(Files.readAllLines(dir.resolve("said")))
                .containsExactly(
                        "upgrade",
                        "--install",
                        "shop",
                        "/charts/shop-1.2.0.tgz",
                        "--values",
                        "/values-dev.yaml",
                        "--set-string",
                        "publicUrl=http://127.0.0.1:8080",
                        "--description",
                        "slipway abc",
                        "--history-max",
                        "10",
                        "--labels",
                        "slipway.dev/id=1234",
                        "--disable-openapi-validation",
                        "--namespace",
                        "shop",
                        "--kubeconfig",
                        "/kubeconfig",
                        "--kube-context",
                        "here");
    }

    @Test
    void aHelmThatAppliesByItselfChecksWhatItApplies() throws Exception {
        helm("v3.19.0", "echo 'REVISION: 4'").apply("shop", CHART, "", "slipway abc", "1234");

        assertThat(Files.readAllLines(dir.resolve("said"))).doesNotContain("--disable-openapi-validation");
    }

    @Test
    void aFieldThatSomebodyChangedByHandIsTakenBack() throws Exception {
        Releases releases = helm("""
                case "$*" in
                  *--force-conflicts*) echo 'REVISION: 5'; exit 0 ;;
                esac
                echo 'Error: UPGRADE FAILED: conflict occurred while applying object shop/backend apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas' >&2
                exit 1
                """);

        releases.apply("shop", CHART, "", "slipway abc", "1234");

        assertThat(Files.readAllLines(dir.resolve("said"))).contains("upgrade", "--force-conflicts");
    }

    @Test
    void whereHelmDoesNotTellTheRevisionItsHistoryDoes() throws Exception {
        Releases releases = helm("""
                [ "$1" = history ] && echo '[{"revision":7,"updated":"2026-11-24T08:00:00.1Z","status":"deployed","description":"slipway abc"}]'
                exit 0
                """);

        assertThat(releases.apply("shop", CHART, "", "slipway abc", "1234")).isEqualTo(7);
    }

    @Test
    void whatAnotherHelmIsChangingIsToldAsThat() throws Exception {
        Releases releases = helm(
                "echo 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress' >&2; exit 1");

        SlipwayFailure failure = catchThrowableOfType(
                SlipwayFailure.class, () -> releases.apply("shop", CHART, "", "slipway abc", "1234"));

        assertThat(failure.failure().id()).isEqualTo("SLIP-494");
    }

    @Test
    void aRefusalIsToldInHelmsOwnWords() throws Exception {
        Releases releases = helm("echo 'Error: UPGRADE FAILED: spec.clusterIP: field is immutable' >&2; exit 1");

        SlipwayFailure failure = catchThrowableOfType(
                SlipwayFailure.class, () -> releases.apply("shop", CHART, "", "slipway abc", "1234"));

        assertThat(failure.failure().id()).isEqualTo("SLIP-420");
        assertThat(failure.failure().why()).contains("field is immutable");
        assertThat(Files.readString(dir.resolve("said"))).doesNotContain("publicUrl");
    }

    private Releases helm(String script) throws IOException {
        return helm("v4.3.1", script);
    }

    private Releases helm(String version, String script) throws IOException {
        Path bin = Files.createDirectories(dir.resolve("bin"));
        Path helm = bin.resolve("helm");
        Files.writeString(helm, """
                #!/bin/sh
                [ "$1" = version ] && { echo %s; exit 0; }
                printf '%%s\\n' "$@" > '%s'
                %s
                """.formatted(version, dir.resolve("said"), script));
        Files.setPosixFilePermissions(helm, PosixFilePermissions.fromString("rwxr-xr-x"));
        Workspace workspace = Workspace.of(dir, Map.of("SLIPWAY_HOME", dir.toString(), "PATH", bin.toString()));
        Helm found = new Helm(workspace, program -> {
            throw new AssertionError("Helm is on the PATH");
        });
        return new HelmReleases(found, new Cluster("context", "c", "/kubeconfig", "here", "", true, ""));
    }
}
