package dev.slipway.run;

import dev.slipway.containerize.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What earlier runs of an application have left: for commands that only look. */
public final class EarlierRuns {
    private final Path work;

    /** @param work the application's own folder for what Slipway writes */
    public EarlierRuns(Path work) {
        this.work = work;
    }

    /**
     * A phase's last good result.
     *
     * @param run ID of the run that made it
     */
    public record Result(String run, Instant at, String summary) {}

    /** Last good results by phase. */
    public Map<Phase, Result> results() {
        Map<Phase, Result> results = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            Ledger.read(work, GivenValues.NONE, phase, Object.class)
                    .ifPresent(c -> results.put(phase, new Result(c.run(), c.at(), c.summary())));
        }
        return results;
    }

    /** The images of the last good build. */
    public Optional<Images> images() {
        return Ledger.read(work, GivenValues.NONE, Phase.CONTAINERIZE, Images.class)
                .map(Ledger.PhaseRecord::value);
    }

    /** Reports, the newest first. */
    public List<Path> reports() throws IOException {
        Path folder = work.resolve("runs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.resolve("report.html"))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(EarlierRuns::modified).reversed())
                    .toList();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
