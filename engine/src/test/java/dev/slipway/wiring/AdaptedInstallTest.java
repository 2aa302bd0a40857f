package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second way of a Python service's dependencies, under the real interpreter with an installer of the test's own. */
class AdaptedInstallTest {
    @TempDir
    Path folder;

    /** The step that installs; what comes before it was done. */
    private Step step(String requirements) throws IOException {
        Path app = SourceTree.write(
                "=== requirements.txt\n" + requirements
                        + "\n"
                        + "=== main.py\n"
                        + "from flask import Flask\n"
                        + "app = Flask(__name__)\n"
                        + "=== slipway.yaml\n"
                        + "services:\n"
                        + "  backend:\n"
                        + "    way: 1\n",
                folder.resolve("app"));
        Reading reading = new Reading(Workspace.of(app, Map.of()), Map.of());
        return reading.plan(reading.application().services().getFirst()).steps().stream()
                .filter(one -> one.name().equals("dependencies"))
                .findFirst()
                .orElseThrow();
    }

    private String run(Step step, String requirements, String uv) throws Exception {
        Files.createDirectories(folder.resolve("build/.built"));
        Files.writeString(folder.resolve("build/.built/requirements.in"), requirements + "\n");
        Path program =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("uv"), uv);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(step.command())
                .directory(folder.resolve("build").toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    private static final String UV = """
        #!/bin/sh
        echo "$*" >> calls.txt
        out=; for word; do [ "$last" = --output-file ] && out=$word; last=$word; done
        case "$*" in
        *"--format pylock.toml"*)
          printf '[[packages]]\\nname = "flask"\\nversion = "2.0.1"\\n[[packages.wheels]]\\nupload-time = 2021-05-21T10:00:00Z\\n' > $out ;;
        *compile*) cat .built/freed.txt > resolved.txt; sed 's/>=1.1.2/==3.0.0/' .built/freed.txt > $out; echo "flask==2.0.1" >> $out ;;
        *install*) grep -q greenlet .built/requirements.txt || { echo 'error: Failed to build `greenlet==1.1.2`' >&2; exit 1; } ;;
        esac
        """;

    @Test
    void whatCannotBeBuiltIsTakenInAVersionThatNeedNotBeAndTheRestIsOfItsTime() throws Exception {
        String said = run(step("flask==2.0.1"), "flask==2.0.1", UV);

        assertThat(said).startsWith("0 ");
        assertThat(folder.resolve("build/calls.txt"))
                .content()
                .contains("--exclude-newer 2021-07-20", "--only-binary greenlet", "--exclude-newer-package greenlet=");
        assertThat(folder.resolve("build/.built/besides.in")).content().contains("gunicorn");
        assertThat(folder.resolve("build/.built/adapted.txt"))
                .content()
                .contains("as of 2021-07-20", "greenlet 3.0.0 in place of 1.1.2");
    }

    @Test
    void whatNamesNothingToLetGoOfIsTold() throws Exception {
        String said = run(step("flask"), "flask", "#!/bin/sh\necho 'error: no route to host'; exit 2\n");

        assertThat(said).startsWith("1 ").contains("no route to host");
        assertThat(folder.resolve("build/.built/adapted.txt")).doesNotExist();
    }
}
