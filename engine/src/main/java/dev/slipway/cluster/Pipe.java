package dev.slipway.cluster;

import dev.slipway.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams bytes into a command's standard input. Reads the command's output from files, which cannot fill up as a pipe does.
 */
public final class Pipe {
    private Pipe() {}

    /** Gigabytes take minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    public static Command.Result into(List<String> words, ImageStore.ArchiveSource source) throws InterruptedException {
        return into(words, source, LIMIT);
    }

    /** @return the result; exit 124 if the command had not ended when its time was over */
    public static Command.Result into(List<String> words, ImageStore.ArchiveSource source, Duration limit)
            throws InterruptedException {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("slipway-", ".out");
            err = Files.createTempFile("slipway-", ".err");
            Process process = new ProcessBuilder(words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            AtomicBoolean late = new AtomicBoolean();
            // A command that no longer reads its input would block the writer, too.
            CompletableFuture<Process> watched = process.onExit()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(over -> {
                        late.set(true);
                        end(process);
                        return process;
                    });
            String broken = "";
            try (OutputStream in = process.getOutputStream()) {
                source.writeTo(in);
            } catch (IOException e) {
                // The command's output says more than the broken pipe.
                broken = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                end(process);
                throw e;
            }
            try {
                int exit = process.waitFor();
                watched.join();
                if (late.get()) {
                    return new Command.Result(
                            124, List.of(), List.of("it did not end within " + limit.toSeconds() + " s and was ended"));
                }
                List<String> errors = Files.readAllLines(err);
                return new Command.Result(
                        exit == 0 && !broken.isEmpty() ? 1 : exit,
                        Files.readAllLines(out),
                        errors.isEmpty() && !broken.isEmpty() ? List.of(broken) : errors);
            } catch (InterruptedException e) {
                end(process);
                throw e;
            }
        } catch (IOException e) {
            return new Command.Result(127, List.of(), List.of(String.valueOf(e.getMessage())));
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file in the temporary folder that stays does no harm.
        }
    }
}
