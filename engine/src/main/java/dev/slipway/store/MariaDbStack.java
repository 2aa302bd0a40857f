package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;

/** MariaDB 11.8 from Debian, for what speaks to MySQL, which Debian does not have. */
public final class MariaDbStack implements Store {
    public static final String ID = "mariadb";
    private static final int PORT = 3306;
    private static final String DATA = "/var/lib/mysql";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String standsInFor() {
        return "MySQL";
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return database(
                tree,
                evidence,
                "MariaDB 11.8",
                PORT,
                new Owned("MARIADB_DATABASE", "MARIADB_PASSWORD", "MARIADB_USER"));
    }

    @Override
    public StoreScripts scripts(Tree tree) {
        return StoreScripts.of(tree, "mysql|mariadb|mysql-server");
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        return plan(
                tree,
                List.of("coreutils", "dash", "grep", "mariadb-client-core", "mariadb-server-core", "sed"),
                List.of("mysql-common"),
                new RunConfig(
                        List.of(program()),
                        Map.of("PATH", "/usr/sbin:/usr/local/bin:/usr/bin:/bin"),
                        DATA,
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/run/mysqld", "/tmp", DATA)));
    }
}
