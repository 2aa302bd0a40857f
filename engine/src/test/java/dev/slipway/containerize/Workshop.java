package dev.slipway.containerize;

import dev.slipway.application.Amendments;
import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.build.BaseImage;
import dev.slipway.debian.Package;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.facts.Scanner;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.Layout;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A source folder and a home in a temporary folder, where images stand on a base of one small package, and steps run with the
 * shell of this machine: what is about rooms is tested with real ones.
 */
public final class Workshop {
    final Path home;
    final Path source;
    final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
    final List<String> archived = new ArrayList<>();
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);
    private final Map<String, String> env;
    private final Map<String, BuildPlan> plans = new LinkedHashMap<>();
    private final List<Service> services = new ArrayList<>();

    Workshop(Path folder, Map<String, String> env) {
        this.home = folder.resolve("home");
        this.source = folder.resolve("source");
        this.env = new TreeMap<>(env);
        this.env.put("SLIPWAY_SIGNING_KEY", folder.resolve("signing.key").toString());
        this.env.putIfAbsent("SLIPWAY_ROOM", "0");
    }

    /** One whose steps run in rooms. What rooms are made of is what this machine has of it. */
    static Workshop inRooms(Path folder, Map<String, String> env) throws IOException {
        Workshop workshop = new Workshop(folder, env);
        workshop.env.remove("SLIPWAY_ROOM");
        Path shared = Workspace.of(folder, System.getenv()).home();
        Files.createDirectories(workshop.home);
        Files.createDirectories(workshop.source);
        for (String cache : List.of("debian", "room")) {
            Files.createSymbolicLink(workshop.home.resolve(cache), Files.createDirectories(shared.resolve(cache)));
        }
        return workshop;
    }

    public Workshop(Path folder) {
        this(folder, Map.of("PATH", "/usr/bin:/bin"));
    }

    /** Another checkout that shares the cache. */
    Workshop(Path home, Path source) {
        this.home = home;
        this.source = source;
        this.env = Map.of(
                "PATH",
                "/usr/bin:/bin",
                "SLIPWAY_ROOM",
                "0",
                "SLIPWAY_SIGNING_KEY",
                home.resolve("signing.key").toString());
    }

    Workshop file(String name, String content) throws IOException {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Commits the source at a time. */
    void commit(String date) throws InterruptedException {
        String[] person = {"-c", "user.name=a", "-c", "user.email=a@example.org"};
        List<List<String>> commands =
                List.of(List.of("init", "-q"), List.of("add", "."), List.of("commit", "-q", "-m", "a change"));
        for (List<String> words : commands) {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(person));
            command.addAll(words);
            Command.Result result = Command.of(command.toArray(String[]::new))
                    .in(source)
                    .with(Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date))
                    .run();
            if (!result.ok()) {
                throw new IllegalStateException(result.toString());
            }
        }
    }

    Workshop service(String name, BuildPlan plan) {
        return service(name, plan, Amendments.NONE);
    }

    Workshop service(String name, BuildPlan plan, Amendments amendments) {
        services.removeIf(s -> s.name().equals(name));
        Service service = new Service(
                        name,
                        Role.BACKEND,
                        "fastapi",
                        "a test's service",
                        name,
                        8000,
                        List.of(),
                        List.of(),
                        Health.NONE,
                        List.of(),
                        List.of())
                .amended(amendments);
        services.add(service);
        plans.put(name, plan);
        return this;
    }

    /** A service whose one step joins its two source files with a shell. */
    static BuildPlan joined(String name, String script) {
        return plan(
                List.of(name + "/one.txt", name + "/two.txt"),
                List.of(new BuildPlan.Step(
                        "join",
                        List.of("sh", "-c", script),
                        name,
                        Map.of(),
                        List.of(name + "/*.txt"),
                        List.of(".built"))),
                List.of(
                        new BuildPlan.LayerPlan(
                                "dependencies", List.of(new BuildPlan.Copy(name + "/two.txt", "/app/two.txt"))),
                        new BuildPlan.LayerPlan("code", List.of(new BuildPlan.Copy(".built", "/app")))));
    }

    public static BuildPlan plan(List<String> source, List<BuildPlan.Step> steps, List<BuildPlan.LayerPlan> layers) {
        return new BuildPlan(
                "trixie",
                List.of("python3"),
                List.of(),
                source,
                steps,
                layers,
                new BuildPlan.RunConfig(
                        List.of("/usr/bin/python3", "main.py"),
                        Map.of("MODE", "production"),
                        "/app",
                        65_532,
                        8000,
                        List.of("/tmp", "/app/cache")));
    }

    public Workspace workspace() {
        return new Workspace(home, source, source.resolve(".slipway"), env);
    }

    Gated<Images> build() throws InterruptedException {
        events.clear();
        return new Containerizer(workspace(), events::add, this::plan, (ws, layout) -> parts(layout), clock)
                .build(new Application("shop", services, List.of()));
    }

    private BuildPlan plan(Service service) {
        return Objects.requireNonNull(plans.get(service.name()));
    }

    BuiltImage image(Gated<Images> built, String service) {
        return built.value().images().stream()
                .filter(i -> i.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    List<String> details(Class<? extends Progress.Event> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(Progress.Event::detail)
                .toList();
    }

    private Containerizer.Parts parts(Layout layout) {
        Package libc = new Package("libc6", "2.41-12", "amd64", "glibc", "2.41-12", "http://mirror/libc6.deb", 1, "00");
        return new Containerizer.Parts(
                job -> new BaseImage(
                        "2026-11-24T00:00:00Z",
                        "r1",
                        Map.of("trixie-security", "2026-11-23T00:00:00Z"),
                        List.of(),
                        layout.addLayer(
                                "base", List.of(Entry.file("/etc/os", 0644, 0, 0, new byte[] {1})), Compression.ZSTD),
                        List.of(new RootFilesystem.Installed(libc, List.of("LGPL-2.1+"), libc.purl("trixie")))),
                bill -> new Scanner.Result(
                        List.of(
                                new Scanner.Answer.Clean("deb", "1 package, index of today"),
                                new Scanner.Answer.NoData("npm", "no data")),
                        List.of()),
                (application, all, built) -> archived.add(built.name()),
                (application, built) ->
                        new SmokeTestResults(built.stream().map(BuiltImage::of).toList(), List.of(), List.of()));
    }
}
