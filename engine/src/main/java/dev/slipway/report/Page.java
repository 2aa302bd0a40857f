package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The report as one page that needs nothing else: no network, no script, no other file. */
final class Page {
    private Page() {}

    static String of(RunReport report) {
        List<Section> sections = new ArrayList<>();
        Timeline.of(report).ifPresent(sections::add);
        ServiceSection.of(report).ifPresent(sections::add);
        LoadSection.of(report).ifPresent(sections::add);
        UseSection.of(report).ifPresent(sections::add);
        ScenarioSection.of(report).ifPresent(sections::add);
        FindingSection.of(report).ifPresent(sections::add);
        RequirementSection.of(report).ifPresent(sections::add);
        AssistanceSection.of(report).ifPresent(sections::add);
        sections.add(InputSection.of(report));
        return "<!DOCTYPE html>\n"
                + el("html", at("lang", "en"), head(report), body(report, sections))
                        .render() + "\n";
    }

    private static Markup head(RunReport report) {
        return el(
                "head",
                el("meta", at("charset", "utf-8")),
                el("meta", at("name", "viewport"), at("content", "width=device-width, initial-scale=1")),
                el("meta", at("name", "color-scheme"), at("content", "light dark")),
                // A browser runs and fetches nothing that an application's output may have brought into the page.
                el(
                        "meta",
                        at("http-equiv", "Content-Security-Policy"),
                        at(
                                "content",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                                        + " form-action 'none'")),
                el("title", text(report.standing() + ": " + report.applicationName())),
                el("style", text(stylesheet())));
    }

    private static Markup body(RunReport report, List<Section> sections) {
        return el(
                "body",
                el("a", css("skip"), at("href", "#verdict"), text("Skip to the verdict")),
                el(
                        "main",
                        Summary.of(report),
                        el(
                                "nav",
                                at("aria-label", "Contents"),
                                each(sections, s -> el("a", at("href", "#" + s.id()), text(s.title())))),
                        each(
                                sections,
                                s -> el(
                                        "section",
                                        at("id", s.id()),
                                        at("aria-labelledby", s.id() + "-title"),
                                        el("h2", at("id", s.id() + "-title"), text(s.title())),
                                        s.body()))),
                el("footer", text("Slipway " + report.version() + " · run " + report.id())));
    }

    /** The style sheet has none of the five characters that markup escapes, so it needs no exception. */
    private static String stylesheet() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
