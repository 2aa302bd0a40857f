package dev.slipway.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request that may take any time while its body moves. The JDK's client knows only a deadline for the whole of it, which
 * a slow line would miss and a dead one would wait for.
 *
 * @param stall how long nothing may move
 */
record Moving(Duration stall) {
    HttpResponse<InputStream> send(HttpClient client, HttpRequest request, LongSupplier progress)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            long before;
            do {
                before = progress.getAsLong();
                try {
                    return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Whether it still moves decides.
                }
            } while (progress.getAsLong() > before);
            throw new IOException("the registry took nothing for " + stall.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
