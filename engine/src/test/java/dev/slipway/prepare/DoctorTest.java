package dev.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Check;
import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path home;

    private Check examine(String id, Map<String, String> env, Doctor.Probe probe) throws InterruptedException {
        Workspace workspace = new Workspace(home.resolve("cache"), home, home.resolve(".slipway"), env);
        return new Doctor(workspace, probe)
                .examine(false).gate().checks().stream()
                        .filter(c -> c.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aMissingToolIsANoteThatNamesItsSubstitute() throws InterruptedException {
        Check docker = examine("G1.tool.docker", Map.of(), command -> Optional.empty());
        assertThat(docker.status()).isEqualTo(Check.Status.NOTE);
        assertThat(docker.evidence()).contains("images are built without it");
        assertThat(docker.requirements()).contains("P1", "R1");
        assertThat(docker.fix()).isNotBlank();
    }

    @Test
    void aToolThatAnswersPassesWithItsVersion() throws InterruptedException {
        Check helm = examine(
                "G1.tool.helm",
                Map.of(),
                command -> command.getFirst().equals("helm") ? Optional.of("v4.3.1") : Optional.empty());
        assertThat(helm.status()).isEqualTo(Check.Status.PASS);
        assertThat(helm.evidence()).isEqualTo("v4.3.1");
    }

    @Test
    void aProxysPasswordIsNotShown() throws InterruptedException {
        Check proxy = examine(
                "G1.proxy", Map.of("HTTPS_PROXY", "http://me:secret@proxy.example:3128"), command -> Optional.empty());
        assertThat(proxy.evidence()).contains("proxy.example:3128").doesNotContain("secret");
    }

    @Test
    void lessRoomIsNeededWhereTheNodeWasCompiledBefore() throws InterruptedException {
        Workspace workspace = new Workspace(home, home, home.resolve(".slipway"), Map.of());
        Doctor doctor = new Doctor(workspace, command -> Optional.empty());
        assertThat(disk(doctor.examine(false))).contains("need 10.0 GiB");
        assertThat(disk(doctor.examine(true))).contains("need 3.0 GiB");
    }

    private static String disk(Doctor.Diagnosis found) {
        return found.gate().checks().stream()
                .filter(c -> c.id().equals("G1.disk"))
                .findFirst()
                .orElseThrow()
                .evidence();
    }

    @Test
    void everyConditionCitesARequirement() throws InterruptedException {
        Workspace workspace = new Workspace(home, home, home.resolve(".slipway"), Map.of());
        assertThat(new Doctor(workspace, command -> Optional.empty())
                        .examine(false)
                        .gate()
                        .checks())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.requirements()).contains("G1"));
    }
}
