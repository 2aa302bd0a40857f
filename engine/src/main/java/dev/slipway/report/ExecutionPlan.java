package dev.slipway.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The execution plan of a run as Markdown: what was to be done, what was done and when, who approved it, and what is to be
 * learned from it. It is made of the run's ledger and report alone.
 */
public final class ExecutionPlan {
    private ExecutionPlan() {}

    /** The plan of the run in the folder; empty where that run has left no report or it cannot be read. */
    public static Optional<String> of(Path runFolder) throws IOException {
        Path report = runFolder.resolve("report.json");
        if (!Files.isRegularFile(report)) {
            return Optional.empty();
        }
        try {
            return Optional.of(write(JsonMapper.shared().readTree(Files.readAllBytes(report)), events(runFolder)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> events(Path runFolder) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        Path ledger = runFolder.resolve("ledger.jsonl");
        if (Files.isRegularFile(ledger)) {
            for (String line : Files.readAllLines(ledger)) {
                try {
                    events.add(JsonMapper.shared().readTree(line));
                } catch (JacksonException e) {
                    // The last line of a killed run may be cut.
                }
            }
        }
        return events;
    }

    private static String write(JsonNode report, List<JsonNode> events) {
        JsonNode run = report.path("run");
        StringBuilder text = new StringBuilder();
        line(text, "# Execution plan of " + run.path("application").path("name").asString("an application"));
        line(text, "");
        line(
                text,
                "Run " + run.path("id").asString("") + ", begun " + time(run.path("started")) + ", took "
                        + seconds(run.path("duration").asString("PT0S")) + ". Slipway "
                        + run.path("version").asString("")
                        + ". " + report.path("standing").asString("") + ".");
        line(text, "");
        phases(text, run);
        gates(text, run);
        approvals(text, events);
        lessons(text, report, events);
        return text.toString();
    }

    private static void phases(StringBuilder text, JsonNode run) {
        line(text, "## Phases");
        line(text, "| phase | outcome | began | took | what, and why |");
        line(text, "|---|---|---|---|---|");
        for (JsonNode phase : run.path("phases")) {
            if (!phase.path("name").asString("").contains("/")) {
                line(
                        text,
                        row(
                                phase.path("name").asString(""),
                                phase.path("status").asString("").toLowerCase(Locale.ROOT),
                                time(phase.path("started")),
                                seconds(phase.path("duration").asString("PT0S")),
                                phase.path("reason").asString("")));
            }
        }
        line(text, "");
    }

    private static void gates(StringBuilder text, JsonNode run) {
        line(text, "## Gates");
        line(text, "| gate | conditions | result |");
        line(text, "|---|---|---|");
        for (JsonNode gate : run.path("gates")) {
            TreeMap<String, Integer> counts = new TreeMap<>();
            for (JsonNode check : gate.path("checks")) {
                counts.merge(
                        check.path("status")
                                .asString("")
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '),
                        1,
                        Integer::sum);
            }
            List<String> told = new ArrayList<>();
            counts.forEach((status, count) -> told.add(count + " " + status));
            line(
                    text,
                    row(
                            gate.path("id").asString(""),
                            String.valueOf(gate.path("checks").size()),
                            (counts.containsKey("fail") ? "closed: " : "open: ") + String.join(", ", told)));
        }
        line(text, "");
    }

    private static void approvals(StringBuilder text, List<JsonNode> events) {
        List<String> told = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("what").asString("").equals("approval")) {
                told.add("- " + event.path("gate").asString("") + " after "
                        + event.path("phase").asString("") + ": "
                        + (event.path("approved").asBoolean(false) ? "approved" : "not approved") + " by "
                        + event.path("by").asString("") + ", " + time(event.path("at")));
            }
        }
        if (!told.isEmpty()) {
            line(text, "## Approvals");
            told.forEach(one -> line(text, one));
            line(text, "");
        }
    }

    /** What did not go by itself: failures, tries, notes, and what there was no data on. */
    private static void lessons(StringBuilder text, JsonNode report, List<JsonNode> events) {
        line(text, "## Lessons learned");
        Set<String> told = new LinkedHashSet<>();
        JsonNode failure = report.path("run").path("failure");
        if (!failure.path("id").asString("").isEmpty()) {
            told.add("- **" + failure.path("id").asString("") + "** "
                    + plain(failure.path("summary").asString(""))
                    + " " + plain(failure.path("why").asString("")) + " Next: "
                    + plain(failure.path("fix").asString("")));
        }
        for (JsonNode event : events) {
            String detail = event.path("detail").asString("");
            if (detail.startsWith("it does not serve yet; tried now")) {
                told.add("- " + event.path("step").asString("") + ": " + plain(detail));
            }
        }
        for (JsonNode finding : report.path("findings")) {
            told.add("- " + finding.path("id").asString("") + " ("
                    + finding.path("status")
                            .asString("")
                            .toLowerCase(Locale.ROOT)
                            .replace('_', ' ') + "): "
                    + plain(finding.path("title").asString("")) + ": "
                    + plain(finding.path("evidence").asString(""))
                    + (finding.path("fix").asString("").isEmpty()
                            ? ""
                            : ". Next: " + plain(finding.path("fix").asString(""))));
        }
        if (told.isEmpty()) {
            line(text, "Everything went by itself.");
        }
        told.forEach(one -> line(text, one));
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(plain(cell).replace("|", "\\|")).append(" |");
        }
        return row.toString();
    }

    /** Evidence is text of others: it stays on its line and begins no markup of its own. */
    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip().replace("<", "&lt;").replace("`", "'");
    }

    private static String time(JsonNode instant) {
        String text = instant.asString("");
        return text.isEmpty()
                ? ""
                : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String seconds(String duration) {
        return String.format(Locale.ROOT, "%.1f s", Duration.parse(duration).toMillis() / 1000.0);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
