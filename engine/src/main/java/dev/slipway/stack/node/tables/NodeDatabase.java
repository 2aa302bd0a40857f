package dev.slipway.stack.node.tables;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MariaDb;
import dev.slipway.store.MongoDb;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the database that JavaScript code asks for. */
public final class NodeDatabase {
    private static final List<String> POSTGRES =
            List.of("pg", "postgres", "@neondatabase/serverless", "@vercel/postgres", "pg-promise");

    private NodeDatabase() {}

    /** The form of its URL; empty if it asks for no known database. */
    public static String url(Tree tree, String dir, NodePackages packages) {
        boolean postgres =
                prisma(tree, dir, "postgres(ql)?") || POSTGRES.stream().anyMatch(packages::has);
        boolean mysql = prisma(tree, dir, "mysql") || MariaDb.NODE.stream().anyMatch(packages::has);
        if (postgres && mysql) {
            String told = DatabaseUrls.scheme(tree, dir);
            mysql = told.isEmpty() ? !named(tree, dir, POSTGRES) : DatabaseUrls.mysql(told + DatabaseUrls.REST);
        }
        return mysql ? DatabaseUrls.MYSQL : postgres ? DatabaseUrls.PLAIN : MongoDb.url(packages::has);
    }

    private static boolean prisma(Tree tree, String dir, String provider) {
        Pattern said = Pattern.compile("provider\\s*=\\s*\"" + provider + "\"");
        return tree.below(dir, f -> f.endsWith(".prisma")).stream()
                .anyMatch(f -> said.matcher(tree.text(f)).find());
    }

    private static boolean named(Tree tree, String dir, List<String> libraries) {
        return JavaScriptCode.files(tree, dir).stream()
                .anyMatch(f -> libraries.stream()
                        .anyMatch(name ->
                                JavaScriptCode.of(tree, f).matches("(?s).*[\"']" + Pattern.quote(name) + "[\"'/].*")));
    }
}
