package dev.slipway.stack.node.runtime;

import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import java.util.List;

/** Bun in an image, for programs that need it: they may use functions that Node.js does not have. */
public final class Bun {
    public static final String NAME = "bun";
    public static final String TITLE = "Bun 1";
    public static final String PROGRAM = "/usr/local/bin/bun";

    /** The package with the official binary, in the build for the oldest processors. */
    private static final String PACKAGE = "@oven/bun-linux-x64-baseline";

    private static final String VERSION = "1.4.5";
    private static final String MADE = LayerPaths.made(NAME);

    private Bun() {}

    public static Step step() {
        return NodeRuntime.fetched(NAME, PACKAGE + "@" + VERSION);
    }

    public static LayerPlan layer() {
        return new LayerPlan(NAME, List.of(new Copy(MADE + "/node_modules/" + PACKAGE + "/bin/bun", PROGRAM)));
    }
}
