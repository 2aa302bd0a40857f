package dev.slipway.room;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last lines of a stream and drops the others, however many there are. */
final class Lines {
    private static final int KEPT = 10_000;
    private static final int LONGEST = 16_384;

    private final Deque<String> kept = new ArrayDeque<>();
    private final Thread reader;

    Lines(InputStream stream, Consumer<String> listener) {
        this.reader = Thread.ofVirtual().start(() -> read(stream, listener));
    }

    /** The lines so far. */
    List<String> now() {
        synchronized (kept) {
            return new ArrayList<>(kept);
        }
    }

    /** The lines after the stream's end. */
    List<String> all() throws InterruptedException {
        reader.join(Duration.ofSeconds(2));
        return now();
    }

    private void read(InputStream stream, Consumer<String> listener) {
        byte[] buffer = new byte[1 << 14];
        byte[] line = new byte[LONGEST];
        int length = 0;
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        take(line, length, listener);
                        length = 0;
                    } else if (length < LONGEST) {
                        line[length++] = buffer[i];
                    }
                }
            }
        } catch (IOException e) {
            // The stream ends with the process: the lines read so far are all there are.
        }
        if (length > 0) {
            take(line, length, listener);
        }
    }

    private void take(byte[] bytes, int length, Consumer<String> listener) {
        int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
        String line = new String(bytes, 0, end, StandardCharsets.UTF_8);
        synchronized (kept) {
            kept.addLast(line);
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
        }
        listener.accept(line);
    }
}
