package dev.slipway.cli;

import dev.slipway.deploy.Release;
import dev.slipway.gate.Workspace;
import dev.slipway.report.RunReport;
import dev.slipway.run.Phase;
import dev.slipway.run.RunOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the last lines of a run: the application's address, the report's path, and what to do next. */
final class Ending {
    private final Console console;
    private final Workspace workspace;
    private final Target target;

    Ending(Console console, Workspace workspace, Target target) {
        this.console = console;
        this.workspace = workspace;
        this.target = target;
    }

    void tell(RunOutcome outcome, Phase last, Console.Output output) {
        outcome.failure().ifPresent(console::tell);
        switch (output) {
            case JSON -> console.out().println(console.json(facts(outcome)));
            case TEXT -> text(outcome, last);
        }
    }

    private void text(RunOutcome outcome, Phase last) {
        if (outcome.nothingToDo()) {
            RunReport report = outcome.report();
            int objects = report.chart() == null ? 0 : report.chart().objects().size();
            console.out()
                    .printf(
                            Locale.ROOT,
                            "Nothing to do: %s as they were (checked %d files%s, %.1f s).%n",
                            last.ordinal() >= Phase.DEPLOY.ordinal()
                                    ? "source, images, chart and cluster are"
                                    : "source and results are",
                            outcome.inputs(),
                            last.ordinal() >= Phase.DEPLOY.ordinal() ? ", " + objects + " objects" : "",
                            report.duration().toMillis() / 1000.0);
        }
        console.out().println();
        Release release = outcome.report().release();
        outcome.report().missing().forEach(what -> line("In part", what));
        // A release that runs can be used, even if a later check failed.
        if (release != null && !release.url().isBlank()) {
            line("Open", release.url());
            new TreeMap<>(release.urls()).forEach((service, url) -> {
                if (!url.equals(release.url())) {
                    line("", url + "  (" + service + ")");
                }
            });
        }
        outcome.page().ifPresent(page -> line("Report", shown(page)));
        if (release != null) {
            line("Cluster", "export KUBECONFIG=$(./slipway cluster kubeconfig" + target.clusterWords() + ")");
            line(
                    "Stop",
                    "./slipway down"
                            + target.releaseWords()
                            + (workspace.source().equals(console.folder()) ? "" : " " + shown(workspace.source())));
        }
    }

    private void line(String name, String value) {
        console.out().printf("  %-9s %s%n", name, value);
    }

    /** The path relative to the current folder, if that is shorter. */
    private String shown(Path path) {
        return path.startsWith(console.folder())
                ? console.folder().relativize(path).toString()
                : path.toString();
    }

    private Map<String, Object> facts(RunOutcome outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("ok", outcome.failure().isEmpty());
        facts.put("nothingToDo", outcome.nothingToDo());
        facts.put("standing", outcome.report().standing());
        facts.put("missing", outcome.report().missing());
        Release release = outcome.report().release();
        if (release != null) {
            facts.put("url", release.url());
            facts.put("urls", new TreeMap<>(release.urls()));
        }
        outcome.page().ifPresent(page -> facts.put("report", page.toString()));
        outcome.failure().ifPresent(failure -> facts.put("failure", failure));
        return facts;
    }
}
