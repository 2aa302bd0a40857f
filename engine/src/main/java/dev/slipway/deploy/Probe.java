package dev.slipway.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks an address on this machine until it answers, for a while: routes take a moment to be known everywhere. */
final class Probe {
    private static final int ATTEMPTS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int PATIENCE_MILLIS = 5000;

    private final int attempts;

    Probe() {
        this(ATTEMPTS);
    }

    Probe(int attempts) {
        this.attempts = attempts;
    }

    record Seen(boolean ok, String text) {}

    @FunctionalInterface
    private interface Attempt {
        int status() throws IOException, InterruptedException;
    }

    /** @param health whether only a success will do; else any answer that is no server error */
    Seen get(URI uri, boolean health) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // Servers that know no upgrade to HTTP/2 close the connection.
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                    .build();
            return until(
                    uri.toString(),
                    health,
                    () -> client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        }
    }

    /** Asks a gateway for the root of another host: the JDK's client sets that header itself, so this is done by hand. */
    Seen host(URI gateway, String host) throws InterruptedException {
        String name = host.isEmpty() ? gateway.getHost() : host;
        return until(gateway + " as " + name, false, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String line = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine();
                if (line == null || !line.matches("HTTP/1\\.[01] \\d{3}.*")) {
                    throw new IOException("no HTTP answer: " + line);
                }
                return Integer.parseInt(line.substring(9, 12));
            }
        });
    }

    private Seen until(String what, boolean health, Attempt attempt) throws InterruptedException {
        String last = "";
        for (int i = 0; i < attempts; i++) {
            if (i > 0) {
                Thread.sleep(BETWEEN);
            }
            try {
                int status = attempt.status();
                last = what + " answers " + status;
                // A gateway that knows no route for a host says 404; so may an application that has no page at /.
                if (health ? status / 100 == 2 : status < 500) {
                    return new Seen(true, last);
                }
            } catch (IOException e) {
                last = what + " does not answer: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
        return new Seen(false, last);
    }
}
