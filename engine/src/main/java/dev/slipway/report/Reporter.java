package dev.slipway.report;

import dev.slipway.gate.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a run's report in every form. */
public final class Reporter {
    private Reporter() {}

    /** Writes {@code report.html}, {@code report.json}, {@code junit.xml} and {@code results.sarif}. Returns the page's path. */
    public static Path write(Path dir, RunReport report) throws IOException {
        Files.createDirectories(dir);
        put(dir.resolve("report.json"), JsonReport.of(report));
        put(dir.resolve("junit.xml"), JUnitReport.of(report));
        put(dir.resolve("results.sarif"), SarifReport.of(report));
        return put(dir.resolve("report.html"), Page.of(report));
    }

    private static Path put(Path file, String content) throws IOException {
        return OwnerOnly.write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
