package dev.slipway.validate;

import dev.slipway.browser.Chromium;
import dev.slipway.browser.Tab;
import dev.slipway.gate.Check;
import dev.slipway.gate.Progress;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import dev.slipway.validate.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs scenarios and judges each by its steps. */
final class ScenarioRunner {
    private final Http http;
    private final Addresses addresses;
    private final Variables variables;
    private final Pods pods;
    private final Optional<Chromium> browser;
    private final Path pictures;
    private final Progress progress;

    ScenarioRunner(
            Http http,
            Addresses addresses,
            Variables variables,
            Pods pods,
            Optional<Chromium> browser,
            Path pictures,
            Progress progress) {
        this.http = http;
        this.addresses = addresses;
        this.variables = variables;
        this.pods = pods;
        this.browser = browser;
        this.pictures = pictures;
        this.progress = progress;
    }

    /** Runs the scenario's steps up to the first that fails, adds them to {@code told}, and returns the scenario's check. */
    Check run(Scenario scenario, String file, List<Verdict.Step> told) throws InterruptedException {
        String id = "V3.scenario." + slug(scenario.name());
        if (scenario.needsBrowser() && browser.isEmpty()) {
            return Check.noData(
                    id,
                    scenario.requirements(),
                    scenario.name(),
                    "no browser of the Chromium family on the PATH or in CHROME",
                    "sudo apt-get install chromium   (or CHROME=/path/to/chrome ./slipway validate)");
        }
        Tab tab = null;
        List<Scenario.Step> steps = scenario.steps();
        for (int i = 0; i < steps.size(); i++) {
            Scenario.Step step = steps.get(i);
            progress.started("validate", "scenario", scenario.name() + ": " + step.name());
            long started = System.nanoTime();
            if (step instanceof Scenario.Browse && tab == null) {
                try {
                    tab = browser.orElseThrow().open();
                } catch (IOException e) {
                    return Check.noData(
                            id,
                            scenario.requirements(),
                            scenario.name(),
                            "the browser opened no page: " + e.getMessage(),
                            "CHROME=/path/to/another/chrome ./slipway validate");
                }
            }
            StepOutcome outcome = attempt(step, tab);
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            String name = scenario.name() + ": " + step.name();
            told.add(new Verdict.Step(name, outcome.ok(), outcome.seen(), millis, outcome.screenshot()));
            if (!outcome.ok()) {
                return Check.fail(
                        id,
                        scenario.requirements(),
                        scenario.name(),
                        "step " + (i + 1) + " of " + steps.size() + ", " + step.name() + ": " + outcome.seen(),
                        "mend what the step shows (./slipway logs), or the step itself: " + file);
            }
        }
        return Check.pass(
                id,
                scenario.requirements(),
                scenario.name(),
                steps.size() + " of " + steps.size() + " steps as expected");
    }

    private StepOutcome attempt(Scenario.Step step, @Nullable Tab tab) throws InterruptedException {
        return switch (step) {
            case Scenario.Request request -> new RequestStep(http, addresses, variables).run(request);
            case Scenario.Kill kill -> kill(kill);
            case Scenario.Browse browse ->
                tab == null
                        ? StepOutcome.fell("no page")
                        : new BrowseStep(tab, addresses, variables, pictures).run(browse);
        };
    }

    private StepOutcome kill(Scenario.Kill kill) {
        List<Pods.PodState> ready = new ArrayList<>(pods.of(kill.service()));
        ready.removeIf(pod -> !pod.ready());
        if (ready.isEmpty()) {
            return StepOutcome.fell("no ready pod of " + kill.service());
        }
        String pod = ready.getFirst().name();
        pods.delete(pod);
        return StepOutcome.held("deleted pod " + pod + ", one of " + ready.size() + " ready");
    }

    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
