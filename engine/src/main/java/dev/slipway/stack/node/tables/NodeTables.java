package dev.slipway.stack.node.tables;

import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.EnvVar;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;

/** A JavaScript library that knows a service's tables and can make them before the service starts. */
public interface NodeTables {
    /** Variables that the library reads and that the code does not show. */
    List<EnvVar> env();

    String evidence();

    /** Steps before the service is built. */
    List<Step> steps(NodePackages packages);

    /** Layers that the command needs in the image. */
    List<LayerPlan> layers();

    /** Command in the image that makes or changes the tables and ends; empty if there is none. */
    List<String> migrate();
}
