package dev.slipway.sandbox;

import dev.slipway.application.Health;
import dev.slipway.application.Protocol;
import dev.slipway.application.Service;
import dev.slipway.store.StoreQuestion;
import dev.slipway.store.Stores;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A question from inside a service's network namespace. The right answer shows that the service serves. */
interface ReadinessProbe {
    /** A line of shell. */
    String command();

    boolean serves(CommandOutput said);

    /** What is asked, for people. */
    String title();

    /** Whether there was an answer, even if not the right one. */
    default boolean answers(CommandOutput said) {
        return false;
    }

    /** Whether the answer says that nothing is at the asked place. Waiting does not change such an answer. */
    default boolean strays(CommandOutput said) {
        return false;
    }

    /** The port that is asked; 0 if the probe does not ask an open port. */
    default int port() {
        return 0;
    }

    /** A line of shell that gets the whole text of such an answer. */
    default String whole() {
        return command();
    }

    /** The text of the answer to {@link #whole}, for people. */
    default String words(CommandOutput said) {
        return said.text().strip();
    }

    /** @param alone whether services that it calls are missing: then it may be alive but not ready for requests */
    static ReadinessProbe of(Service service, LoopbackEnvironment environment, boolean alone) {
        if (service.role().store()) {
            return new StoreProbe(service.name(), Stores.of(service.stack()).question(environment.access(service)));
        }
        if (service.protocol() != Protocol.HTTP) {
            return new PortProbe(service.port());
        }
        Health paths = service.health();
        List<String> health = alone
                ? List.of(paths.live(), paths.started(), paths.ready())
                : List.of(paths.ready(), paths.live(), paths.started());
        String path = health.stream().filter(p -> !p.isEmpty()).findFirst().orElse(service.base() + "/");
        return new HttpProbe(service.port(), path, health.contains(path));
    }

    /** The port is open. A program that does not speak HTTP shows no more. */
    record PortProbe(int port) implements ReadinessProbe {
        @Override
        public String command() {
            return "busybox nc -z -w 2 127.0.0.1 " + port;
        }

        @Override
        public boolean serves(CommandOutput said) {
            return said.ok();
        }

        @Override
        public String title() {
            return "port " + port;
        }
    }

    /** @param health whether the path promises to report the state; of any other path, any answer is enough */
    record HttpProbe(int port, String path, boolean health) implements ReadinessProbe {
        private static final int LONGEST = 600;
        private static final Pattern UNWELL =
                Pattern.compile("(?is).*\"?(?:status|state|health)\"?\\s*[:=]\\s*\"?(?:unhealthy|down|error|fail).*");

        @Override
        public String command() {
            return "busybox wget -q -S -T 10 -O - 'http://127.0.0.1:" + port + encoded(path) + "'";
        }

        @Override
        public boolean serves(CommandOutput said) {
            String text = said.text();
            return health
                    ? said.ok() && !UNWELL.matcher(text).matches()
                    : said.ok() || text.matches("(?s).*HTTP/1\\.[01] [1-4]\\d\\d.*");
        }

        @Override
        public boolean answers(CommandOutput said) {
            return health && said.text().matches("(?s).*HTTP/1\\.[01] \\d\\d\\d.*");
        }

        @Override
        public boolean strays(CommandOutput said) {
            return said.text().matches("(?s).*HTTP/1\\.[01] 40[1345]\\b.*");
        }

        /** BusyBox' wget drops the body of a status of 400 or more. */
        @Override
        public String whole() {
            return "busybox printf 'GET " + encoded(path).replace("%", "%%")
                    + " HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' | busybox nc -w 10 127.0.0.1 " + port;
        }

        /**
         * The path as a URL has it (RFC 3986). It comes from the source or from a person, and must not end the quotes of a shell's
         * command.
         */
        private static String encoded(String path) {
            StringBuilder encoded = new StringBuilder();
            for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (each & 0xff);
                if (c < 128 && (Character.isLetterOrDigit(c) || "-._~/?=&,:;@+%".indexOf(c) >= 0)) {
                    encoded.append(c);
                } else {
                    encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
                }
            }
            return encoded.toString();
        }

        /** The status and the body. */
        @Override
        public String words(CommandOutput said) {
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

    /** A question to a store, asked in its own container. */
    record StoreProbe(String container, StoreQuestion question) implements ReadinessProbe {
        @Override
        public String command() {
            String environment = question.environment().stream()
                    .map(variable -> "-e " + variable + " ")
                    .collect(Collectors.joining());
            return Runc.command("exec " + environment + container + " " + question.command());
        }

        @Override
        public boolean serves(CommandOutput said) {
            return said.ok() && (question.answer().isEmpty() || said.lines().contains(question.answer()));
        }

        @Override
        public String title() {
            return question.title();
        }
    }
}
