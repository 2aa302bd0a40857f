package dev.slipway.stack.node.source;

import dev.slipway.inventory.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the Prisma schema of a folder. */
public final class PrismaSchemas {
    public static final Pattern SOURCE = Pattern.compile("datasource\\s+\\w+\\s*\\{([^}]*)}");

    private PrismaSchemas() {}

    /** The file that names the database. */
    public static Optional<String> of(Tree tree, String folder) {
        return tree.below(folder, file -> file.endsWith(".prisma")).stream()
                .filter(file -> SOURCE.matcher(tree.text(file)).find())
                .findFirst();
    }

    /**
     * Variables that make packages generate the client without engines when they are installed. It is generated again
     * later.
     */
    public static Map<String, String> whileInstalling(Tree tree, String root) {
        return of(tree, root).isEmpty()
                ? Map.of()
                : Map.of("PRISMA_QUERY_ENGINE_LIBRARY", "/bin/true", "PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true");
    }
}
