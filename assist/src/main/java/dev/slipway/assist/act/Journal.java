package dev.slipway.assist.act;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the changes of one cluster, so that they can be taken back. Each entry is a file that only its owner can read.
 */
public final class Journal {
    private static final String ENDING = ".json";
    private final Path folder;

    /** @param folder of this cluster */
    public Journal(Path folder) {
        this.folder = folder;
    }

    /** One entry. */
    public record Entry(String id, ChangePlan plan) {}

    /** Adds an entry with the changes that were made. */
    public String keep(Instant when, String request, List<ObjectChange> made) {
        String id = when.toString().replaceAll("[:.]", "-");
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(id + ENDING);
            Files.writeString(file, "");
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(file, new ChangePlan(List.of(new PlannedStep(request, made, List.of()))).written());
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest first. */
    public List<Entry> entries() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .map(Journal::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes an entry that was taken back. */
    public void forget(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id + ENDING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Entry> read(Path file) {
        try {
            String name = file.getFileName().toString();
            return Optional.of(new Entry(
                    name.substring(0, name.length() - ENDING.length()), ChangePlan.read(Files.readString(file))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
