package dev.slipway.run;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.OwnerOnly;
import dev.slipway.gate.SlipwayFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has been done for an application, on disk: {@code phases/NAME.json} holds each phase's last good result,
 * {@code runs/ID/ledger.jsonl} everything that happened in one run, a line at a time, so that a run killed at any moment
 * is taken up where it ended.
 */
final class Ledger implements AutoCloseable {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path work;
    private final Clock clock;
    private final FileChannel lockFile;
    private @Nullable Path run;

    private Ledger(Path work, Clock clock, FileChannel lockFile) {
        this.work = work;
        this.clock = clock;
        this.lockFile = lockFile;
    }

    /**
     * A phase's result.
     *
     * @param input digest of all that it depends on
     * @param run ID of the run that made it
     */
    record Completed<T>(
            String input, String run, Instant at, String summary, T value, Gate gate, Map<String, String> files) {}

    /** Opens the ledger for one run at a time. */
    static Ledger open(Path work, Clock clock) throws IOException {
        Files.createDirectories(work);
        FileChannel file = FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as good as held by another one.
        }
        if (lock == null) {
            file.close();
            throw new SlipwayFailure(new Failure(
                    "SLIP-901",
                    "Another slipway is working on this application.",
                    work.resolve("lock") + " is held by a running process",
                    "wait for it, or end it (Ctrl-C in its terminal), then run the command again"));
        }
        return new Ledger(work, clock, file);
    }

    /** The last good result of a phase; empty where there is none or it cannot be read, which only means more work. */
    <T> Optional<Completed<T>> last(Phase phase, Class<T> type) {
        return read(work, phase, type);
    }

    /** Likewise, for those who only look and need no lock. */
    static <T> Optional<Completed<T>> read(Path work, Phase phase, Class<T> type) {
        Path file = file(work, phase);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(
                    Files.readAllBytes(file), JSON.getTypeFactory().constructParametricType(Completed.class, type)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    <T> void completed(Phase phase, Completed<T> result) throws IOException {
        replace(file(work, phase), JSON.writeValueAsBytes(result));
        told(
                "phase",
                Map.of(
                        "name",
                        phase.label(),
                        "input",
                        result.input(),
                        "summary",
                        result.summary(),
                        "gate",
                        result.gate()));
    }

    /** Adds a line to the run's own record. */
    synchronized void told(String what, Map<String, ?> facts) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("what", what);
        line.putAll(facts);
        Path file = runFolder().resolve("ledger.jsonl");
        Files.writeString(
                Files.exists(file) ? file : OwnerOnly.create(file),
                JSON.writeValueAsString(line) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    /** The folder of this run, made when it is first needed: a run that does nothing leaves none. */
    synchronized Path runFolder() throws IOException {
        Path known = run;
        if (known != null) {
            return known;
        }
        Path runs = Files.createDirectories(work.resolve("runs"));
        String name = NAME.format(clock.instant().atZone(ZoneId.systemDefault()));
        Path folder = runs.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = runs.resolve(name + "-" + i);
        }
        run = Files.createDirectory(folder);
        return folder;
    }

    String runId() throws IOException {
        return String.valueOf(runFolder().getFileName());
    }

    boolean started() {
        return run != null;
    }

    private static Path file(Path work, Phase phase) {
        return work.resolve("phases").resolve(phase.label() + ".json");
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(OwnerOnly.create(part), bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
