package dev.slipway.stack.node.tables;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.NodePackages;
import java.util.Optional;

/** Finds the library that keeps a package's tables. */
public final class LibraryTables {
    private LibraryTables() {}

    public static Optional<NodeTables> of(Tree tree, String dir, NodePackages packages) {
        return Prisma.of(tree, dir, packages).map(NodeTables.class::cast).or(() -> Drizzle.of(tree, dir, packages));
    }
}
