package dev.slipway.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The runs that an application has behind it. */
public final class Runs {
    private final Path folder;

    /** @param work the application's own folder for what Slipway writes */
    public Runs(Path work) {
        this.folder = work.resolve("runs");
    }

    /** Reports, the newest first. */
    public List<Path> reports() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.resolve("report.html"))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Runs::modified).reversed())
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
