package dev.slipway.sandbox;

import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import java.util.List;
import java.util.regex.Pattern;

/** A question whose right answer shows that a service serves, put from inside its network namespace. */
interface ReadinessProbe {
    /** A line of shell. */
    String command();

    boolean serves(Said said);

    /** What is asked, for people. */
    String title();

    /** Whether it was an answer, though not the right one. */
    default boolean answers(Said said) {
        return false;
    }

    /** Whether it was an answer that no waiting changes: nothing is where it was asked for. */
    default boolean strays(Said said) {
        return false;
    }

    /** The port that is asked; 0 where another way than an open port leads there. */
    default int port() {
        return 0;
    }

    /** A line of shell that gets such an answer with all its words. */
    default String whole() {
        return command();
    }

    /** What the answer to {@link #whole} says, for people. */
    default String words(Said said) {
        return said.text().strip();
    }

    /** @param alone whether services that it calls are missing: then it may be alive, but not ready for requests */
    static ReadinessProbe of(Service service, LoopbackEnvironment environment, boolean alone) {
        if (service.role() == Role.DATABASE) {
            return switch (service.stack()) {
                case "mariadb" -> Query.mariadb(service, environment);
                case "mongodb" -> Ping.mongodb(service);
                default -> Query.postgres(service, environment);
            };
        }
        if (service.role() == Role.CACHE) {
            return Ping.redis(service);
        }
        Health paths = service.health();
        List<String> health = alone
                ? List.of(paths.live(), paths.started(), paths.ready())
                : List.of(paths.ready(), paths.live(), paths.started());
        String path = health.stream().filter(p -> !p.isEmpty()).findFirst().orElse("/");
        return new Page(service.port(), path, health.contains(path));
    }

    /** @param health whether the path promises to tell the state; of any other path, an answer is enough */
    record Page(int port, String path, boolean health) implements ReadinessProbe {
        private static final int LONGEST = 600;
        private static final Pattern UNWELL =
                Pattern.compile("(?is).*\"?(?:status|state|health)\"?\\s*[:=]\\s*\"?(?:unhealthy|down|error|fail).*");

        @Override
        public String command() {
            return "busybox wget -q -S -T 10 -O - 'http://127.0.0.1:" + port + path + "'";
        }

        @Override
        public boolean serves(Said said) {
            String text = said.text();
            return health
                    ? said.ok() && !UNWELL.matcher(text).matches()
                    : said.ok() || text.matches("(?s).*HTTP/1\\.[01] [1-4]\\d\\d.*");
        }

        @Override
        public boolean answers(Said said) {
            return health && said.text().matches("(?s).*HTTP/1\\.[01] \\d\\d\\d.*");
        }

        @Override
        public boolean strays(Said said) {
            return said.text().matches("(?s).*HTTP/1\\.[01] 40[1345]\\b.*");
        }

        /** BusyBox' wget leaves out what stands behind a status of 400 or more. */
        @Override
        public String whole() {
            return "busybox printf 'GET " + path
                    + " HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' | busybox nc -w 10 127.0.0.1 " + port;
        }

        /** The status and what stands behind the headers. */
        @Override
        public String words(Said said) {
            String answer = said.text().replace("\r", "").strip();
            String body = answer.contains("\n\n")
                    ? answer.substring(answer.indexOf("\n\n")).strip()
                    : "";
            String words = answer.lines().findFirst().orElse("no answer") + (body.isEmpty() ? "" : ", " + body);
            return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
        }

        @Override
        public String title() {
            return "http://127.0.0.1:" + port + path;
        }
    }

    /** The server's own client, with the password that the container knows. @param answer the line that shows it serves; empty where success is enough */
    record Ping(String container, int port, String client, String answer) implements ReadinessProbe {
        static Ping redis(Service server) {
            return new Ping(
                    server.name(),
                    server.port(),
                    "/bin/sh -c 'REDISCLI_AUTH=\"${REDIS_PASSWORD:-}\" redis-cli -h 127.0.0.1 -p " + server.port()
                            + " ping'",
                    "PONG");
        }

        static Ping mongodb(Service server) {
            return new Ping(server.name(), server.port(), "/usr/local/bin/ferretdb ping", "");
        }

        @Override
        public String command() {
            return Runc.command("exec " + container + " " + client);
        }

        @Override
        public boolean serves(Said said) {
            return said.ok() && (answer.isEmpty() || said.lines().contains(answer));
        }

        @Override
        public String title() {
            return "a ping on port " + port;
        }
    }

    /** A query as the application's own user. @param client the words that ask, with what goes before them */
    record Query(int port, String client) implements ReadinessProbe {
        static Query postgres(Service server, LoopbackEnvironment environment) {
            return new Query(
                    server.port(),
                    "PGPASSWORD=" + environment.password(server) + " " + server.name() + " psql -h 127.0.0.1 -p "
                            + server.port() + " -U " + environment.user(server) + " -d " + environment.database(server)
                            + " -tAc");
        }

        static Query mariadb(Service server, LoopbackEnvironment environment) {
            return new Query(
                    server.port(),
                    "MYSQL_PWD=" + environment.password(server) + " " + server.name()
                            + " mariadb --no-defaults --skip-ssl -h 127.0.0.1 -P " + server.port() + " -u "
                            + environment.user(server) + " -D " + environment.database(server) + " -Ne");
        }

        @Override
        public String command() {
            return Runc.command("exec -e " + client + " 'select 1'");
        }

        @Override
        public boolean serves(Said said) {
            return said.ok() && said.lines().contains("1");
        }

        @Override
        public String title() {
            return "a query on port " + port;
        }
    }
}
