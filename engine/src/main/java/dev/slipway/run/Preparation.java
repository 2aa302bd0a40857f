package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.cluster.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.compile.Programs;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.Doctor;
import dev.slipway.process.Waiting;
import dev.slipway.wiring.Reading;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gate G1: what the machine has, which cluster would serve, what is in the source, and what building it takes. */
public final class Preparation {
    /** Tools that Slipway brings along or finds by itself, whatever the PATH says. */
    private static final Set<String> BROUGHT = Set.of("uv", "jlink", "jdeps", "java", "javac", "jar");

    private static final Map<String, String> REMEDIES = Map.of(
            "npm", "install Node.js 20 or newer (Debian 13: apt install nodejs npm)",
            "pnpm", "npm install --global pnpm",
            "yarn", "npm install --global yarn",
            "bun", "npm install --global bun",
            "mvn", "install Maven (Debian: apt install maven), or add the Maven wrapper to the project",
            "go", "install Go (Debian: apt install golang-go)",
            "gradle", "add the Gradle wrapper to the project",
            "python3", "install Python 3 (Debian: apt install python3 python3-venv)");

    private final Workspace workspace;
    private final Clusters clusters;
    private final Reading reading;

    public Preparation(Workspace workspace, Clusters clusters, Reading reading) {
        this.workspace = workspace;
        this.clusters = clusters;
        this.reading = reading;
    }

    /** Machine, tools and clusters alone. */
    public Gate machine() throws InterruptedException {
        boolean compiled = GoPrograms.everMade(workspace, Programs.Program.NODE);
        List<Check> checks =
                new ArrayList<>(new Doctor(workspace).examine(compiled).gate().checks());
        checks.addAll(clusters.examine());
        return new Gate("G1", checks);
    }

    /** All of it. */
    public Gated<Application> examine() throws InterruptedException {
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Gate> machine = aside.submit(this::machine);
            Application application = reading.application();
            List<Check> found = found(application);
            List<Check> checks = new ArrayList<>(Waiting.on(machine).checks());
            checks.addAll(found);
            return new Gated<>(application, new Gate("G1", checks));
        }
    }

    private List<Check> found(Application application) {
        List<Check> checks = new ArrayList<>();
        Map<String, Set<String>> tools = new TreeMap<>();
        for (Service service : application.services()) {
            String by = service.evidence().isEmpty()
                    ? ""
                    : " (" + service.evidence().getFirst() + ")";
            checks.add(Check.pass(
                    "G1.source." + service.name(),
                    List.of("G1", "P3"),
                    "Service " + service.name(),
                    service.description() + by));
            for (BuildPlan.Step step : reading.plan(service).steps()) {
                tools.computeIfAbsent(step.command().getFirst(), tool -> new TreeSet<>())
                        .add(service.name());
            }
        }
        tools.forEach((tool, services) -> {
            if (!BROUGHT.contains(tool) && !tool.contains("/")) {
                checks.add(Check.of(
                        onPath(tool),
                        "G1.tool." + tool,
                        List.of("G1", "P1"),
                        tool,
                        (onPath(tool) ? "found, builds " : "not found, but needed to build ")
                                + String.join(", ", services),
                        REMEDIES.getOrDefault(tool, "install " + tool + " and put it on the PATH")));
            }
        });
        for (int i = 0; i < application.notes().size(); i++) {
            checks.add(Check.note(
                    "G1.note." + (i + 1),
                    List.of("G1", "P3"),
                    "Source",
                    application.notes().get(i),
                    "see docs/your-application.md"));
        }
        return checks;
    }

    private boolean onPath(String tool) {
        for (String folder : workspace.env().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank() && Files.isExecutable(Path.of(folder).resolve(tool))) {
                return true;
            }
        }
        return false;
    }
}
