package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.browser.Chromium;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import dev.slipway.validate.scenario.PlaybookSource;
import dev.slipway.validate.scenario.Scenario;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Uses a release as its users do, and judges the results (gate G5). */
public final class Validator {
    private static final Duration PODS = Duration.ofSeconds(90);
    /** Metrics are collected every 15 seconds, and need two collections of a new pod. */
    private static final Duration METRICS = Duration.ofSeconds(45);

    private final Workspace workspace;
    private final Progress progress;
    private final Duration metrics;

    public Validator(Workspace workspace, Progress progress) {
        this(workspace, progress, METRICS);
    }

    /** @param metrics how long to wait for the metrics of all containers */
    Validator(Workspace workspace, Progress progress, Duration metrics) {
        this.workspace = workspace;
        this.progress = progress;
        this.metrics = metrics;
    }

    /**
     * @param runFolder where screenshots go
     * @param extent whether everything is tried, or only what a change of code may have broken
     * @throws SlipwayFailure SLIP-501 if the user's scenario file cannot be used, SLIP-502 if the cluster does not
     * answer; a fault of the application is a failed check
     */
    public Gated<Verdict> validate(
            Application application, Images images, Cluster cluster, Release release, Path runFolder, Extent extent)
            throws InterruptedException {
        try (KubernetesClient client = Kube.client(cluster)) {
            ClusterPods pods = new ClusterPods(client, release.namespace());
            return validate(application, release, runFolder, pods, pods, extent);
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-502",
                            "The cluster " + cluster.name() + " did not answer during the validation.",
                            String.valueOf(e.getMessage()),
                            "./slipway cluster status"),
                    e);
        }
    }

    Gated<Verdict> validate(
            Application application, Release release, Path runFolder, Pods pods, Inside inside, Extent extent)
            throws InterruptedException {
        Addresses addresses = new Addresses(release);
        Variables variables = new Variables(Long.toString(new SecureRandom().nextLong(1L << 40), 36));
        PlaybookSource playbooks = new PlaybookSource(workspace, progress);
        Optional<PlaybookSource.PlaybookFile> kept = extent.brief() ? playbooks.kept() : Optional.empty();
        boolean withPages = !(extent.samePages(application)
                && kept.map(PlaybookSource.PlaybookFile::triesMoreThanPages).orElse(false));
        Optional<Chromium> browser = withPages ? browser() : Optional.empty();
        List<Check> checks = new ArrayList<>();
        List<Verdict.Step> steps = new ArrayList<>();
        List<Verdict.Load> loads = new ArrayList<>();
        List<Verdict.Use> uses = new ArrayList<>();
        try (Http http = new Http();
                Utilisation utilisation = new Utilisation(pods)) {
            Stability stability = new Stability(pods, application);
            progress.started("validate", "health", "asking each service");
            checks.addAll(new HealthChecks(http, addresses, pods).of(application));
            PlaybookSource.PlaybookFile found =
                    kept.isPresent() ? kept.get() : playbooks.find(application, http, addresses, browser);
            ScenarioRunner runner = new ScenarioRunner(
                    http, addresses, variables, pods, browser, runFolder.resolve("screenshots"), progress);
            for (Scenario whole : found.playbook().scenarios()) {
                if (whole.needsBrowser() && !withPages) {
                    continue;
                }
                Scenario scenario = extent.brief() ? whole.withoutKills() : whole;
                int before = steps.size();
                Check check = runner.run(scenario, found.file(), steps);
                checks.add(check);
                Resilience.judge(scenario, check, steps.subList(before, steps.size()))
                        .ifPresent(checks::add);
            }
            if (found.playbook().scenarios().isEmpty()) {
                checks.add(nothingTried());
            }
            if (!extent.brief()) {
                stability.settle(PODS);
                checks.addAll(new LoadChecks(new LoadRunner(LoadRunner.Ticker.SYSTEM), addresses, variables, progress)
                        .run(found.playbook().loads(), loads));
                progress.started("validate", "connections", "looking from inside the cluster");
                checks.addAll(new Connectivity(pods, inside, http, addresses).of(application));
                progress.started("validate", "use", "waiting for the metrics of each container");
                utilisation.settle(application, metrics);
                checks.addAll(utilisation.judge(application, uses));
            }
            checks.add(stability.judge());
        } finally {
            browser.ifPresent(Chromium::close);
        }
        extent.leansOn().ifPresent(whole -> checks.add(leftOut(whole, withPages)));
        checks.add(remediation(checks));
        progress.done("validate", "verdict", passed(checks) + " of " + checks.size() + " checks");
        Verdict.Whole whole = extent.leansOn()
                .orElseGet(() ->
                        new Verdict.Whole(extent.run(), extent.surroundings(), result(checks, loads), extent.code()));
        return new Gated<>(new Verdict(checks, steps, loads, uses, whole, extent.brief()), new Gate("G5", checks));
    }

    private static Check leftOut(Verdict.Whole whole, boolean withPages) {
        return Check.note(
                "G5.brief",
                List.of("V2", "V4", "G5"),
                (withPages ? "" : "the page, ") + "load, recovery, connections and use were not tried again",
                "only code " + (withPages ? "" : "of no page ") + "has changed since run " + whole.run()
                        + ", which tried them: " + whole.result(),
                "./slipway validate");
    }

    private static String result(List<Check> checks, List<Verdict.Load> loads) {
        return passed(checks) + " of " + checks.size() + " checks"
                + loads.stream()
                        .filter(l -> l.percentiles().containsKey("95"))
                        .map(l -> String.format(
                                Locale.ROOT,
                                " · p95 %.0f ms at %.0f/s",
                                l.percentiles().getOrDefault("95", 0.0),
                                l.rate()))
                        .findFirst()
                        .orElse("");
    }

    private Optional<Chromium> browser() throws InterruptedException {
        Optional<Path> executable = Chromium.find(workspace.env());
        if (executable.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Chromium.start(executable.get()));
        } catch (IOException e) {
            progress.on(new Progress.Event.Noted(
                    "validate", "browser", executable.get() + " cannot be used: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static Check nothingTried() {
        return Check.noData(
                "V3.scenario",
                List.of("V3", "G5"),
                "the application does what it is for",
                "it has no page, describes no interface (OpenAPI), and there is no slipway/scenario.yaml",
                "write slipway/scenario.yaml: ./slipway explain SLIP-501 shows its form");
    }

    /** Checks that everything that falls short names a remedy (V5). */
    private static Check remediation(List<Check> checks) {
        List<Check> findings =
                checks.stream().filter(c -> c.status() != Check.Status.PASS).toList();
        List<String> without =
                findings.stream().filter(c -> c.fix().isBlank()).map(Check::id).toList();
        return Check.of(
                without.isEmpty(),
                "V5.remediation",
                List.of("V5", "G5"),
                "what falls short comes with what to do",
                without.isEmpty()
                        ? findings.size() + " findings, each with a remedy"
                        : "without a remedy: " + String.join(", ", without),
                "./slipway explain SLIP-501");
    }

    private static long passed(List<Check> checks) {
        return checks.stream().filter(c -> c.status() == Check.Status.PASS).count();
    }
}
