package dev.slipway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmTest {
    @TempDir
    Path dir;

    private Path compiled;

    @BeforeEach
    void compileOne() throws Exception {
        compiled = program("programs", "echo v4.3.1");
    }

    private Path program(String folder, String script) throws Exception {
        Path file = Files.createDirectories(dir.resolve(folder)).resolve("helm");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Helm helm() {
        Workspace workspace =
                new Workspace(dir, dir, dir, Map.of("PATH", dir.resolve("bin") + ":" + dir.resolve("no")));
        return new Helm(workspace, program -> compiled);
    }

    @Test
    void aNewEnoughHelmOfThePathIsTaken() throws Exception {
        Path installed = program("bin", "echo v3.18.4");
        assertThat(helm().program()).isEqualTo(new Helm.Program(installed, "v3.18.4", "found on the PATH"));
        assertThat(helm().command("list").words()).containsExactly(installed.toString(), "list");
    }

    @Test
    void anOldOneIsPassedOverAndTheReasonTold() throws Exception {
        program("bin", "echo v3.12.0");
        assertThat(helm().program().file()).isEqualTo(compiled);
        assertThat(helm().program().choice()).contains("v3.12.0", "3.14 or newer");
    }

    @Test
    void oneThatDoesNotWorkIsPassedOver() throws Exception {
        program("bin", "exit 3");
        assertThat(helm().program().choice()).contains("not working");
    }

    @Test
    void withoutOneItIsCompiled() throws Exception {
        assertThat(helm().program())
                .isEqualTo(new Helm.Program(compiled, "v4.3.1", "compiled: there is none on the PATH"));
    }

    @ParameterizedTest
    @CsvSource({
        "v2.17.0, false",
        "v3.13.9, false",
        "v3.14.0, true",
        "v3.20.1+g12, true",
        "v4.3, true",
        "v10.0.0, true",
        "version, false",
        "'', false"
    })
    void supportsFrom314On(String version, boolean supported) {
        assertThat(Helm.supported(version)).isEqualTo(supported);
    }
}
