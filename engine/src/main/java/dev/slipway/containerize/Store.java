package dev.slipway.containerize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records kept as JSON files. A process killed at any moment leaves the old file or the new one, never a half. */
final class Store {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Store() {}

    /** What was kept there; nothing where it is missing or of an older form. */
    static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static void keep(Path file, Object value) throws IOException {
        write(file, JSON.writeValueAsBytes(value));
    }

    /** Replaces the file's content at once. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("no folder for " + file);
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempFile(parent, ".unfinished-", "");
        try {
            Files.write(unfinished, bytes);
            Files.setPosixFilePermissions(
                    unfinished, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
