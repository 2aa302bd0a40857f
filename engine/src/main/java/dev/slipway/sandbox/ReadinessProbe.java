package dev.slipway.sandbox;

import dev.slipway.application.Health;
import dev.slipway.application.Protocol;
import dev.slipway.application.Service;
import dev.slipway.store.StoreQuestion;
import dev.slipway.store.Stores;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        if (service.role().store()) {
            return new Asked(service.name(), Stores.of(service.stack()).question(environment.access(service)));
        }
        if (service.protocol() != Protocol.HTTP) {
            return new Open(service.port());
        }
        Health paths = service.health();
        List<String> health = alone
                ? List.of(paths.live(), paths.started(), paths.ready())
                : List.of(paths.ready(), paths.live(), paths.started());
        String path = health.stream().filter(p -> !p.isEmpty()).findFirst().orElse(service.base() + "/");
        return new Page(service.port(), path, health.contains(path));
    }

    /** The port is open: more cannot be seen of a program that does not speak HTTP. */
    record Open(int port) implements ReadinessProbe {
        @Override
        public String command() {
            return "busybox nc -z -w 2 127.0.0.1 " + port;
        }

        @Override
        public boolean serves(Said said) {
            return said.ok();
        }

        @Override
        public String title() {
            return "port " + port;
        }
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

    /** What a store is asked in its own container. */
    record Asked(String container, StoreQuestion question) implements ReadinessProbe {
        @Override
        public String command() {
            String environment = question.environment().stream()
                    .map(variable -> "-e " + variable + " ")
                    .collect(Collectors.joining());
            return Runc.command("exec " + environment + container + " " + question.command());
        }

        @Override
        public boolean serves(Said said) {
            return said.ok() && (question.answer().isEmpty() || said.lines().contains(question.answer()));
        }

        @Override
        public String title() {
            return question.title();
        }
    }
}
