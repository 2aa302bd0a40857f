package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.none;
import static dev.slipway.report.Markup.text;

import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.validate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first screen: the verdict, one line for each gate, what to do first. */
final class Summary {
    private static final List<String> GATES = List.of("G1", "G2", "G3", "G4", "G5");
    private static final Map<String, String> BETWEEN = Map.of(
            "G1", "Prepare",
            "G2", "Containerize",
            "G3", "Package",
            "G4", "Deploy",
            "G5", "Validate");

    private Summary() {}

    static Markup of(RunReport report) {
        Release release = report.release();
        return el(
                "header",
                at("id", "verdict"),
                css(report.verified() ? "verdict good" : "verdict bad"),
                el("p", css("name"), text(report.applicationName())),
                el("h1", text((report.verified() ? "✓ " : "✗ ") + headline(report))),
                el("p", css("sub"), text(subline(report))),
                release == null || release.url().isBlank()
                        ? none()
                        : el("p", el("a", at("href", safe(release.url())), text(release.url()))),
                missing(report),
                failure(report),
                gates(report),
                todo(report));
    }

    private static String headline(RunReport report) {
        if (report.verified()) {
            return report.standing();
        }
        Failure failure = report.failure();
        if (failure != null) {
            return "Not verified: " + failure.summary();
        }
        return report.gates().stream()
                .filter(g -> !g.open())
                .findFirst()
                .map(g -> "Not verified: " + BETWEEN.getOrDefault(g.id(), g.id()) + " fell short")
                .orElse("Not verified: the run has not reached validation");
    }

    private static String subline(RunReport report) {
        List<Check> checks = report.checks();
        long passed = count(checks, Check.Status.PASS);
        String line = passed + " of " + checks.size() + " checks passed";
        line += part(count(checks, Check.Status.FAIL), "failed");
        line += part(count(checks, Check.Status.NO_DATA), "without data");
        line += part(count(checks, Check.Status.NOTE), "to note");
        line += " · " + Units.duration(report.duration());
        Verdict verdict = report.verdict();
        return report.verified() && verdict != null && verdict.brief()
                ? line + " · only code has changed since run " + verdict.whole().run() + ", which tried everything"
                : line;
    }

    private static String part(long count, String what) {
        return count == 0 ? "" : " · " + count + " " + what;
    }

    private static long count(List<Check> checks, Check.Status status) {
        return checks.stream().filter(c -> c.status() == status).count();
    }

    private static Markup missing(RunReport report) {
        if (report.missing().isEmpty()) {
            return none();
        }
        List<Markup> facts = new ArrayList<>();
        report.missing().forEach(what -> fact(facts, "missing", what));
        return el("dl", css("failure"), new Markup.Group(facts));
    }

    private static Markup failure(RunReport report) {
        Failure failure = report.failure();
        if (failure == null) {
            return none();
        }
        List<Markup> facts = new ArrayList<>();
        fact(facts, "id", failure.id());
        fact(facts, "why", failure.why());
        failure.evidence().forEach(line -> fact(facts, "seen", line));
        fact(facts, "fix", failure.fix());
        fact(facts, "state", failure.state());
        return el("dl", css("failure"), new Markup.Group(facts));
    }

    private static void fact(List<Markup> facts, String term, String value) {
        if (!value.isBlank()) {
            facts.add(group(el("dt", text(term)), el("dd", text(value))));
        }
    }

    private static Markup gates(RunReport report) {
        return el(
                "ol",
                css("gates"),
                at("aria-label", "Gates"),
                each(
                        GATES,
                        id -> report.gates().stream()
                                .filter(g -> g.id().equals(id))
                                .findFirst()
                                .map(Summary::gate)
                                .orElseGet(() -> line("none", "–", id, "not reached"))));
    }

    private static Markup gate(Gate gate) {
        int all = gate.checks().size();
        String line = gate.count(Check.Status.PASS) + " of " + all + " checks";
        line += part(gate.count(Check.Status.FAIL), "failed");
        line += part(gate.count(Check.Status.NO_DATA), "without data");
        line += part(gate.count(Check.Status.NOTE), "to note");
        return line(gate.open() ? "good" : "bad", gate.open() ? "✓" : "✗", gate.id(), line);
    }

    private static Markup line(String kind, String mark, String id, String what) {
        return el(
                "li",
                css(kind),
                el("span", css("mark"), at("aria-hidden", "true"), text(mark)),
                el("span", css("gate"), text(id + " " + BETWEEN.getOrDefault(id, ""))),
                el("span", text(what)));
    }

    private static Markup todo(RunReport report) {
        List<Finding> first = Finding.ranked(report).stream().limit(3).toList();
        if (first.isEmpty()) {
            return el("p", css("todo"), text("Nothing needs doing."));
        }
        return el(
                "div",
                css("todo"),
                el("h2", text("Do first")),
                el(
                        "ol",
                        each(
                                first,
                                f -> el(
                                        "li",
                                        el("strong", text(f.title())),
                                        text(" " + f.evidence()),
                                        f.fix().isBlank() ? none() : el("code", css("fix"), text(f.fix()))))));
    }

    /** Only a web address becomes a link: a {@code javascript:} one from a manipulated input stays text. */
    private static String safe(String url) {
        return url.startsWith("http://") || url.startsWith("https://") ? url : "#verdict";
    }
}
