package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Installs or upgrades a release, follows it, and undoes it if it cannot become ready. */
final class Installation {
    /** The pods of the last good revision usually still run, so this is short. */
    private static final Duration BACK = Duration.ofSeconds(60);

    /** A Helm of somebody else waits for so long by itself (its {@code --timeout}, and as much again). */
    private static final Duration HELM_LIMIT = Duration.ofMinutes(10);

    private final Releases releases;
    private final Home home;
    private final Ownership ownership;
    private final Identity identity;
    private final KubernetesClient client;
    private final Application application;
    private final Workspace workspace;
    private final Progress progress;
    private final Time time;
    private final Duration limit;

    Installation(
            Releases releases,
            Home home,
            Ownership ownership,
            Identity identity,
            KubernetesClient client,
            Application application,
            Workspace workspace,
            Progress progress,
            Time time,
            Duration limit) {
        this.releases = releases;
        this.home = home;
        this.ownership = ownership;
        this.identity = identity;
        this.client = client;
        this.application = application;
        this.workspace = workspace;
        this.progress = progress;
        this.time = time;
        this.limit = limit;
    }

    /**
     * A release whose pods are ready.
     *
     * @param url with which it was installed
     * @param how for people, after the list of workloads
     */
    record Result(int revision, String url, List<Workload> workloads, String how) {}

    /** @param known the release's revisions, as Helm has just listed them */
    Result bring(Chart chart, String url, List<Revision> known) throws InterruptedException {
        String name = application.name();
        String description = ReleaseFingerprint.of(chart, url);
        List<Revision> history = repaired(known);
        Optional<Result> same = unchanged(history, description, url);
        if (same.isPresent()) {
            return same.get();
        }
        Instant since = time.now().truncatedTo(ChronoUnit.SECONDS);
        progress.started("deploy", "release", history.isEmpty() ? "installing " + name : "upgrading " + name);
        int revision;
        try {
            revision = releases.apply(name, chart, takesUrl(chart) ? url : "", description, identity.id());
        } catch (SlipwayFailure e) {
            Failure failure = e.failure();
            if (failure.id().equals(Releases.BUSY)) {
                throw e; // Another process makes this revision, so it is not undone.
            }
            throw new SlipwayFailure(
                    new Failure(
                            failure.id(),
                            failure.summary(),
                            failure.why(),
                            failure.evidence(),
                            failure.fix(),
                            undo(history)),
                    e);
        }
        progress.done("deploy", "release", name + " revision " + revision);
        Rollout.End end = new Rollout(client, application, progress, time, limit).await(since);
        if (!end.complete()) {
            throw failed(end, history, since);
        }
        home.note(Home.GOOD, String.valueOf(revision));
        String how = ", after " + Rollout.seconds(end.took());
        progress.done("deploy", "rollout", end.lines() + how);
        return new Result(revision, url, end.workloads(), how);
    }

    /**
     * Repairs a release that a Helm left half done. No run that takes the namespace's Lease works on it while this one
     * holds the Lease. Any other Helm has ended when its own limit is over.
     */
    private List<Revision> repaired(List<Revision> history) throws InterruptedException {
        if (history.isEmpty() || !history.getLast().pending()) {
            return history;
        }
        String name = application.name();
        Revision stuck = history.getLast();
        boolean own = ownership
                .newest()
                .filter(kept ->
                        kept.revision() == stuck.number() && kept.owner().equals(identity.id()))
                .isPresent();
        if (!own && stuck.at().plus(HELM_LIMIT).isAfter(time.now())) {
            throw new SlipwayFailure(Releases.busy(
                    name, "at " + stuck.when() + " by another Helm", List.of(stuck.number() + " " + stuck.state())));
        }
        Optional<Revision> good = good(history);
        if (good.isPresent()) {
            releases.rollback(name, good.get().number());
        } else {
            releases.uninstall(name);
        }
        progress.on(new Progress.Event.Noted(
                "deploy",
                "release",
                "revision " + stuck.number() + " was left " + stuck.state() + "; "
                        + good.map(g -> "rolled back to revision " + g.number())
                                .orElse("removed what there was of it")));
        return releases.history(name);
    }

    private Optional<Result> unchanged(List<Revision> history, String description, String url) {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        Revision last = history.getLast();
        boolean same = last.state().equals("deployed")
                && last.description().equals(description)
                && home.note(Home.GOOD).equals(String.valueOf(last.number()));
        List<Workload> workloads = same ? new Workloads(client, application).look() : List.of();
        if (workloads.isEmpty() || !workloads.stream().allMatch(Workload::complete)) {
            return Optional.empty();
        }
        String how = " since revision " + last.number() + " of " + last.when() + ", which is unchanged";
        progress.on(new Progress.Event.Skipped(
                "deploy", "release", "revision " + last.number() + " has this chart and these values, and is healthy"));
        return Optional.of(new Result(last.number(), url, workloads, how));
    }

    /** The last revision that became ready; if none is noted, the last one that Helm deployed. */
    private Optional<Revision> good(List<Revision> history) {
        String noted = home.note(Home.GOOD);
        return history.stream()
                .filter(r -> String.valueOf(r.number()).equals(noted) && !r.pending())
                .findFirst()
                .or(() -> history.stream().filter(Revision::worked).reduce((a, b) -> b));
    }

    private SlipwayFailure failed(Rollout.End end, List<Revision> history, Instant since) throws InterruptedException {
        Instant now = time.now();
        String kept = new Evidence(workspace.work().resolve("evidence"))
                .keep(Diagnoser.read(client, application.name(), since, now), now);
        String state = undo(history) + (kept.isEmpty() ? "" : "; logs and events are kept in " + kept);
        Optional<Cause> permanent = end.cause().filter(Cause::permanent);
        if (permanent.isPresent()) {
            return new SlipwayFailure(permanent.get().failure(state));
        }
        List<String> evidence = new ArrayList<>(List.of("seen last: " + end.lines()));
        end.cause().ifPresent(c -> evidence.add(c.id() + " " + c.summary() + " " + c.why()));
        end.cause().ifPresent(c -> evidence.addAll(c.evidence()));
        return new SlipwayFailure(new Failure(
                "SLIP-422",
                "The release of " + application.name() + " did not become ready within "
                        + (limit.toSeconds() % 60 == 0 ? limit.toMinutes() + " minutes." : limit.toSeconds() + " s."),
                end.cause()
                        .map(c -> c.summary() + " " + c.why())
                        .orElse("no cause could be named; seen last: " + end.lines()),
                evidence,
                end.cause().map(c -> c.fix().words()).orElse("./slipway logs"),
                state));
    }

    /** Undoes the installation. Returns what is left, for people. */
    private String undo(List<Revision> before) throws InterruptedException {
        String name = application.name();
        Optional<Revision> good = good(before);
        try {
            if (good.isPresent()) {
                releases.rollback(name, good.get().number());
                Instant since = time.now().truncatedTo(ChronoUnit.SECONDS);
                int now = releases.history(name).getLast().number();
                home.note(Home.GOOD, String.valueOf(now));
                Rollout.End end = new Rollout(client, application, progress, time, BACK).await(since);
                return "revision " + good.get().number() + " of " + good.get().when()
                        + (end.complete()
                                ? " serves again"
                                : " was put back but is not ready yet (" + end.lines() + ")")
                        + ", as revision " + now;
            }
            releases.uninstall(name);
            return "nothing was running before; what there was of the release is removed, its volumes and secrets are kept";
        } catch (SlipwayFailure e) {
            return "the failed release is still there, because it could not be undone: "
                    + e.failure().why();
        }
    }

    private static boolean takesUrl(Chart chart) {
        try {
            Path values = Path.of(chart.dir()).resolve("values.yaml");
            return Files.exists(values)
                    && Files.readAllLines(values).stream().anyMatch(l -> l.startsWith("publicUrl:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
