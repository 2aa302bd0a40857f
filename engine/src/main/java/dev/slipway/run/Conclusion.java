package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Opinion;
import dev.slipway.gate.Version;
import dev.slipway.gate.Workspace;
import dev.slipway.inventory.SourceDigest;
import dev.slipway.report.Reporter;
import dev.slipway.report.RunReport;
import dev.slipway.tidy.Tidy;
import dev.slipway.validate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a run's report together, and writes it where the run has done something.
 *
 * @param steps what was done and how long it took
 * @param opinions of assistants that were asked
 */
record Conclusion(
        Workspace workspace,
        Ledger ledger,
        SourceDigest.Snapshot source,
        Results results,
        Recorder steps,
        Instant began,
        List<Opinion> opinions) {
    RunOutcome of(Optional<Failure> failure, Instant now) throws IOException {
        boolean nothing = !results.anyMade() && failure.isEmpty();
        RunReport report = report(nothing ? "" : ledger.runId(), failure, now);
        if (!nothing) {
            tidy(now);
        }
        Optional<Path> page = nothing ? lastPage() : Optional.of(Reporter.write(ledger.runFolder(), report));
        return new RunOutcome(report, page, failure, nothing, source.files().size());
    }

    /** A run that did its work has not failed because something old could not be deleted. */
    private void tidy(Instant now) throws IOException {
        try {
            for (Tidy.Found found : new Tidy(workspace, now).afterRun()) {
                ledger.append("tidied", Map.of("kind", found.kind(), "things", found.things(), "bytes", found.bytes()));
            }
        } catch (IOException e) {
            ledger.append("tidied", Map.of("failed", String.valueOf(e.getMessage())));
        }
    }

    private Optional<Path> lastPage() {
        return Optional.of(workspace
                        .work()
                        .resolve("runs")
                        .resolve(results.newestRun())
                        .resolve("report.html"))
                .filter(Files::exists);
    }

    private RunReport report(String id, Optional<Failure> failure, Instant now) {
        return new RunReport(
                id,
                Version.TEXT,
                began,
                Duration.between(began, now),
                results.of(Phase.PREPARE, Application.class).orElse(null),
                results.of(Phase.CONTAINERIZE, Images.class).orElse(null),
                results.of(Phase.PACKAGE, Chart.class).orElse(null),
                results.clusterIfAny().orElse(null),
                results.of(Phase.DEPLOY, Release.class).orElse(null),
                results.of(Phase.VALIDATE, Verdict.class).orElse(null),
                failure.orElse(null),
                results.gates(),
                steps.steps(),
                versions(),
                opinions);
    }

    private Map<String, String> versions() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "Source",
                source.files().size() + " files, digest " + source.digest().substring(0, 12));
        facts.put("Java", Runtime.version().toString());
        facts.put("System", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
        return facts;
    }
}
