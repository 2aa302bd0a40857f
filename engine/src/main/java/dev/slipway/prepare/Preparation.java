package dev.slipway.prepare;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.compile.Programs;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Workspace;
import dev.slipway.process.FutureResults;
import dev.slipway.process.InstallHints;
import dev.slipway.process.SearchPath;
import dev.slipway.room.Rooms;
import dev.slipway.wiring.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gate G1: checks the machine, finds a cluster, reads the source, and checks for the tools that build it. */
public final class Preparation {
    /** Tools that Slipway brings along or finds without the PATH. */
    private static final Set<String> BROUGHT = Set.of("uv", "jlink", "jdeps", "java", "javac", "jar");

    private final Workspace workspace;
    private final Clusters clusters;
    private final Clusters.Choice choice;
    private final Reading reading;
    private final ToolSearch assistants;

    /** @param assistants looks for assistants on this machine */
    public Preparation(
            Workspace workspace, Clusters clusters, Clusters.Choice choice, Reading reading, ToolSearch assistants) {
        this.workspace = workspace;
        this.clusters = clusters;
        this.choice = choice;
        this.reading = reading;
        this.assistants = assistants;
    }

    /** Checks the machine, its tools and the clusters, but no source. */
    public Gate machine() throws InterruptedException {
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Check>> assisting = aside.submit(assistants::checks);
            boolean compiled = GoPrograms.everMade(workspace, Programs.Program.NODE);
            List<Check> checks = new ArrayList<>(
                    new Doctor(workspace).examine(compiled).gate().checks());
            checks.addAll(FutureResults.on(assisting));
            checks.addAll(clusters.examine(choice));
            return new Gate("G1", checks);
        }
    }

    /** Checks everything, and reads the application. */
    public Gated<Application> examine() throws InterruptedException {
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Gate> machine = aside.submit(this::machine);
            Application application = reading.application();
            boolean built = application.services().stream()
                    .anyMatch(service -> !reading.plan(service).steps().isEmpty());
            Optional<String> without = built ? withoutRoom() : Optional.empty();
            List<Check> found = applicationChecks(application, without.isPresent());
            List<Check> checks = new ArrayList<>(FutureResults.on(machine).checks());
            if (built) {
                checks.add(room(without));
            }
            checks.addAll(found);
            return new Gated<>(application, new Gate("G1", checks));
        }
    }

    /** @param ours whether this machine's own tools build the images */
    private List<Check> applicationChecks(Application application, boolean ours) {
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
            for (BuildPlan.Step step : ours ? reading.plan(service).steps() : List.<BuildPlan.Step>of()) {
                tools.computeIfAbsent(step.command().getFirst(), tool -> new TreeSet<>())
                        .add(service.name());
            }
        }
        SearchPath path = SearchPath.of(workspace.env());
        tools.forEach((tool, services) -> {
            if (!BROUGHT.contains(tool) && !tool.contains("/")) {
                boolean here = path.find(tool).isPresent();
                checks.add(Check.of(
                        here,
                        "G1.tool." + tool,
                        List.of("G1", "P1"),
                        tool,
                        (here ? "found, builds " : "not found, but needed to build ") + String.join(", ", services),
                        InstallHints.of(tool)));
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

    /** Why no room can be made; empty also if this is unknown before one is made. */
    private Optional<String> withoutRoom() throws InterruptedException {
        try {
            return new Rooms(workspace, UnpackListener.SILENT).impossible();
        } catch (DebianException | IOException e) {
            // There is no network. The build knows whether it needs one.
            return Optional.empty();
        }
    }

    private static Check room(Optional<String> without) {
        String id = "G1.room";
        List<String> requirements = List.of("G1", "P1");
        String title = "Room to build in";
        return without.map(reason -> Check.note(
                        id,
                        requirements,
                        title,
                        "builds run with this machine's own tools: " + reason,
                        "see \"Builds in a room\" in docs/images.md"))
                .orElseGet(() ->
                        Check.pass(id, requirements, title, "builds have file systems, users and tools of their own"));
    }
}
