package dev.slipway.wiring;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.application.Settings;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.inventory.LastCommit;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.LockFile;
import dev.slipway.stack.Project;
import dev.slipway.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reading of a source tree. Each part is read once, when it is first asked for. Safe for several threads. */
public final class Reading {
    private final Workspace workspace;
    private final Map<String, String> set;
    private final Supplier<Map<String, LockFile.LearnedSettings>> learned;
    private final Map<Service, BuildPlan> plans = new HashMap<>();
    private @Nullable Tree tree;
    private Finder.@Nullable Outcome outcome;

    /** @param set settings that win over those of {@code slipway.yaml}, as in {@link Sources#read(Workspace, Map)} */
    public Reading(Workspace workspace, Map<String, String> set) {
        this(workspace, set, () -> LockFile.of(root(workspace)).read());
    }

    /** @param learned what tries have shown of each service, if that is more than the lock file has */
    public Reading(
            Workspace workspace, Map<String, String> set, Supplier<Map<String, LockFile.LearnedSettings>> learned) {
        this.workspace = workspace;
        this.set = Map.copyOf(set);
        this.learned = learned;
    }

    /** The application; see {@link Sources#read(Workspace, Map)}. */
    public Application application() {
        return outcome().application();
    }

    private synchronized Finder.Outcome outcome() {
        Finder.Outcome found = outcome;
        if (found == null) {
            Workspace root = root(workspace);
            Map<String, LockFile.LearnedSettings> known = learned.get();
            Settings settings = SettingsReader.read(root.source(), set).over(SettingsReader.learned(known));
            found = new Finder(tree(), settings)
                    .look(root.source())
                    .with(known.entrySet().stream()
                            .flatMap(entry -> entry.getValue().lessons().stream()
                                    .map(lesson -> LockFile.NAME + ": " + entry.getKey() + ": " + lesson))
                            .toList());
            outcome = found;
        }
        return found;
    }

    /** The number of ways to build and start a service that its source suggests. */
    public int ways(Service service) {
        Project project = outcome().projects().get(service.name());
        return project == null ? 1 : project.ways();
    }

    /**
     * What is proposed for a service with a source.
     *
     * @param start its command in the image
     * @param evidence what suggests it
     * @param further ways that are tried where this one does not serve, each by what suggests it
     * @param tried what tries have shown, in words
     */
    public record Proposal(String start, String evidence, List<String> further, List<String> tried) {
        public Proposal {
            further = List.copyOf(further);
            tried = List.copyOf(tried);
        }
    }

    /** What is proposed for each service with a source, by its name. */
    public SortedMap<String, Proposal> proposals() {
        Map<String, LockFile.LearnedSettings> known = learned.get();
        SortedMap<String, Proposal> all = new TreeMap<>();
        for (Service service : application().services()) {
            Project project = outcome().projects().get(service.name());
            if (project != null) {
                int chosen = service.amendments().way();
                all.put(
                        service.name(),
                        new Proposal(
                                String.join(" ", plan(service).run().entrypoint()),
                                String.join(", ", service.evidence()),
                                project.others().stream()
                                        .skip(chosen)
                                        .map(other -> other.service().description() + ", "
                                                + String.join(
                                                        ", ", other.service().evidence()))
                                        .toList(),
                                known.getOrDefault(service.name(), LockFile.LearnedSettings.NOTHING)
                                        .lessons()));
            }
        }
        return all;
    }

    /** The plan of the service's image. */
    public synchronized BuildPlan plan(Service service) {
        BuildPlan known = plans.get(service);
        if (known != null) {
            return known;
        }
        Finder.Outcome found = outcome();
        Project project = found.projects().get(service.name());
        BuildPlan plan = project == null
                ? Stores.of(service.stack()).plan(tree(), service)
                : project.with(service).plan(found.application().services());
        BuildPlan amended = plan.amended(service.amendments());
        plans.put(service, amended);
        return amended;
    }

    /** The same as {@link Sources#root}. */
    static Workspace root(Workspace workspace) {
        Path source = workspace.source();
        if (!Files.isDirectory(source)) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-112",
                    "There is no folder " + source + ".",
                    Files.exists(source) ? "It is a file." : "Nothing of that name exists.",
                    "./slipway up FOLDER, with the folder of the application's source"));
        }
        String to = SettingsReader.read(source, Map.of()).source();
        if (to.isEmpty()) {
            return workspace;
        }
        Path root = source.resolve(to).normalize();
        return Workspace.of(root, workspace.env());
    }

    private Tree tree() {
        Tree read = tree;
        if (read == null) {
            Workspace root = root(workspace);
            try {
                read = Tree.of(root.source(), new LastCommit(root.source()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            tree = read;
        }
        return read;
    }
}
