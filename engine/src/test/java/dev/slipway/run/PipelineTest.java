package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.report.RunReport.PhaseRun;
import dev.slipway.wiring.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private final RecordedWork work = new RecordedWork();
    private final List<String> events = new ArrayList<>();
    private boolean again;
    private boolean whole;
    private Map<String, String> set = Map.of();
    private Approver approver = Approver.AUTOMATIC;

    @BeforeEach
    void source() throws IOException {
        Files.writeString(folder.resolve("main.py"), "print()");
    }

    private Workspace workspace() {
        return Workspace.of(folder, Map.of("HOME", home.toString()));
    }

    private Pipeline pipeline() {
        Workspace workspace = workspace();
        RunOptions options = new RunOptions(new Clusters.Choice("", ""), set, false, again, whole, approver);
        Progress progress = event -> {
            synchronized (events) {
                events.add(event.getClass().getSimpleName() + " " + event.phase() + " " + event.detail());
            }
        };
        return new Pipeline(workspace, options, progress, Clock.systemUTC(), (p, trial) -> work, SecondOpinions.NONE);
    }

    private RunOutcome run() throws Exception {
        work.done.clear();
        events.clear();
        return pipeline().run(Phase.VALIDATE);
    }

    @Test
    void firstRunGoesThroughAllPhasesAndLeavesAReport() throws Exception {
        RunOutcome outcome = run();

        assertThat(work.done)
                .containsExactlyInAnyOrder("prepare", "containerize", "package", "cluster", "deploy", "validate");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.page()).hasValueSatisfying(page -> assertThat(page).exists());
        assertThat(outcome.report().phases()).extracting(PhaseRun::name).contains("prepare", "validate", "cluster");
    }

    @Test
    void whatIsAnothersIsToldBeforeAnythingIsBuilt() throws Exception {
        work.clusterRuns = true;
        work.anothers = true;

        RunOutcome refused = run();

        assertThat(refused.failure()).hasValueSatisfying(f -> assertThat(f.id()).isEqualTo("SLIP-492"));
        assertThat(refused.exitCode()).isEqualTo(40);
        assertThat(work.done).containsExactly("prepare");
    }

    @Test
    void secondRunHasNothingToDoAndLeavesNoNewRun() throws Exception {
        Path page = run().page().orElseThrow();
        RunOutcome second = run();

        assertThat(work.done).isEmpty();
        assertThat(second.nothingToDo()).isTrue();
        assertThat(second.page()).contains(page);
        assertThat(new EarlierRuns(folder.resolve(".slipway")).reports()).containsExactly(page);
    }

    @Test
    void anEditOfAPageThatLiesInDistIsSeen() throws Exception {
        Path page = Files.createDirectories(folder.resolve("page/dist")).resolve("index.html");
        Files.writeString(page, "<h1>first</h1>");
        run();
        Files.writeString(page, "<h1>second</h1>");

        assertThat(pipeline().plan().get(Phase.PREPARE)).isEqualTo(new Decision.Run("changed: page/dist/index.html"));
    }

    @Test
    void changedSourceIsBuiltAndItsFileNamed() throws Exception {
        run();
        Files.writeString(folder.resolve("main.py"), "print('changed')");
        work.image = "second";
        run();

        assertThat(work.done).containsExactly("prepare", "containerize", "package", "deploy", "validate in brief");
        assertThat(events).anyMatch(e -> e.startsWith("Started containerize") && e.contains("main.py"));
    }

    @Test
    void laterPhasesAreRehearsedBesideTheImagesOnAClusterThatRunsAndNeverFailForIt() throws Exception {
        run();
        assertThat(work.rehearsals).hasValue(0);
        run();
        assertThat(work.rehearsals).hasValue(0);
        Files.writeString(folder.resolve("main.py"), "print('changed')");
        work.image = "second";
        assertThat(run().exitCode()).isZero();
        assertThat(work.rehearsals).hasValue(1);
    }

    @Test
    void chartAndTransferAreBegunBesideTheTestOfTheImagesAndTheirTroubleIsLeftToTheirPhases() throws Exception {
        run();
        assertThat(work.ahead).containsExactly("chart");
        Files.writeString(folder.resolve("main.py"), "print('changed')");
        work.image = "second";
        assertThat(run().exitCode()).isZero();
        assertThat(work.ahead).containsExactly("chart", "chart and images");
        assertThat(work.done).endsWith("package", "deploy", "validate in brief");
    }

    @Test
    void validationIsBriefAfterAChangeOfCodeAloneAndWholeWhereItIsWanted() throws Exception {
        String first = run().report().id();
        work.code = "second";
        work.image = "second";
        Files.writeString(folder.resolve("main.py"), "print('changed')");
        RunOutcome second = run();
        assertThat(work.done).endsWith("deploy", "validate in brief");
        assertThat(second.report().verdict())
                .isNotNull()
                .extracting(verdict -> verdict.whole().run())
                .isEqualTo(first);

        assertThat(run().nothingToDo()).isTrue();
        whole = true;
        run();
        assertThat(work.done).containsExactly("validate");
        assertThat(run().nothingToDo()).isTrue();
        whole = false;

        work.dependencies = "second";
        work.image = "third";
        Files.writeString(folder.resolve("main.py"), "import more");
        run();
        assertThat(work.done).endsWith("deploy", "validate");
    }

    @Test
    void changeThatLeavesTheImageAsItIsReachesNoLaterPhase() throws Exception {
        run();
        Files.writeString(folder.resolve("README.md"), "words");
        run();

        assertThat(work.done).containsExactly("prepare", "containerize");
    }

    @Test
    void whatBreaksBecauseTheRunIsToldToStopIsNoFailure() throws Exception {
        work.failing = "deploy";
        work.beforeFailing = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(new EarlierRuns(folder.resolve(".slipway")).reports()).isEmpty();
        work.failing = "";
        run();
        assertThat(work.done).containsExactly("deploy", "validate");
    }

    @Test
    void failureEndsTheRunAndTheNextOneGoesOnFromIt() throws Exception {
        work.failing = "deploy";
        RunOutcome failed = run();

        assertThat(failed.exitCode()).isEqualTo(40);
        assertThat(failed.page()).isPresent();
        assertThat(failed.report().phases())
                .anyMatch(p -> p.name().equals("deploy") && p.status() == PhaseRun.Status.FAILED)
                .anyMatch(p -> p.name().equals("validate") && p.status() == PhaseRun.Status.NOT_RUN);

        work.failing = "";
        run();
        assertThat(work.done).containsExactly("deploy", "validate");
    }

    @Test
    void closedGateStopsTheRunAndNamesItsConditionsAndRemedy() throws Exception {
        work.closed = "containerize";
        RunOutcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(20);
        assertThat(outcome.failure()).hasValueSatisfying(f -> {
            assertThat(f.id()).isEqualTo("SLIP-299");
            assertThat(f.why()).contains("too large");
            assertThat(f.fix()).isEqualTo("make it smaller");
        });
        assertThat(work.done).doesNotContain("package", "deploy");
    }

    @Test
    void reviewThatIsNotApprovedStopsTheRun() throws Exception {
        approver = gate -> new Approver.Decision(!gate.id().equals("G3"), "kim");
        RunOutcome outcome = run();

        assertThat(outcome.failure())
                .hasValueSatisfying(f -> assertThat(f.why()).contains("kim"));
        assertThat(work.done).doesNotContain("deploy");
        assertThat(Files.readString(outcome.page().orElseThrow().resolveSibling("ledger.jsonl")))
                .contains("\"what\":\"approval\"")
                .contains("\"by\":\"kim\"");
    }

    @Test
    void whatIsGoneIsMadeAgain() throws Exception {
        run();
        work.imagesThere = false;
        run();
        assertThat(work.done).contains("containerize");

        work.imagesThere = true;
        work.standing = false;
        run();
        assertThat(work.done).containsExactly("deploy");
    }

    @Test
    void aReleaseOnAClusterThatWasMadeAnewIsValidatedAgain() throws Exception {
        run();
        work.done.clear();
        work.standing = false;
        work.place = "second";
        run();
        assertThat(work.done).contains("deploy", "validate");
    }

    @Test
    void damagedLedgerOnlyMeansMoreWork() throws Exception {
        run();
        Files.writeString(folder.resolve(".slipway/phases/package.json"), "{\"input\":");
        run();
        assertThat(work.done).contains("package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"input\":null}", "[]", "7", ""})
    void recordWithoutContentsOnlyMeansMoreWork(String content) throws Exception {
        run();
        for (Phase phase : Phase.values()) {
            Path file = folder.resolve(".slipway/phases/" + phase.label() + ".json");
            Files.writeString(file, content);
            assertThat(pipeline().plan().get(phase)).isEqualTo(new Decision.Run("first time"));
            again = true;
            assertThat(run().exitCode()).isZero();
            again = false;
            Files.writeString(file, content);
            assertThat(run().exitCode()).isZero();
            assertThat(work.done).as(phase.label()).isNotEmpty();
            assertThat(run().nothingToDo()).isTrue();
        }
    }

    @Test
    void gitLeavesOutAllThatARunWrites() throws Exception {
        git("init", "--quiet");
        run();
        git("add", "--all");

        assertThat(folder.resolve(".slipway/phases/prepare.json")).exists();
        assertThat(git("diff", "--cached", "--name-only")).containsExactly("main.py");
        assertThat(git("status", "--porcelain", "--untracked-files=all")).containsExactly("A  main.py");
    }

    @Test
    void gitignoreOfAPersonIsKept() throws Exception {
        run();
        Files.writeString(folder.resolve(".slipway/.gitignore"), "*\n!chart/\n");
        again = true;
        run();
        assertThat(folder.resolve(".slipway/.gitignore")).hasContent("*\n!chart/\n");
    }

    private List<String> git(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
        command.addAll(List.of(words));
        Command.Result result =
                Command.of(command.toArray(String[]::new)).in(folder).run();
        assertThat(result.exit()).as(String.valueOf(result.err())).isZero();
        return result.out();
    }

    @Test
    void valuesThatAreSetStandInNoRecordAndReachLaterRunsAllTheSame() throws Exception {
        Files.writeString(folder.resolve("main.py"), """
                import os
                from fastapi import FastAPI
                app = FastAPI()
                key = os.environ["OPENAI_API_KEY"]
                """);
        Files.writeString(folder.resolve("requirements.txt"), "fastapi\n");
        String secret = "sk-very-Secret-1234567890";
        String service = new Reading(workspace(), Map.of())
                .application()
                .services()
                .getFirst()
                .name();
        set = Map.of("services." + service + ".env.OPENAI_API_KEY", secret);
        work.application = () -> new Reading(workspace(), set).application();
        run();
        assertThat(valueBuiltWith()).isEqualTo(secret);
        assertThat(filesWith(secret)).isEmpty();

        work.imagesThere = false;
        run();
        assertThat(work.done).doesNotContain("prepare").contains("containerize");
        assertThat(valueBuiltWith()).isEqualTo(secret);

        work.imagesThere = true;
        assertThat(run().nothingToDo()).isTrue();
        set = Map.of("services." + service + ".env.OPENAI_API_KEY", "sk-another-Secret-123456789");
        run();
        assertThat(work.done).contains("prepare", "containerize");
        assertThat(valueBuiltWith()).isEqualTo("sk-another-Secret-123456789");
    }

    private String valueBuiltWith() {
        return work.built.orElseThrow().services().getFirst().env().stream()
                .filter(v -> v.name().equals("OPENAI_API_KEY"))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.resolve(".slipway"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void recordsAreForTheirOwnersEyesOnly() throws Exception {
        Path page = run().page().orElseThrow();

        for (Path file : List.of(folder.resolve(".slipway/phases/prepare.json"), page.resolveSibling("ledger.jsonl"))) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void againRunsEverything() throws Exception {
        run();
        again = true;
        run();
        assertThat(work.done).contains("prepare", "containerize", "package", "deploy", "validate");
    }

    @Test
    void planSaysWhyAndChangesNothing() throws Exception {
        assertThat(pipeline().plan().get(Phase.PREPARE)).isEqualTo(new Decision.Run("first time"));
        run();
        assertThat(pipeline().plan().values()).allMatch(Decision.Skip.class::isInstance);

        Files.writeString(folder.resolve("main.py"), "print(2)");
        Map<Phase, Decision> plan = pipeline().plan();
        assertThat(plan.get(Phase.PREPARE)).isEqualTo(new Decision.Run("changed: main.py"));
        assertThat(plan.get(Phase.DEPLOY)).isInstanceOf(Decision.Depends.class);
    }

    @Test
    void planNamesFirstWhatTheRunThenDoesFirst() throws Exception {
        List<Runnable> changes = List.of(
                () -> {},
                () -> work.imagesThere = false,
                () -> work.chartThere = false,
                () -> work.standing = false,
                () -> work.code = "second",
                () -> whole = true,
                () -> again = true);
        List<String> first = new ArrayList<>();
        for (Runnable change : changes) {
            change.run();
            String planned = pipeline().plan().entrySet().stream()
                    .filter(phase -> phase.getValue() instanceof Decision.Run)
                    .map(phase ->
                            phase.getKey().label() + " " + phase.getValue().reason())
                    .findFirst()
                    .orElse("nothing");
            run();
            String done = events.stream()
                    .filter(event -> event.startsWith("Started ") && !event.startsWith("Started cluster"))
                    .map(event -> event.replaceFirst("Started ", ""))
                    .findFirst()
                    .orElse("nothing");
            assertThat(planned).isEqualTo(done);
            first.add(planned);
            work.imagesThere = true;
            work.chartThere = true;
            Files.writeString(folder.resolve("main.py"), "print(" + first.size() + ")");
            work.image = "image " + first.size();
            assertThat(pipeline().plan().get(Phase.PREPARE)).isInstanceOf(Decision.Run.class);
            run();
        }
        assertThat(first)
                .containsExactly(
                        "prepare first time",
                        "containerize images are gone from the cache",
                        "package the chart's archive is gone",
                        "deploy not all of it is on the cluster as it was installed",
                        "nothing",
                        "validate the last validation was a short one",
                        "prepare asked to run again");
    }

    @Test
    void onlyOneRunAtATime() throws Exception {
        try (Ledger held = Ledger.open(workspace(), GivenValues.NONE, Clock.systemUTC())) {
            assertThat(held.started()).isFalse();
            assertThatThrownBy(this::run)
                    .isInstanceOfSatisfying(
                            SlipwayFailure.class,
                            e -> assertThat(e.failure().exitCode()).isEqualTo(75));
        }
    }
}
