package dev.slipway.stack.node.tables;

import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.EnvVar;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;

/** A library of JavaScript that knows a service's tables, and what makes them before the service starts. */
public interface NodeTables {
    /** What the library reads that the code does not show. */
    List<EnvVar> env();

    String evidence();

    /** Before the service is built. */
    List<Step> steps(NodePackages packages);

    /** What the command needs in the image. */
    List<LayerPlan> layers();

    /** Command in the image that makes the tables, or changes them, and ends; empty where there is none. */
    List<String> migrate();
}
