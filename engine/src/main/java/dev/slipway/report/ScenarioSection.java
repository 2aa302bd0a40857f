package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.none;
import static dev.slipway.report.Markup.text;

import dev.slipway.validate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Shows the steps of the scenarios and what was seen. */
final class ScenarioSection {
    /** A page with larger pictures would be slow to open and to mail. */
    private static final long LARGEST = 3_000_000;

    private ScenarioSection() {}

    static Optional<Section> of(RunReport report) {
        Verdict verdict = report.verdict();
        if (verdict == null || verdict.steps().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "scenario", "Scenario", el("ol", css("steps"), each(verdict.steps(), ScenarioSection::step))));
    }

    private static Markup step(Verdict.Step step) {
        return el(
                "li",
                el("span", css(step.ok() ? "tag good" : "tag bad"), text(step.ok() ? "✓ ok" : "✗ failed")),
                el("strong", text(" " + step.name())),
                el("small", text(" " + Units.duration(Duration.ofMillis(step.millis())))),
                el("p", css("seen"), text(step.seen())),
                picture(step));
    }

    private static Markup picture(Verdict.Step step) {
        if (step.screenshot().isBlank()) {
            return none();
        }
        try {
            Path file = Path.of(step.screenshot());
            if (Files.size(file) > LARGEST) {
                return el("p", css("seen"), text("Screenshot too large to embed: " + file.getFileName()));
            }
            String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            return el(
                    "img",
                    at("src", "data:image/png;base64," + data),
                    at("alt", "Screenshot: " + step.name()),
                    at("loading", "lazy"));
        } catch (IOException e) {
            return el("p", css("seen"), text("Screenshot cannot be read: " + step.screenshot()));
        }
    }
}
