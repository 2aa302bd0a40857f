package dev.slipway.chart;

import dev.slipway.source.Role;
import java.util.List;

/**
 * What differs among the servers that keep data.
 *
 * @param data folder of the data: the volume's root
 * @param asks command whose success shows, inside its container, that it serves
 * @param waits shell that succeeds, in a container of the same image, when {@code @host@:@port@} serves
 */
record Keeping(String portName, String data, List<String> asks, String waits) {
    private static final Keeping POSTGRES = new Keeping(
            "postgres",
            "/var/lib/postgresql/data",
            List.of("pg_isready", "--host=127.0.0.1", "--port=@port@", "--quiet"),
            "pg_isready --host=@host@ --port=@port@ --timeout=2");
    private static final Keeping REDIS = new Keeping(
            "redis",
            "/var/lib/redis",
            List.of(
                    "/bin/sh",
                    "-c",
                    "test \"$(REDISCLI_AUTH=\"${REDIS_PASSWORD:-}\" redis-cli -h 127.0.0.1 -p @port@ ping)\" = PONG"),
            // Without the password it says that it wants one, which is an answer, too.
            "redis-cli -h @host@ -p @port@ ping");

    Keeping {
        asks = List.copyOf(asks);
    }

    static Keeping of(Part part) {
        return part.service().role() == Role.CACHE ? REDIS : POSTGRES;
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
