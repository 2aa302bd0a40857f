package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The API as its own OpenAPI document has it, by Schemathesis: {@code ./contract} installs and runs it. */
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(ContractTest.Unhurried.class)
@EnabledIfSystemProperty(named = "todo.schemathesis", matches = ".+")
class ContractTest {
    /** As in src/test/schemathesis.toml. */
    private static final String USER = "contract";

    private static final Path REPORT = Path.of("target", "contract.txt");

    @TestHTTPResource
    URI base;

    public static final class Unhurried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todo.requests-per-second", "100000", "todo.request-burst", "100000");
        }
    }

    @Test
    void theApiKeepsToItsDocument() throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        System.getProperty("todo.schemathesis"),
                        "--config-file",
                        Path.of("src/test/schemathesis.toml").toAbsolutePath().toString(),
                        "run",
                        base.resolve("/q/openapi?format=json").toString(),
                        "--header",
                        "Authorization: Bearer " + World.token(USER),
                        "--max-examples",
                        System.getProperty("todo.examples", "50"),
                        "--no-color")
                .directory(Path.of("target").toFile())
                .redirectErrorStream(true)
                .redirectOutput(REPORT.toFile())
                .start();
        int code = run.waitFor();
        String report = Files.readString(REPORT);
        System.out.println(report);
        assertThat(code).as(report).isZero();
    }
}
