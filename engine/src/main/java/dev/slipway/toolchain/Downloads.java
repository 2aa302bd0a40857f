package dev.slipway.toolchain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Fetches files from registries. */
final class Downloads {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 3;

    private Downloads() {}

    /** @param accept media types for the request's header */
    static byte[] of(String address, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", accept)
                .timeout(LONGEST)
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (int attempt = 1; ; attempt++) {
                String flaw;
                try {
                    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                    if (answer.statusCode() == 200) {
                        return answer.body();
                    }
                    flaw = "the server answers " + answer.statusCode();
                    if (answer.statusCode() < 500) {
                        throw new IOException("could not download " + address + ": " + flaw);
                    }
                } catch (ConnectException | HttpTimeoutException e) {
                    // The message alone is often empty. NoNetwork recognises a missing network by the class's name.
                    flaw = e.getClass().getSimpleName() + ": " + e.getMessage();
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException("could not download " + address + ": " + flaw + " (" + ATTEMPTS
                            + " attempts); check the network and the proxy");
                }
                Thread.sleep(Duration.ofSeconds(attempt));
            }
        }
    }
}
