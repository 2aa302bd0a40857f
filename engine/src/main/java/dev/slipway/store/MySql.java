package dev.slipway.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a service asks for MySQL or MariaDB, and by which library. */
public final class MySql {
    public static final List<String> NODE = List.of("mysql2", "mysql", "mariadb");

    /** Libraries of Python with the driver's name in a URL of SQLAlchemy. */
    private static final Map<String, String> PYTHON = new TreeMap<>(Map.of(
            "aiomysql", "aiomysql",
            "asyncmy", "asyncmy",
            "mysql-connector-python", "mysqlconnector",
            "mysqlclient", "mysqldb",
            "pymysql", "pymysql"));

    private static final List<String> ASYNCHRONOUS = List.of("aiomysql", "asyncmy");
    private static final Pattern IN_CODE = Pattern.compile("\\b((?:mysql|mariadb)\\+\\w+)://");

    private MySql() {}

    /** The form of the URL that Python code wants; empty where it has no library for it. */
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
