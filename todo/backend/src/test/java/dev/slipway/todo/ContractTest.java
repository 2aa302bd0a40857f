package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The API as its own OpenAPI document has it, by Schemathesis, which is installed into target/contract. */
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(ContractTest.Unhurried.class)
@EnabledIf(value = "pythonIsThere", disabledReason = "Schemathesis needs python3, 3.10 or later, with pip")
class ContractTest {
    /** As in src/test/schemathesis.toml. */
    private static final String USER = "contract";

    private static final String SCHEMATHESIS = "schemathesis==4.32.5";
    private static final File TARGET = Path.of("target").toAbsolutePath().toFile();
    private static final Path TOOL = TARGET.toPath().resolve("contract/bin/schemathesis");

    @TestHTTPResource
    URI base;

    public static final class Unhurried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todo.requests-per-second", "100000", "todo.request-burst", "100000");
        }
    }

    static boolean pythonIsThere() throws InterruptedException {
        try {
            return run("python3", "-c", "import sys, venv, pip; sys.exit(sys.version_info < (3, 10))").code == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void theApiKeepsToItsDocument() throws IOException, InterruptedException {
        install();
        Said said = run(
                TOOL.toString(),
                "--config-file",
                Path.of("src/test/schemathesis.toml").toAbsolutePath().toString(),
                "run",
                base.resolve("/q/openapi?format=json").toString(),
                "--header",
                "Authorization: Bearer " + World.token(USER),
                "--max-examples",
                System.getProperty("todo.examples", "50"),
                "--seed",
                System.getProperty("todo.seed", "1"),
                "--no-color");
        System.out.println(said.text);
        assertThat(said.code).as(said.text).isZero();
    }

    private static void install() throws IOException, InterruptedException {
        if (Files.isExecutable(TOOL)) {
            return;
        }
        // Debian's Python has no pip to put into it.
        Said made = run("python3", "-m", "venv", "--clear", "--without-pip", "contract");
        assertThat(made.code).as(made.text).isZero();
        Said installed =
                run("python3", "-m", "pip", "--python", "contract/bin/python", "install", "--quiet", SCHEMATHESIS);
        assertThat(installed.code).as(installed.text).isZero();
    }

    private record Said(int code, String text) {}

    private static Said run(String... command) throws IOException, InterruptedException {
        Path text = Files.createTempFile(TARGET.toPath(), "contract", ".txt");
        try {
            int code = new ProcessBuilder(command)
                    .directory(TARGET)
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start()
                    .waitFor();
            return new Said(code, Files.readString(text));
        } finally {
            Files.delete(text);
        }
    }
}
