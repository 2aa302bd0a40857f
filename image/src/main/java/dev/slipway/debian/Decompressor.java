package dev.slipway.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A program that decompresses, several times as fast as Java does. */
final class Decompressor implements AutoCloseable {
    private final Process process;
    private final Thread feeding;
    private final AtomicReference<@Nullable IOException> flaw = new AtomicReference<>();

    /** @param compressed read to its end by a thread of its own */
    Decompressor(List<String> command, InputStream compressed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        feeding = Thread.ofVirtual().start(() -> feed(compressed));
    }

    private void feed(InputStream compressed) {
        try (OutputStream to = process.getOutputStream()) {
            compressed.transferTo(to);
        } catch (IOException e) {
            flaw.set(e);
        }
    }

    InputStream plain() {
        return process.getInputStream();
    }

    /** Waits until everything is decompressed. */
    void end() throws IOException {
        try {
            plain().transferTo(OutputStream.nullOutputStream());
            feeding.join();
            int exit = process.waitFor();
            Optional<IOException> broken = Optional.ofNullable(flaw.get());
            if (broken.isPresent()) {
                throw broken.get();
            }
            if (exit != 0) {
                throw new IOException("it cannot be decompressed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** When this returns, the compressed stream may be read by others. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (feeding.isAlive()) {
            try {
                feeding.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
