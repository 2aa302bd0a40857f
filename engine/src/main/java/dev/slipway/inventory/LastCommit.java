package dev.slipway.inventory;

import dev.slipway.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/**
 * The time of the source's last commit in Git; {@code ""} if it is in no repository. Git is asked once, when the time
 * is first needed.
 */
public final class LastCommit implements Supplier<String> {
    private final Path folder;
    private @org.jspecify.annotations.Nullable String date;

    public LastCommit(Path folder) {
        this.folder = folder;
    }

    @Override
    public String get() {
        if (date == null) {
            date = ask();
        }
        return date;
    }

    private String ask() {
        try {
            Command.Result result = Command.of(
                            "git",
                            "-c",
                            "log.showSignature=false",
                            "log",
                            "--no-show-signature",
                            "-1",
                            "--format=%cI",
                            "--",
                            ".")
                    .in(folder)
                    .within(Duration.ofSeconds(10))
                    .run();
            return result.ok() && !result.text().isBlank()
                    ? OffsetDateTime.parse(result.text().strip())
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toInstant()
                            .toString()
                    : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
