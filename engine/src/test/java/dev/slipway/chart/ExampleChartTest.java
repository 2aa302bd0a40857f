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
import dev.slipway.wiring.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart of an application as its source says it is; its output stays out of the source. */
class ExampleChartTest {
    @TempDir
    Path dir;

    @Test
    void theExampleGetsAChartThatPasses() throws Exception {
        Chart chart = passes(
                Path.of("..", "examples", "fastapi-nextjs").toAbsolutePath().normalize());

        assertThat(chart.objects())
                .contains(
                        "Deployment/backend",
                        "Deployment/frontend",
                        "StatefulSet/postgres",
                        "Pod/" + chart.name() + "-test");
    }

    @Test
    void filesThatAComposeFileGivesAreMountedFromWhatHoldsThem() throws Exception {
        Chart chart = passes(SourceTree.write("""
                === backend/requirements.txt
                flask==3.0.0
                === backend/app.py
                from flask import Flask
                app = Flask(__name__)
                === settings.tpl
                {{ name }}
                === compose.yaml
                services:
                  backend:
                    build: backend
                    secrets: [db-password, mail]
                    configs: [{source: settings, target: /etc/app/settings.tpl}]
                  db:
                    image: postgres:17
                    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db-password}
                    secrets: [db-password]
                configs:
                  settings: {file: settings.tpl}
                """, dir.resolve("shop")));

        String deployment = Files.readString(Path.of(chart.dir(), "templates/backend/deployment.yaml"));
        assertThat(deployment)
                .containsSubsequence(
                        "mountPath: /run/secrets/db-password",
                        "mountPath: /run/secrets/mail",
                        "mountPath: /etc/app/settings.tpl",
                        "name: postgres",
                        "key: password",
                        "name: shop-secrets",
                        "key: MAIL",
                        "name: backend-files");
    }

    private Chart passes(Path source) throws Exception {
        Workspace found = HelmOfThisMachine.workspace(dir);
        Workspace workspace = new Workspace(found.home(), source, dir.resolve("work"), found.env());
        Reading reading = new Reading(workspace, Map.of());
        Application app = reading.application();
        Images images = new Images(
                "/layout",
                app.services().stream()
                        .map(s -> Notebook.image(
                                s.name(), "abc1", reading.plan(s).run().entrypoint(), BuiltImage.Measurements.NOTHING))
                        .toList());

        Gated<Chart> gated = new Charts(
                        workspace,
                        Progress.SILENT,
                        HelmOfThisMachine.helm(workspace),
                        s -> reading.plan(s).run().writable(),
                        Optional::empty)
                .build(app, images);

        assertThat(gated.gate().checks())
                .filteredOn(c -> c.status() != Check.Status.PASS)
                .isEmpty();
        return gated.value();
    }
}
