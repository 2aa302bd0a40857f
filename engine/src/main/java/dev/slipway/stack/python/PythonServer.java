package dev.slipway.stack.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of the servers for Python applications. */
final class PythonServer {
    private PythonServer() {}

    /** The author's command line, on every address and with the given port. */
    static List<String> command(PythonEntry entry, int port) {
        String at = "0.0.0.0:" + port;
        List<String> options = entry.options();
        return switch (entry.server()) {
            case "python" -> program(entry);
            case "gunicorn" ->
                entry.said().isPresent() && !options.isEmpty()
                        ? line("gunicorn", Stream.of("--bind", at), options.stream(), Stream.of(called(entry)))
                        : gunicorn(called(entry), port);
            case "hypercorn" -> line("hypercorn", Stream.of("--bind", at), options.stream(), Stream.of(called(entry)));
            case "daphne" ->
                line(
                        "daphne",
                        Stream.of("-b", "0.0.0.0", "-p", Integer.toString(port)),
                        options.stream(),
                        Stream.of(entry.spec()));
            case "waitress-serve" ->
                line(
                        "waitress",
                        Stream.of("--listen=*:" + port),
                        Stream.concat(options.stream(), entry.factory() ? Stream.of("--call") : Stream.empty()),
                        Stream.of(entry.spec()));
            case "granian" ->
                line(
                        "granian",
                        Stream.of("--host", "0.0.0.0", "--port", Integer.toString(port)),
                        options.stream(),
                        Stream.of(entry.spec()));
            default -> {
                List<String> all = new ArrayList<>(options);
                if (entry.factory() && !all.contains("--factory")) {
                    all.addFirst("--factory");
                }
                yield uvicorn(entry.spec(), port, all.toArray(String[]::new));
            }
        };
    }

    /** The server's name as a package. */
    static String distribution(String server) {
        return server.equals("waitress-serve") ? "waitress" : server;
    }

    private static String called(PythonEntry entry) {
        return entry.spec() + (entry.factory() ? "()" : "");
    }

    private static List<String> program(PythonEntry entry) {
        PythonStart start = entry.said().orElseThrow().start();
        return Stream.of(
                        Stream.of(PythonLayout.PYTHON),
                        Arrays.stream(start.target().split(" ")),
                        start.options().stream())
                .flatMap(words -> words)
                .toList();
    }

    @SafeVarargs
    private static List<String> line(String module, Stream<String>... words) {
        return Stream.concat(
                        Stream.of(PythonLayout.PYTHON, "-m", module),
                        Arrays.stream(words).flatMap(w -> w))
                .toList();
    }

    static List<String> gunicorn(String application, int port) {
        return List.of(
                PythonLayout.PYTHON,
                "-m",
                "gunicorn",
                "--bind",
                "0.0.0.0:" + port,
                "--threads",
                "8",
                "--access-logfile",
                "-",
                application);
    }

    static List<String> uvicorn(String application, int port, String... options) {
        return line(
                "uvicorn",
                Stream.of(application),
                Arrays.stream(options),
                Stream.of("--host", "0.0.0.0", "--port", Integer.toString(port)));
    }
}
