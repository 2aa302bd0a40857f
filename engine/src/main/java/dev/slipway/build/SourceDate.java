package dev.slipway.build;

import dev.slipway.process.Command;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The date of a source's files in an image. If nothing has changed since the last commit, it is the commit's date, so
 * that two builds of one commit give the same bytes; else it is the time of the build. Git is asked once, when a layer
 * is made.
 */
public final class SourceDate {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** The source's own Git settings may name programs. These options keep Git from starting them. */
    private static final List<String> GIT =
            List.of("git", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false");

    private final Path source;
    private final Clock clock;
    private @Nullable Instant known;

    /** @param source the application's folder */
    public SourceDate(Path source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The date in whole seconds. */
    synchronized Instant get() throws InterruptedException {
        Instant date = known;
        if (date == null) {
            date = ask();
            known = date;
        }
        return date;
    }

    private Instant ask() throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Command.Result changed = git("status", "--porcelain", "--", ".", ":(exclude).slipway");
        if (!changed.ok() || !changed.text().isBlank()) {
            return now;
        }
        Command.Result commit = git("log", "-1", "--format=%ct", "--", ".");
        String seconds = commit.text().strip();
        return commit.ok() && seconds.matches("[1-9][0-9]{0,11}")
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : now;
    }

    private Command.Result git(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(GIT);
        command.addAll(List.of(words));
        return Command.of(command.toArray(String[]::new))
                .in(source)
                .within(LONGEST)
                .run();
    }
}
