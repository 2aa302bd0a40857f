package dev.slipway.compile;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.PathLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Compiles the programs of Slipway's Go module into the cache. One build runs at a time on a machine, because a second
 * one would only take the first one's cores. Safe for use by several threads and processes.
 */
public final class GoPrograms implements Programs {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Path home;
    private final GoModule module;
    private final GoFinder finder;
    private final List<String> flags;
    private final PathLock lock;
    private final Progress progress;
    private volatile @org.jspecify.annotations.Nullable GoTool tool;

    /** The programs of the Go module in {@code module}, such as {@code node/} of a checkout. */
    public GoPrograms(Workspace workspace, Path module, Progress progress) {
        this(
                workspace,
                module,
                progress,
                new GoFinder(workspace.env(), new DebianGoPackages(workspace.home(), progress), progress));
    }

    GoPrograms(Workspace workspace, Path module, Progress progress, GoFinder finder) {
        this.home = workspace.home();
        this.module = new GoModule(module.toAbsolutePath().normalize());
        this.flags = Target.flags(this.module.version("k8s.io/kubernetes"), this.module.version("helm.sh/helm/v4"));
        this.finder = finder;
        this.lock = new PathLock(home.resolve("programs/lock"));
        this.progress = progress;
    }

    /**
     * The programs of this program's own checkout. The system property {@code slipway.root}, else the variable
     * SLIPWAY_ROOT, names its folder.
     */
    public static GoPrograms of(Workspace workspace, Progress progress) {
        String root = System.getProperty("slipway.root", workspace.env().getOrDefault("SLIPWAY_ROOT", "."));
        return new GoPrograms(workspace, Path.of(root).resolve("node"), progress);
    }

    /** Whether this cache has the program, compiled from these or older sources. */
    public static boolean everMade(Workspace workspace, Program program) {
        String name = Target.of(program).name();
        Path programs = workspace.home().resolve("programs");
        try (DirectoryStream<Path> made = Files.newDirectoryStream(programs, name + "-*")) {
            return StreamSupport.stream(made.spliterator(), false).anyMatch(folder -> complete(folder.resolve(name)));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Path get(Program program) throws InterruptedException {
        Target target = Target.of(program);
        Path executable = place(target);
        if (complete(executable)) {
            return executable;
        }
        try (PathLock.Handle held = lock.acquire(() -> progress.started(
                CompileProgress.PHASE,
                CompileProgress.STEP,
                target.name() + " waits for another build of this machine (" + lock.file() + ")"))) {
            if (!complete(executable)) {
                build(target, executable);
            }
            return executable;
        }
    }

    @Override
    public Path place(Program program) throws InterruptedException {
        return place(Target.of(program));
    }

    private Path place(Target target) throws InterruptedException {
        String hash = module.of(target).hash(target, go().version(), flags);
        return home.resolve("programs").resolve(target.name() + "-" + hash).resolve(target.name());
    }

    private static boolean complete(Path executable) {
        return Files.isRegularFile(executable) && Files.isExecutable(executable);
    }

    private synchronized GoTool go() throws InterruptedException {
        GoTool found = tool;
        if (found == null) {
            found = finder.find(module.needs());
            tool = found;
        }
        return found;
    }

    private void build(Target target, Path executable) throws InterruptedException {
        long began = System.nanoTime();
        progress.started(
                CompileProgress.PHASE, CompileProgress.STEP, "compiling " + target.name() + " once for this machine");
        Path unfinished = home.resolve("programs").resolve(target.name() + ".unfinished");
        try (Interruption ignored = Interruption.atShutdown(Thread.currentThread())) {
            Files.deleteIfExists(unfinished);
            CompileProgress watcher = new CompileProgress(
                    target.name(),
                    plan(target),
                    Runtime.getRuntime().availableProcessors(),
                    progress,
                    Clock.systemUTC());
            Command.Result result =
                    run(watcher, words("build", "-v", "-o", unfinished.toString(), target.pkg()), target);
            if (!result.ok()) {
                throw CompileFailures.of(target.name(), result, home);
            }
            // A node that waits for the program may have made the folder.
            Files.createDirectories(Objects.requireNonNull(executable.getParent()));
            Files.move(unfinished, executable, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-406",
                            "The compiled " + target.name() + " could not be put into the cache.",
                            String.valueOf(e),
                            "make " + home.resolve("programs") + " writable, or set SLIPWAY_HOME to another folder"),
                    e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        progress.done(
                CompileProgress.PHASE, CompileProgress.STEP, target.name() + " compiled in " + took.toSeconds() + " s");
    }

    private CompilePlan plan(Target target) throws InterruptedException {
        CompileProgress downloads =
                new CompileProgress(target.name(), new CompilePlan(Map.of()), 1, progress, Clock.systemUTC());
        Command.Result listed = run(downloads, words("list", "-deps", "-f", CompilePlan.FORMAT, target.pkg()), target);
        if (!listed.ok()) {
            throw CompileFailures.of(target.name(), listed, home);
        }
        return CompilePlan.read(listed.out());
    }

    /** The flags are the same everywhere: with others, {@code go list} would not see what the build cache has. */
    private List<String> words(String command, String... rest) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(go().executable().toString(), command));
        words.addAll(flags);
        words.addAll(List.of(rest));
        return words;
    }

    private Command.Result run(CompileProgress watcher, List<String> words, Target target) throws InterruptedException {
        return Command.of(words.toArray(String[]::new))
                .in(module.of(target).folder())
                .within(LIMIT)
                .with(Map.of(
                        "CGO_ENABLED",
                        "0",
                        "GOTOOLCHAIN",
                        "local",
                        "GOFLAGS",
                        "",
                        "GOWORK",
                        "off",
                        // The compiler makes little garbage, and memory is cheaper than collecting it.
                        "GOGC",
                        "400",
                        "GOCACHE",
                        home.resolve("go/build").toString(),
                        "GOMODCACHE",
                        home.resolve("go/mod").toString()))
                .tellingLines(watcher)
                .run();
    }
}
