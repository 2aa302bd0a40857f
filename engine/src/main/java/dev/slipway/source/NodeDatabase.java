package dev.slipway.source;

import java.util.List;

/** Whether JavaScript asks for Postgres. */
final class NodeDatabase {
    private static final List<String> DRIVERS =
            List.of("pg", "postgres", "@neondatabase/serverless", "@vercel/postgres", "pg-promise");

    private NodeDatabase() {}

    static String url(Tree tree, String dir, NodePackages packages) {
        boolean prisma = tree.below(dir, f -> f.endsWith(".prisma")).stream()
                .anyMatch(f -> tree.text(f).matches("(?s).*provider\\s*=\\s*\"postgres(ql)?\".*"));
        return prisma || DRIVERS.stream().anyMatch(packages::has) ? DatabaseUrls.PLAIN : "";
    }
}
