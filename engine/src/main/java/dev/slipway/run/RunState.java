package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.report.Reporter;
import dev.slipway.report.RunReport;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What one run knows so far: results and gates by phase, and how a phase is run or left out. */
final class RunState {
    /** Maps in the order of their keys: the order of an immutable map differs from one process to the next. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Workspace workspace;
    private final RunOptions options;
    private final Ledger ledger;
    private final Recorder recorder;
    private final Clock clock;
    private final SourceDigest.Seen source;
    private final Instant began;
    private final Map<Phase, Object> values = new LinkedHashMap<>();
    private final Map<Phase, Gate> gates = new LinkedHashMap<>();
    private final Map<Phase, String> madeBy = new LinkedHashMap<>();
    private @Nullable Cluster cluster;
    private Phase current = Phase.PREPARE;
    private boolean ran;

    RunState(
            Workspace workspace,
            RunOptions options,
            Ledger ledger,
            Recorder recorder,
            Clock clock,
            SourceDigest.Seen source) {
        this.workspace = workspace;
        this.options = options;
        this.ledger = ledger;
        this.recorder = recorder;
        this.clock = clock;
        this.source = source;
        this.began = clock.instant();
    }

    interface Job<T> {
        Gated<T> run() throws IOException, InterruptedException;
    }

    /** Looks at an earlier result: what is missing of it, or nothing. */
    interface Missing<T> {
        String of(T value) throws InterruptedException;
    }

    Recorder recorder() {
        return recorder;
    }

    void cluster(Cluster running) {
        cluster = running;
    }

    /** Digest of what the first phase depends on: the source, the settings given, where tools are looked for. */
    String sourceInput() {
        return Digests.of(
                Version.build(),
                source.digest(),
                new TreeMap<>(options.set()).toString(),
                options.cluster().toString(),
                workspace.env().getOrDefault("PATH", ""));
    }

    boolean wholeWanted() {
        return options.whole() || options.again();
    }

    /** A short validation is enough after one that tried everything on the same ground. */
    Extent extent(Application application, Images images) throws IOException {
        String ground = Inputs.ground(this, application, images);
        Optional<Verdict.Whole> earlier = wholeWanted()
                ? Optional.empty()
                : last(Phase.VALIDATE, Verdict.class)
                        .map(kept -> kept.value().whole())
                        .filter(whole -> whole.ground().equals(ground));
        return new Extent(ledger.runId(), ground, earlier, Inputs.code(images));
    }

    /** Digest of what a phase depends on. */
    String input(Object... parts) {
        return Digests.of(Version.build(), JSON.writeValueAsString(parts));
    }

    String source() {
        return source.digest();
    }

    /** The user's own artefacts in the source tree, which stand in for generated ones: their part of its content. */
    Map<String, String> own(String folder) {
        Map<String, String> files = new TreeMap<>(source.files());
        files.keySet().removeIf(path -> !path.startsWith("slipway/" + folder));
        return files;
    }

    /** Of images, what later phases see: whether this run made them is not part of it. */
    static List<Object> facts(Images images) {
        return images.images().stream()
                .<Object>map(i -> List.of(i.service(), i.reference(), i.digest(), i.measured(), i.standIns()))
                .toList();
    }

    /** The phase's result: an earlier one that still holds, or that of its work. Ends the run where its gate is closed. */
    <T> T step(
            Phase phase,
            Class<T> type,
            String input,
            Missing<T> missing,
            Function<Gated<T>, String> summary,
            Job<T> job)
            throws IOException, InterruptedException {
        current = phase;
        Optional<Ledger.Completed<T>> last = ledger.last(phase, type);
        Decision decision = decide(phase, last, input, missing);
        if (decision instanceof Decision.Skip skip) {
            Ledger.Completed<T> kept = last.orElseThrow();
            keep(phase, kept.value(), kept.gate(), kept.run());
            recorder.on(new dev.slipway.gate.Progress.Event.Skipped(phase.label(), "", skip.reason()));
            return kept.value();
        }
        ran = true;
        recorder.started(phase.label(), "", decision.reason());
        Gated<T> made = job.run();
        keep(phase, made.value(), made.gate(), ledger.runId());
        tellNotes(phase, made.gate());
        if (!made.gate().open()) {
            throw new SlipwayFailure(closed(phase, made.gate()));
        }
        approve(phase, made.gate());
        String text = summary.apply(made);
        ledger.completed(
                phase,
                new Ledger.Completed<>(
                        input, ledger.runId(), clock.instant(), text, made.value(), made.gate(), source.files()));
        recorder.done(phase.label(), "", text);
        return made.value();
    }

    <T> Optional<Ledger.Completed<T>> last(Phase phase, Class<T> type) {
        return ledger.last(phase, type);
    }

    <T> Decision decide(Phase phase, Optional<Ledger.Completed<T>> last, String input, Missing<T> missing)
            throws InterruptedException {
        Optional<Planner.Before> before = Optional.empty();
        List<String> changed = List.of();
        if (last.isPresent()) {
            Ledger.Completed<T> kept = last.get();
            String lacks = kept.input().equals(input) && !options.again() ? missing.of(kept.value()) : "";
            before = Optional.of(new Planner.Before(kept.input(), lacks.isEmpty(), lacks));
            changed = phase.ordinal() <= Phase.CONTAINERIZE.ordinal() ? source.changed(kept.files()) : List.of();
        }
        return Planner.decide(before, input, changed, options.again());
    }

    private void keep(Phase phase, Object value, Gate gate, String run) {
        values.put(phase, value);
        gates.put(phase, gate);
        madeBy.put(phase, run);
    }

    /** What a person should know of a gate beside its result; tools that have a substitute are one line together. */
    private void tellNotes(Phase phase, Gate gate) {
        List<String> missing = new ArrayList<>();
        for (Check check : gate.checks()) {
            if (check.id().equals("G1.provider.chosen")) {
                note(phase, "D1", "cluster: " + check.evidence());
            } else if (check.status() == Check.Status.PASS || check.id().startsWith("G1.provider.")) {
                continue;
            } else if (check.id().startsWith("G1.tool.") && check.status() == Check.Status.NOTE) {
                missing.add(check.title());
            } else {
                String mark = check.requirements().isEmpty()
                        ? check.id()
                        : check.requirements().getLast();
                note(phase, mark, check.title() + ": " + check.evidence());
            }
        }
        if (!missing.isEmpty()) {
            String text =
                    "not here, and not needed: " + String.join(", ", missing) + " (./slipway doctor tells what serves)";
            note(phase, "P1", text);
        }
    }

    private void note(Phase phase, String mark, String text) {
        recorder.on(new dev.slipway.gate.Progress.Event.Noted(phase.label(), mark, text));
    }

    private void approve(Phase phase, Gate gate) throws IOException, InterruptedException {
        Approver.Decision decision = options.approver().decide(gate);
        ledger.told(
                "approval",
                Map.of("gate", gate.id(), "phase", phase.label(), "by", decision.by(), "approved", decision.goOn()));
        if (!decision.goOn()) {
            throw new SlipwayFailure(new Failure(
                    phase.closed(),
                    "The gate " + gate.id() + " after " + phase.label() + " was not approved.",
                    decision.by() + " decided so after its review",
                    "change what the review found, then run the command again"));
        }
    }

    private static Failure closed(Phase phase, Gate gate) {
        List<Check> failed = gate.checks().stream()
                .filter(c -> c.status() == Check.Status.FAIL)
                .toList();
        Check first = failed.getFirst();
        return new Failure(
                phase.closed(),
                "The gate " + gate.id() + " after " + phase.label() + " is closed: "
                        + (failed.size() == 1 ? "one condition does" : failed.size() + " conditions do") + " not hold.",
                first.title() + ": " + first.evidence() + " (" + first.id() + ")",
                failed.stream()
                        .skip(1)
                        .map(c -> c.title() + ": " + c.evidence() + " (" + c.id() + "; fix: " + c.fix() + ")")
                        .toList(),
                first.fix(),
                "");
    }

    void failed(Failure failure) throws IOException {
        recorder.failed(current.label(), failure.id() + " " + failure.summary());
        for (Phase phase : Phase.values()) {
            if (phase.ordinal() > current.ordinal()) {
                recorder.notRun(phase.label(), "after " + current.label() + " failed");
            }
        }
        ledger.told("failure", Map.of("failure", failure));
    }

    /** The folder of this run's files. */
    Path reportFolder() throws IOException {
        return ledger.runFolder();
    }

    Outcome outcome(Optional<Failure> failure) throws IOException {
        boolean nothing = !ran && failure.isEmpty();
        RunReport report = report(nothing ? "" : ledger.runId(), failure.orElse(null));
        if (nothing) {
            String run = madeBy.values().stream().max(String::compareTo).orElse("");
            Path page = workspace.work().resolve("runs").resolve(run).resolve("report.html");
            return new Outcome(
                    report,
                    Files.exists(page) ? Optional.of(page) : Optional.empty(),
                    failure,
                    true,
                    source.files().size());
        }
        Path page = Reporter.write(ledger.runFolder(), report);
        return new Outcome(
                report, Optional.of(page), failure, false, source.files().size());
    }

    private RunReport report(String id, @Nullable Failure failure) {
        return new RunReport(
                id,
                Version.TEXT,
                began,
                Duration.between(began, clock.instant()),
                value(Phase.PREPARE, Application.class),
                value(Phase.CONTAINERIZE, Images.class),
                value(Phase.PACKAGE, Chart.class),
                cluster,
                value(Phase.DEPLOY, Release.class),
                value(Phase.VALIDATE, Verdict.class),
                failure,
                new ArrayList<>(gates.values()),
                recorder.steps(),
                inputs());
    }

    private <T> @Nullable T value(Phase phase, Class<T> type) {
        return type.cast(values.get(phase));
    }

    private Map<String, String> inputs() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "Source",
                source.files().size() + " files, digest " + source.digest().substring(0, 12));
        facts.put("Java", Runtime.version().toString());
        facts.put("System", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
        return facts;
    }
}
