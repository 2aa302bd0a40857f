package dev.slipway.chart;

import java.util.List;

/**
 * How a server that keeps data is run and asked.
 *
 * @param data folder of the data: the volume's root
 * @param asks command whose success shows, inside its container, that it serves
 * @param waits shell that succeeds, in a container of the same image, when {@code @host@:@port@} serves
 * @param console shell that lets a person in, inside its container; empty where the image has no program for that
 */
record Keeping(String portName, String data, List<String> asks, String waits, String console) {
    private static final Keeping POSTGRES = new Keeping(
            "postgres",
            "/var/lib/postgresql/data",
            List.of("pg_isready", "--host=127.0.0.1", "--port=@port@", "--quiet"),
            "pg_isready --host=@host@ --port=@port@ --timeout=2",
            "psql --user \"$POSTGRES_USER\" \"$POSTGRES_DB\"");
    private static final Keeping MARIADB = new Keeping(
            "mysql",
            "/var/lib/mysql",
            List.of(
                    "/bin/sh",
                    "-c",
                    "MYSQL_PWD=\"$MARIADB_PASSWORD\" mariadb --no-defaults --skip-ssl --host=127.0.0.1 --port=@port@"
                            + " --user=\"$MARIADB_USER\" --execute=\"select 1\" > /dev/null"),
            // An unknown user is an answer, too.
            "mariadb --no-defaults --skip-ssl --host=@host@ --port=@port@ --connect-timeout=2 --user=nobody 2>&1"
                    + " | grep --quiet 1045",
            "mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=\"$(id -un)\" \"$MARIADB_DATABASE\"");
    private static final Keeping MONGODB = new Keeping(
            "mongodb",
            "/var/lib/ferretdb",
            List.of("/usr/local/bin/ferretdb", "ping"),
            "nc.openbsd -z -w 2 @host@ @port@",
            "");
    private static final Keeping REDIS = new Keeping(
            "redis",
            "/var/lib/redis",
            List.of(
                    "/bin/sh",
                    "-c",
                    "test \"$(REDISCLI_AUTH=\"${REDIS_PASSWORD:-}\" redis-cli -h 127.0.0.1 -p @port@ ping)\" = PONG"),
            // It answers without the password, too: it asks for one.
            "redis-cli -h @host@ -p @port@ ping",
            "redis-cli");

    Keeping {
        asks = List.copyOf(asks);
    }

    /** @param stack ID of the server's stack */
    static Keeping of(String stack) {
        return switch (stack) {
            case "redis" -> REDIS;
            case "mariadb" -> MARIADB;
            case "mongodb" -> MONGODB;
            default -> POSTGRES;
        };
    }

    List<String> asks(int port) {
        return asks.stream()
                .map(word -> word.replace("@port@", String.valueOf(port)))
                .toList();
    }

    String waits(String host, int port) {
        return waits.replace("@host@", host).replace("@port@", String.valueOf(port));
    }
}
