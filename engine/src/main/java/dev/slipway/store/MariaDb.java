package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB 11.8 from Debian. It also serves programs that ask for MySQL, which Debian does not have. */
public final class MariaDb implements Store {
    public static final String ID = "mariadb";
    private static final int PORT = 3306;
    private static final String DATA = "/var/lib/mysql";
    private static final Pattern SCHEMES = Pattern.compile("mysql2?|trilogy|mariadb");
    private static final Pattern CLIENT = Pattern.compile("(?i)mysql|mariadb");

    /** Node.js libraries that connect to it. */
    public static final List<String> NODE = List.of("mysql2", "mysql", "mariadb");

    /** Python libraries that connect to it, with the driver's name in a URL of SQLAlchemy. */
    private static final Map<String, String> PYTHON = new TreeMap<>(Map.of(
            "aiomysql", "aiomysql",
            "asyncmy", "asyncmy",
            "mysql-connector", "mysqlconnector",
            "mysql-connector-python", "mysqlconnector",
            "mysqlclient", "mysqldb",
            "pymysql", "pymysql"));

    private static final List<String> ASYNCHRONOUS = List.of("aiomysql", "asyncmy");
    private static final Pattern IN_CODE = Pattern.compile("\\b((?:mysql|mariadb)\\+\\w+)://");

    @Override
    public int port() {
        return PORT;
    }

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
                new AccountVariables("MARIADB_DATABASE", "MARIADB_PASSWORD", "MARIADB_USER"));
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "mysql|mariadb|percona";
    }

    @Override
    public String superuser() {
        return "root";
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    @Override
    public String nowhere() {
        return "mysql://nobody:none@localhost:3306/none";
    }

    @Override
    public Keeping keeping() {
        return new Keeping(
                "mysql",
                DATA,
                List.of(
                        "/bin/sh",
                        "-c",
                        "MYSQL_PWD=\"$MARIADB_PASSWORD\" mariadb --no-defaults --skip-ssl --host=127.0.0.1 --port=@port@"
                                + " --user=\"$MARIADB_USER\" --execute=\"select 1\" > /dev/null"),
                // Error 1045 (unknown user) shows that the server answers.
                "mariadb --no-defaults --skip-ssl --host=@host@ --port=@port@ --connect-timeout=2 --user=nobody 2>&1"
                        + " | grep --quiet 1045",
                "mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=\"$(id -un)\" \"$MARIADB_DATABASE\"");
    }

    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.query(
                "MYSQL_PWD=" + access.password(),
                "mariadb --no-defaults --skip-ssl -h 127.0.0.1 -P " + access.port() + " -u " + access.user() + " -D "
                        + access.database() + " -Ne",
                access.port());
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

    /** The form of the URL that Python code takes; empty if it has no library for it. */
    public static String python(Predicate<String> has, String code, boolean alchemy) {
        List<String> drivers = PYTHON.keySet().stream().filter(has).toList();
        if (drivers.isEmpty()) {
            return "";
        }
        Matcher told = IN_CODE.matcher(code);
        if (!alchemy) {
            return DatabaseUrls.MYSQL;
        }
        if (told.find()) {
            return told.group(1) + DatabaseUrls.REST;
        }
        boolean asynchronous = code.contains("create_async_engine");
        Optional<String> driver = drivers.stream()
                .filter(d -> ASYNCHRONOUS.contains(d) == asynchronous)
                .findFirst();
        return "mysql+" + PYTHON.get(driver.orElse(drivers.getFirst())) + DatabaseUrls.REST;
    }
}
