package dev.slipway.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Asks an address on this machine until it answers, for some seconds: a new route takes a moment to work everywhere.
 */
final class AddressProbe {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int PATIENCE_MILLIS = 5000;

    /** @param status of the last answer; 0 if there was none */
    record Answer(boolean ok, int status, String text) {}

    @FunctionalInterface
    private interface Attempt {
        int status() throws IOException, InterruptedException;
    }

    /** @param health whether only a success counts; else any answer but a server error counts */
    Answer get(URI uri, boolean health) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                // Servers of Node.js close a connection that offers HTTP/2.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                    .build();
            IntPredicate good = health ? status -> status / 100 == 2 : status -> status < 500;
            return until(uri.toString(), good, () -> {
                HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                // A body may have no end, such as a stream of events.
                answer.body().close();
                return answer.statusCode();
            });
        }
    }

    /**
     * Asks a gateway for the root of another host. The JDK's client does not let callers set that header, so the
     * request is written by hand.
     *
     * @param wanted status that the application itself gives there: a gateway without a route has a status of its own
     */
    Answer host(URI gateway, String host, int wanted) throws InterruptedException {
        String name = host.isEmpty() ? gateway.getHost() : host;
        return until(gateway + " as " + name, status -> status == wanted, () -> {
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

    private static Answer until(String what, IntPredicate good, Attempt attempt) throws InterruptedException {
        String last = "";
        int status = 0;
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            try {
                status = attempt.status();
                last = what + " answers " + status;
                if (good.test(status)) {
                    return new Answer(true, status, last);
                }
            } catch (IOException e) {
                last = what + " does not answer: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
            Thread.sleep(BETWEEN);
        } while (System.nanoTime() < end);
        return new Answer(false, status, last);
    }
}
