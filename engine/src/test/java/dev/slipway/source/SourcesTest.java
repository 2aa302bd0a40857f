package dev.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/source");

    @TempDir
    Path folder;

    private static Workspace workspace(Path source) {
        return Workspace.of(source, Map.of("SLIPWAY_HOME", source + "/.slipway/home"));
    }

    private Workspace tree(String text) throws IOException {
        return workspace(SourceTree.write(text, folder.resolve("shop")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SourcesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With {@code -Dslipway.golden=write} the expected texts are written anew, for review. */
    private static void expect(String name, Workspace workspace) throws IOException {
        Application application = Sources.read(workspace);
        List<BuildPlan> plans = application.services().stream()
                .map(service -> Sources.plan(workspace, service))
                .toList();
        String actual = Snapshot.of(application, plans);
        if ("write".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN.resolve(name), actual);
        }
        assertThat(actual).isEqualTo(resource(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fastapi-nextjs"})
    void theExamplesAreFoundAndPlanned(String example) throws IOException {
        expect(example + ".expected", workspace(Path.of("../examples", example)));
    }

    @Test
    void anEmptyFolderIsToldWhatWasLookedFor() throws IOException {
        Failure failure = failure(tree("=== empty/"));
        assertThat(failure.id()).isEqualTo("SLIP-110");
        assertThat(String.join("\n", failure.evidence())).contains("Quarkus", "Next.js", "FastAPI");
        assertThat(failure.fix()).contains("slipway up FOLDER");
    }

    private static Failure failure(Workspace workspace) {
        return catchThrowableOfType(SlipwayFailure.class, () -> Sources.read(workspace))
                .failure();
    }
}
