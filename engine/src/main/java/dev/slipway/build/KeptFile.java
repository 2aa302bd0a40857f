package dev.slipway.build;

import dev.slipway.image.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records kept as JSON files. A process killed at any moment leaves the old file or the new one, never a half. */
public final class KeptFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeptFile() {}

    /** The kept record; empty if it is missing, damaged or of an older form. */
    public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static void keep(Path file, Object value) throws IOException {
        DurableFiles.write(file, JSON.writeValueAsBytes(value));
    }
}
