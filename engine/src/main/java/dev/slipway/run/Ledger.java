package dev.slipway.run;

import dev.slipway.gate.Gate;
import dev.slipway.gate.OwnerOnly;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps on disk what has been done for an application. {@code phases/NAME.json} holds each phase's last good result.
 * {@code runs/ID/ledger.jsonl} holds everything that happened in one run, one event a line.  A run that was killed at any
 * moment goes on from there.
 */
final class Ledger implements AutoCloseable {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");
    /** A record that lacks a part is damaged. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path work;
    private final Clock clock;
    private final FolderLock lock;
    private final GivenValues given;
    private @Nullable Path run;

    private Ledger(Path work, GivenValues given, Clock clock, FolderLock lock) {
        this.work = work;
        this.given = given;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * A phase's result.
     *
     * @param input digest of all that it depends on
     * @param run ID of the run that made it
     */
    record PhaseRecord<T>(
            String input, String run, Instant at, String summary, T value, Gate gate, Map<String, String> files) {
        /** Refuses a record that lacks a part: its file is damaged. */
        PhaseRecord {
            Objects.requireNonNull(input);
            Objects.requireNonNull(run);
            Objects.requireNonNull(at);
            Objects.requireNonNull(summary);
            Objects.requireNonNull(value);
            Objects.requireNonNull(gate);
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /**
     * Opens the ledger for one run at a time.
     *
     * @param given values that must not stand in any of its files
     */
    static Ledger open(Workspace workspace, GivenValues given, Clock clock) throws IOException {
        return new Ledger(workspace.work(), given, clock, FolderLock.take(workspace));
    }

    /** The last good result of a phase; empty if there is none or it cannot be read. Then the phase runs again. */
    <T> Optional<PhaseRecord<T>> last(Phase phase, Class<T> type) {
        return read(work, given, phase, type);
    }

    /** The same for commands that only look and need no lock. */
    static <T> Optional<PhaseRecord<T>> read(Path work, GivenValues given, Phase phase, Class<T> type) {
        Path file = file(work, phase);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JavaType record = JSON.getTypeFactory().constructParametricType(PhaseRecord.class, type);
        try {
            return Optional.ofNullable(JSON.convertValue(given.show(JSON.readTree(Files.readAllBytes(file))), record));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    <T> void completed(Phase phase, PhaseRecord<T> result) throws IOException {
        Path file = file(work, phase);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        OwnerOnly.write(file, JSON.writeValueAsBytes(given.hide(JSON.valueToTree(result))));
        append(
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
    synchronized void append(String what, Map<String, ?> facts) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("what", what);
        line.putAll(facts);
        Path file = runFolder().resolve("ledger.jsonl");
        Files.writeString(
                Files.exists(file) ? file : OwnerOnly.create(file),
                JSON.writeValueAsString(given.hide(JSON.valueToTree(line))) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    /** The folder of this run. It is made when it is first needed, so a run that does nothing leaves none. */
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

    @Override
    public void close() {
        lock.close();
    }
}
