package dev.slipway.stack;

import dev.slipway.inventory.Tree;
import java.util.List;

/** What Slipway knows of one language or framework: how to recognise it. Pure: reads files, runs nothing. */
public interface Stack {
    /** The name in {@code slipway.yaml} and in reports. */
    String id();

    /** The programs in this folder that this stack knows, mostly one or none. */
    List<Project> projects(Tree tree, String dir);
}
