package dev.slipway.assist.model;

import dev.slipway.assist.guard.Redaction;
import dev.slipway.assist.plan.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** What was asked of a model, what it looked at and what it answered: a line of JSON each, without secrets, for its owner alone. */
public final class AuditTrail {
    private static final int MOST = 4000;

    private final Path file;
    private final InstantSource clock;
    private final Redaction redaction;

    /** @param folder a file is begun in it for each conversation */
    public AuditTrail(Path folder, InstantSource clock, Redaction redaction) {
        this.file = folder.resolve(clock.instant().toString().replaceAll("[:.]", "-") + ".jsonl");
        this.clock = clock;
        this.redaction = redaction;
    }

    public Path file() {
        return file;
    }

    void told(String what, String text) {
        String safe = redaction.of(text);
        Instant now = clock.instant();
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            if (!Files.exists(file)) {
                Files.createFile(file);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            Files.writeString(
                    file,
                    Docs.object(
                                    "at",
                                    now.toString(),
                                    "what",
                                    what,
                                    "text",
                                    safe.length() > MOST ? safe.substring(0, MOST) + "..." : safe)
                            + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
