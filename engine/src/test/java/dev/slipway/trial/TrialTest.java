package dev.slipway.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Amendments;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.containerize.Attempt;
import dev.slipway.containerize.Attempt.Stage;
import dev.slipway.gate.Failure;
import dev.slipway.manifest.LockFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {
    /** Files of packages, as the archive's index has them. */
    private static final Map<String, String> ARCHIVE = Map.of(
            "usr/lib/x86_64-linux-gnu/libmagic.so.1", "libmagic1t64",
            "usr/include/postgresql/libpq-fe.h", "libpq-dev",
            "usr/bin/pg_config", "libpq-dev",
            "usr/lib/x86_64-linux-gnu/libGL.so.1", "libgl1",
            "usr/bin/ffmpeg", "ffmpeg",
            "usr/bin/tclsh", "tcl");

    private static final Map<String, String> SOURCE = Map.of(
            "bin/serve", "#!/usr/bin/tclsh\nputs ok\n",
            "store.js", "const db = new Database('data/notes.sqlite');\n");

    private static final BuildPlan PLAN = plan("/app");

    private static BuildPlan plan(String workdir) {
        return new BuildPlan(
                "trixie",
                List.of(),
                List.of(),
                List.of("api/store.js"),
                List.of(),
                List.of(),
                new BuildPlan.RunConfig(List.of("true"), Map.of(), workdir, 65_532, 8000, List.of()));
    }

    @TempDir
    private Path folder;

    private Trial trial() {
        return new Trial(lock(), new FileOwners() {
            @Override
            public List<String> holding(MissingFile file, BuildPlan plan) {
                return ARCHIVE.entrySet().stream()
                        .filter(entry -> ("/" + entry.getKey()).contains(file.part())
                                && file.path().matcher(entry.getKey()).find())
                        .map(Map.Entry::getValue)
                        .toList();
            }

            @Override
            public String source(Service service, String path) {
                return SOURCE.getOrDefault(path, "");
            }
        });
    }

    private LockFile lock() {
        return new LockFile(folder.resolve(LockFile.NAME));
    }

    private static Service service() {
        return new Service(
                "api",
                Role.BACKEND,
                "fastapi",
                "Python",
                "api",
                8000,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of("api/main.py:1"));
    }

    private static void failed(Trial trial, Stage stage, int ways, String... lines) {
        trial.failed(new Attempt("api", stage, "it failed", List.of(lines)), service(), PLAN, ways);
    }

    private static Object setting(Trial trial, String key) {
        return Optional.ofNullable(trial.learned().get("api"))
                .map(LockFile.LearnedSettings::settings)
                .map(settings -> settings.get(key))
                .orElse("");
    }

    @Test
    void aLibraryThatTheLoaderMissesIsAddedByTheNameThatTheArchiveKnows() throws InterruptedException {
        Trial trial = trial();
        failed(
                trial,
                Stage.START,
                1,
                "ImportError: libGL.so.1: cannot open shared object file: No such file or directory");

        assertThat(trial.next()).hasValueSatisfying(told -> assertThat(told).contains("libgl1", "libGL.so.1"));
        assertThat(setting(trial, "packages")).isEqualTo(List.of("libgl1"));
    }

    @Test
    void ofSeveralNamesForOneModuleTheNextStandsInPlaceOfTheLast() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, "ModuleNotFoundError: No module named 'dotenv'");
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "dependencies")).isEqualTo(List.of("dotenv"));

        failed(trial, Stage.START, 1, "ModuleNotFoundError: No module named 'dotenv'");
        assertThat(trial.next()).isPresent();

        assertThat(setting(trial, "dependencies")).isEqualTo(List.of("python-dotenv"));
        assertThat(Objects.requireNonNull(trial.learned().get("api")).lessons()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bin/bash: line 1: ./bin/serve: cannot execute: required file not found",
                "sh: 1: ./bin/serve: not found",
                "start.sh: 3: /app/bin/serve: not found"
            })
    void aScriptWhoseProgramIsMissingBringsThatProgramIn(String line) throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, line);

        assertThat(trial.next()).hasValueSatisfying(told -> assertThat(told).contains("tcl", "tclsh"));
        assertThat(setting(trial, "packages")).isEqualTo(List.of("tcl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: connect ECONNREFUSED 127.0.0.1:6379",
                "dial tcp 127.0.0.1:6379: connect: connection refused",
                "redis.exceptions.ConnectionError: Error 111 connecting to 127.0.0.1:6379. Connection refused."
            })
    void aStoreThatNothingLedToIsBroughtUpForTheVariableThatNamesItsAddress(String line) throws InterruptedException {
        Trial trial = trial();
        Service service = service()
                .with(List.of(
                        EnvVar.literal("KEEPER", "127.0.0.1:6379", false, "api/main.py:3"),
                        EnvVar.literal("OTHER", "127.0.0.1:9000", false, "api/main.py:4")));
        trial.failed(new Attempt("api", Stage.START, "it failed", List.of(line)), service, PLAN, 1);

        assertThat(trial.next()).hasValueSatisfying(told -> assertThat(told).contains("redis", "KEEPER"));
        assertThat(setting(trial, "env")).isEqualTo(Map.of("KEEPER", Map.of("redis", "{host}:{port}")));
    }

    @Test
    void aDatabaseFileThatCannotBeOpenedGetsAVolumeForItsFolder() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, "SqliteError: unable to open database file");

        assertThat(trial.next()).hasValueSatisfying(told -> assertThat(told).contains("/app/data"));
        assertThat(setting(trial, "volumes")).isEqualTo(List.of("/app/data"));
    }

    @Test
    void aModuleThatLeftPythonIsNoPackageButAnotherWay() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 2, "ModuleNotFoundError: No module named 'cgi'");

        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "way")).isEqualTo("1");
        assertThat(setting(trial, "dependencies")).isEqualTo("");
    }

    @Test
    void aFolderBesideTheCodeLiesWhereTheProgramRuns() throws InterruptedException {
        Trial trial = trial();
        List<String> lines = List.of("[Errno 30] Read-only file system: 'uploads/a.png'");
        trial.failed(new Attempt("api", Stage.START, "it failed", lines), service(), plan("/srv/shop"), 1);
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "volumes")).isEqualTo(List.of("/srv/shop/uploads"));
    }

    @Test
    void aFileBesideTheCodeIsALinkIntoAVolumeUnlessTheSourceHasIt() throws InterruptedException {
        Trial trial = trial();
        List<String> lines = List.of("OSError: [Errno 30] Read-only file system: '.sesskey'");
        trial.failed(new Attempt("api", Stage.START, "it failed", lines), service(), plan("/app"), 1);
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "files")).isEqualTo(List.of("/app/.sesskey"));
    }

    @Test
    void whatWasTriedOnceIsNotTriedAgainAndTheFailureTellsIt() throws InterruptedException {
        Trial trial = trial();
        String line = "Error: EROFS: read-only file system, mkdir '/app/uploads'";
        failed(trial, Stage.START, 1, line);
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "volumes")).isEqualTo(List.of("/app/uploads"));

        failed(trial, Stage.START, 1, line);

        assertThat(trial.next()).isEmpty();
        assertThat(trial.withTries(new Failure("SLIP-210", "closed", "why", "fix"))
                        .evidence())
                .anyMatch(told -> told.startsWith("tried: ") && told.contains("/app/uploads"));
        assertThat(Files.exists(folder.resolve(LockFile.NAME))).isFalse();
    }

    @Test
    void aPathThatIsNotThereIsNotAskedAndAnotherPortIsTaken() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.SERVE, 1, "asked http://127.0.0.1:8000/health: HTTP/1.1 404 Not Found", "INFO: started");
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "health")).isEqualTo(Map.of("live", "", "ready", "", "started", ""));

        failed(trial, Stage.SERVE, 1, "listens on 127.0.0.1:9229, 0.0.0.0:4000");
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "port")).isEqualTo("4000");
    }

    @Test
    void aProgramThatListensForItsOwnMachineAloneIsGivenNoOtherPort() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.SERVE, 1, "listens on 127.0.0.1:4000");

        assertThat(trial.next()).isEmpty();
    }

    @Test
    void theNextWayIsTakenAsLongAsTheSourceSuggestsOne() throws InterruptedException {
        Trial trial = trial();
        String line = "ImportError: attempted relative import with no known parent package";
        failed(trial, Stage.START, 2, line);
        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "way")).isEqualTo("1");

        Service second = service().amended(Amendments.NONE.by(1));
        trial.failed(new Attempt("api", Stage.START, "it failed", List.of(line)), second, PLAN, 2);
        assertThat(trial.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: package `time v0.3.45` cannot be built because it requires rustc 1.88.0 or newer",
                "error: rustc 1.85.0 is not supported by the following package:",
                "Your Ruby version is 3.3.8, but your Gemfile specified ~> 3.1.0",
                "  - Root composer.json requires php ~8.2.0 but your php version (8.4.27) does not satisfy that requirement."
            })
    void aReleaseThatTheToolRefusesIsNotTriedAgain(String line) throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.BUILD, 2, line);

        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "way")).isEqualTo("1");
    }

    @Test
    void aHeaderThatTheCompilerMissesIsForTheBuildAlone() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.BUILD, 1, "Error: pg_config executable not found.");

        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "buildPackages")).isEqualTo(List.of("libpq-dev"));
        assertThat(setting(trial, "packages")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bin/bash: ./serve.tcl: /usr/bin/tclsh: bad interpreter: No such file or directory",
                "/usr/bin/env: ‘tclsh’: No such file or directory",
                "./start.sh: line 3: exec: tclsh: not found"
            })
    void theInterpreterOfAScriptIsAProgramToo(String line) throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, line);

        assertThat(trial.next()).isPresent();
        assertThat(setting(trial, "packages")).isEqualTo(List.of("tcl"));
    }

    @Test
    void whatServedIsKeptWithTheLineThatTaughtIt() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, "sh: 1: ffmpeg: not found");
        assertThat(trial.next()).isPresent();

        trial.keep();

        Trial next = trial();
        assertThat(setting(next, "packages")).isEqualTo(List.of("ffmpeg"));
        assertThat(Objects.requireNonNull(next.learned().get("api")).lessons())
                .anyMatch(line -> line.contains("ffmpeg: not found"));
    }

    @Test
    void wordsThatNoLessonKnowsTeachNothing() throws InterruptedException {
        Trial trial = trial();
        failed(trial, Stage.START, 1, "panic: nothing is as it should be");

        assertThat(trial.next()).isEmpty();
        assertThat(trial.learned()).isEmpty();
    }
}
