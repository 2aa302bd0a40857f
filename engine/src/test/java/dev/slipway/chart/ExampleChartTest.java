package dev.slipway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Application;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Reading;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart of an application as its source says it is; its output stays out of the source. */
class ExampleChartTest {
    @TempDir
    Path dir;

    @Test
    void theExampleGetsAChartThatPasses() throws Exception {
        Workspace found = HelmOfThisMachine.workspace(dir);
        Workspace workspace = new Workspace(
                found.home(),
                Path.of("..", "examples", "fastapi-nextjs").toAbsolutePath().normalize(),
                dir.resolve("work"),
                found.env());
        Reading reading = new Reading(workspace, Map.of());
        Application app = reading.application();
        Images images = new Images(
                "/layout",
                app.services().stream()
                        .map(s -> Notebook.image(
                                s.name(), "abc1", reading.plan(s).run().entrypoint(), BuiltImage.Measured.NOTHING))
                        .toList());

        Gated<Chart> gated = new Charts(
                        workspace,
                        Progress.SILENT,
                        HelmOfThisMachine.helm(workspace),
                        s -> reading.plan(s).run().writable())
                .build(app, images);

        assertThat(gated.gate().checks())
                .filteredOn(c -> c.status() != Check.Status.PASS)
                .isEmpty();
        assertThat(gated.value().objects())
                .contains(
                        "Deployment/backend",
                        "Deployment/frontend",
                        "StatefulSet/postgres",
                        "Pod/" + app.name() + "-test");
    }
}
