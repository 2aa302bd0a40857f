package dev.slipway.image.registry;

import dev.slipway.image.DigestStream;
import dev.slipway.image.DurableFiles;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches blobs into a layout. A blob with a wrong length or digest is deleted and fetched again. */
final class BlobReader {
    private final RegistryHttp http;
    private final Duration stall;

    BlobReader(RegistryHttp http, Duration stall) {
        this.http = http;
        this.stall = stall;
    }

    void read(URI uri, String scope, ManifestReader.Part part, Layout layout) throws IOException, InterruptedException {
        Path place = layout.blob(part.digest());
        if (Files.isRegularFile(place) && Files.size(place) == part.size()) {
            return;
        }
        HttpRequest get =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
        Path unfinished = Files.createTempFile(layout.folder(), "pull-", ".unfinished");
        try {
            http.retrying("fetch " + part.digest(), () -> {
                try (InputStream body = http.send(get, scope, Set.of(200)).body()) {
                    copy(body, part, unfinished);
                }
                DurableFiles.publish(unfinished, place);
                return place;
            });
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void copy(InputStream body, ManifestReader.Part part, Path to) throws IOException {
        AtomicLong copied = new AtomicLong();
        Thread watch = Thread.ofVirtual().start(() -> closeWhenStalled(body, copied));
        try (OutputStream file = Files.newOutputStream(to);
                DigestStream out = new DigestStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                if (copied.addAndGet(n) > part.size()) {
                    throw new IOException("the blob is longer than the " + part.size() + " bytes its manifest names");
                }
                out.write(buffer, 0, n);
            }
            String digest = out.digest();
            if (copied.get() != part.size() || !digest.equals(part.digest())) {
                throw new IOException("what arrived is not the blob: " + copied + " bytes of digest " + digest
                        + " instead of " + part.size() + " bytes of " + part.digest());
            }
        } finally {
            watch.interrupt();
        }
    }

    /** The JDK's client has no deadline for a body. Closing the body ends the read. */
    private void closeWhenStalled(InputStream body, AtomicLong copied) {
        try {
            long before;
            do {
                before = copied.get();
                Thread.sleep(stall);
            } while (copied.get() != before);
            body.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the copy is complete
        } catch (IOException e) {
            // The read fails in any case.
        }
    }
}
