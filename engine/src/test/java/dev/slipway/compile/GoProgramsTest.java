package dev.slipway.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in place of Go, which records how it was called. */
class GoProgramsTest {
    @TempDir
    Path folder;

    private final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
    private Path module;
    private Path calls;

    @BeforeEach
    void aModule() throws IOException {
        module = folder.resolve("node");
        calls = folder.resolve("calls");
        write("node/go.mod", "module m\n\ngo 1.26.4\n\nrequire (\n\tk8s.io/kubernetes v1.37.2\n)\n");
        write("node/go.sum", "");
        write("node/main.go", "package main\n");
        write("node/pause/main.go", "package main\n");
        write("node/contour/go.mod", "module c\n\ngo 1.26.4\n");
        write("node/contour/go.sum", "");
        write("big/b.go", "x".repeat(50_000));
        write("small/s.go", "x");
        go("1.26.8", "echo m/big >&2\necho m/small >&2\necho '#!/bin/sh' >\"$out\"\nchmod +x \"$out\"");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** A Go of a version; {@code build} is what it does when it is to build into {@code $out}. */
    private void go(String version, String build) throws IOException {
        write("bin/go", """
                #!/bin/sh
                if [ "$1" = version ]; then echo go version go%s linux/amd64; exit; fi
                echo "$PWD CGO=$CGO_ENABLED CACHE=$GOCACHE $*" >>%s
                if [ "$1" = list ]; then
                  printf 'm/big\\ttrue\\t%s\\tb.go\\n'
                  printf 'm/small\\ttrue\\t%s\\ts.go\\n'
                  printf 'm/known\\tfalse\\t/nowhere\\tk.go\\n'
                  exit
                fi
                while [ "$1" != -o ]; do shift; done
                out=$2
                %s
                """.formatted(version, calls, folder.resolve("big"), folder.resolve("small"), build));
        folder.resolve("bin/go").toFile().setExecutable(true);
    }

    private GoPrograms programs(GoFinder.DebianGo debian) {
        Workspace workspace = new Workspace(
                folder.resolve("home"),
                folder,
                folder.resolve(".slipway"),
                Map.of("PATH", folder.resolve("bin").toString()));
        return new GoPrograms(workspace, module, events::add, new GoFinder(workspace.env(), debian, events::add));
    }

    private GoPrograms programs() {
        return programs(atLeast -> Optional.empty());
    }

    private long builds() throws IOException {
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream()
                        .filter(l -> l.contains(" build "))
                        .count()
                : 0;
    }

    private Failure failureOf(GoPrograms programs) {
        return catchThrowableOfType(SlipwayFailure.class, () -> programs.get(Programs.Program.NODE))
                .failure();
    }

    @Test
    void aProgramIsCompiledOnceIntoTheCache() throws Exception {
        Path first = programs().get(Programs.Program.NODE);
        assertThat(first)
                .isExecutable()
                .startsWith(folder.resolve("home/programs"))
                .hasFileName("slipway-node");
        assertThat(programs().get(Programs.Program.NODE)).isEqualTo(first);
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readString(calls))
                .contains("CGO=0")
                .contains("CACHE=" + folder.resolve("home/go/build"))
                .contains("gitVersion=v1.37.2");
    }

    @Test
    void thatAProgramWasCompiledBeforeIsKnownWithoutGo() throws Exception {
        Workspace workspace = new Workspace(folder.resolve("home"), folder, folder.resolve(".slipway"), Map.of());
        assertThat(GoPrograms.everMade(workspace, Programs.Program.NODE)).isFalse();
        programs().get(Programs.Program.PAUSE);
        assertThat(GoPrograms.everMade(workspace, Programs.Program.NODE)).isFalse();
        programs().get(Programs.Program.NODE);
        assertThat(GoPrograms.everMade(workspace, Programs.Program.NODE)).isTrue();
    }

    @Test
    void progressWeighsPackagesByWhatIsToCompile() throws Exception {
        programs().get(Programs.Program.NODE);
        List<Progress.Event.Advanced> advanced = events.stream()
                .filter(Progress.Event.Advanced.class::isInstance)
                .map(Progress.Event.Advanced.class::cast)
                .toList();
        assertThat(advanced).hasSize(2);
        assertThat(advanced.getFirst().detail()).contains("1 of 2 packages");
        // 50,000 bytes of 50,001, and 8,000 for each package.
        assertThat(advanced.getFirst().fraction()).isBetween(0.87, 0.89);
        assertThat(advanced.getLast().fraction()).isEqualTo(0.99);
        assertThat(advanced).allSatisfy(a -> assertThat(a.left()).isPresent());
    }

    @Test
    void aChangedSourceGivesAnotherProgramAndTestsAndDocumentationDoNot() throws Exception {
        Path before = programs().place(Programs.Program.NODE);
        write("node/README.md", "words");
        write("node/main_test.go", "package main\n");
        write("node/contour/x.go", "package c\n");
        assertThat(programs().place(Programs.Program.NODE)).isEqualTo(before);
        write("node/internal/a.go", "package a\n");
        assertThat(programs().place(Programs.Program.NODE)).isNotEqualTo(before);
    }

    @Test
    void helmDoesNotDependOnTheNodesOwnSources() throws Exception {
        Path before = programs().place(Programs.Program.HELM);
        write("node/main.go", "package main // changed\n");
        assertThat(programs().place(Programs.Program.HELM)).isEqualTo(before);
        write("node/go.sum", "another version\n");
        assertThat(programs().place(Programs.Program.HELM)).isNotEqualTo(before);
    }

    @Test
    void anotherGoGivesAnotherProgram() throws Exception {
        Path before = programs().place(Programs.Program.NODE);
        go("1.27.0", "true");
        assertThat(programs().place(Programs.Program.NODE)).isNotEqualTo(before);
    }

    @Test
    void contourIsBuiltInItsOwnModule() throws Exception {
        programs().get(Programs.Program.CONTOUR);
        assertThat(Files.readAllLines(calls))
                .allSatisfy(l -> assertThat(l).startsWith(module.resolve("contour") + " "));
    }

    @Test
    void twoThatWantAProgramAtOnceCompileItOnce() throws Exception {
        go("1.26.8", "sleep 0.3\necho '#!/bin/sh' >\"$out\"\nchmod +x \"$out\"");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Two instances stand for two processes as far as the lock of a file goes.
            List<Future<Path>> both = List.of(
                    threads.submit(() -> programs().get(Programs.Program.NODE)),
                    threads.submit(() -> programs().get(Programs.Program.NODE)));
            assertThat(both.getFirst().get()).isEqualTo(both.getLast().get()).isExecutable();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void anInterruptedBuildEndsTheCompilerAndLeavesNoProgram() throws Exception {
        go("1.26.8", "echo $$ >" + folder.resolve("pid") + "\nexec sleep 300");
        GoPrograms programs = programs();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                programs.get(Programs.Program.NODE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (!Files.exists(folder.resolve("pid"))
                || Files.readString(folder.resolve("pid")).isBlank()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        thread.join();
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());
        assertThat(programs.place(Programs.Program.NODE)).doesNotExist();
    }

    @Test
    void aCompileErrorShowsTheLinesOfTheToolAndNoNamesOfPackages() throws Exception {
        go("1.26.8", "echo m/big >&2\necho 'main.go:3:1: undefined: x' >&2\nexit 1");
        Failure failure = failureOf(programs());
        assertThat(failure.id()).isEqualTo("SLIP-404");
        assertThat(failure.evidence()).containsExactly("main.go:3:1: undefined: x");
    }

    @Test
    void noNetworkAndAFullDiskAreNamed() throws Exception {
        go(
                "1.26.8",
                "echo 'go: k8s.io/api@v0.37.2: Get \"https://proxy\": dial tcp: lookup proxy: no such host' >&2\nexit 1");
        assertThat(failureOf(programs()).id()).isEqualTo("SLIP-902");
        go("1.26.8", "echo 'write /tmp/x: no space left on device' >&2\nexit 1");
        assertThat(failureOf(programs()).id()).isEqualTo("SLIP-403");
    }

    @Test
    void aGoThatIsTooOldIsPassedOverForDebians() throws Exception {
        go("1.24.1", "true");
        Failure failure = failureOf(programs());
        assertThat(failure.id()).isEqualTo("SLIP-401");
        assertThat(failure.why()).contains("1.24.1").contains("Debian");
        assertThat(failure.fix()).contains("go.dev");

        Path old = Files.move(folder.resolve("bin/go"), folder.resolve("old-go"));
        go("1.26.4", "echo '#!/bin/sh' >\"$out\"\nchmod +x \"$out\"");
        Path newer = Files.move(folder.resolve("bin/go"), folder.resolve("debian-go"));
        Files.move(old, folder.resolve("bin/go"));
        assertThat(programs(atLeast -> Optional.of(newer)).get(Programs.Program.NODE))
                .isExecutable();
    }

    @Test
    void aCheckoutWithoutTheModuleIsSaid() {
        module = folder.resolve("elsewhere");
        assertThatThrownBy(this::programs).isInstanceOf(SlipwayFailure.class).hasMessageContaining("SLIP-400");
    }
}
