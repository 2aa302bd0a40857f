package dev.slipway.cluster;

import dev.slipway.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Streams bytes into a command's standard input. Reads the command's output from files, which cannot fill up as a pipe does.
 */
final class Pipe {
    private Pipe() {}

    static Command.Result into(List<String> words, ImageStore.ArchiveSource source) throws InterruptedException {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("slipway-", ".out");
            err = Files.createTempFile("slipway-", ".err");
            Process process = new ProcessBuilder(words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            String broken = "";
            try (OutputStream in = process.getOutputStream()) {
                source.writeTo(in);
            } catch (IOException e) {
                // The command's output tells more than the pipe that it has closed.
                broken = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
            try {
                int exit = process.waitFor();
                List<String> errors = Files.readAllLines(err);
                return new Command.Result(
                        exit == 0 && !broken.isEmpty() ? 1 : exit,
                        Files.readAllLines(out),
                        errors.isEmpty() && !broken.isEmpty() ? List.of(broken) : errors);
            } catch (InterruptedException e) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            return new Command.Result(127, List.of(), List.of(String.valueOf(e.getMessage())));
        } finally {
            delete(out);
            delete(err);
        }
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
