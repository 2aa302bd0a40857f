package dev.slipway.source;

import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look at a source tree, which is read when something of it is first asked for, and once. Safe for several threads. */
public final class Reading {
    private final Workspace workspace;
    private final Map<String, String> set;
    private final Map<Service, BuildPlan> plans = new HashMap<>();
    private @Nullable Tree tree;
    private @Nullable Application application;

    /** @param set settings that win over those of {@code slipway.yaml}, as of {@link Sources#read(Workspace, Map)} */
    public Reading(Workspace workspace, Map<String, String> set) {
        this.workspace = workspace;
        this.set = Map.copyOf(set);
    }

    /** The application; see {@link Sources#read(Workspace, Map)}. */
    public synchronized Application application() {
        Application found = application;
        if (found == null) {
            Workspace root = Sources.root(workspace);
            Settings settings = SettingsReader.read(root.source(), set);
            found = new Finder(tree(), settings).application(root.source());
            application = found;
        }
        return found;
    }

    /** How the service becomes an image. */
    public synchronized BuildPlan plan(Service service) {
        BuildPlan known = plans.get(service);
        if (known != null) {
            return known;
        }
        BuildPlan plan =
                Stacks.of(service.stack()).plan(tree(), service, application().services());
        BuildPlan started = service.command().isEmpty() ? plan : plan.startedBy(service.command());
        plans.put(service, started);
        return started;
    }

    private Tree tree() {
        Tree read = tree;
        if (read == null) {
            Workspace root = Sources.root(workspace);
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
