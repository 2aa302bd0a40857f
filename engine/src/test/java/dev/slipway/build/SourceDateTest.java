package dev.slipway.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path source;

    private void git(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "git";
        System.arraycopy(words, 0, command, 1, words.length);
        Command.Result result = Command.of(command)
                .in(source)
                .with(Map.of(
                        "GIT_AUTHOR_NAME", "a",
                        "GIT_AUTHOR_EMAIL", "a@example.org",
                        "GIT_COMMITTER_NAME", "a",
                        "GIT_COMMITTER_EMAIL", "a@example.org",
                        "GIT_AUTHOR_DATE", "2026-03-04T05:06:07Z",
                        "GIT_COMMITTER_DATE", "2026-03-04T05:06:07Z"))
                .run();
        assertThat(result.ok()).as(result.toString()).isTrue();
    }

    private Instant date() throws Exception {
        return new SourceDate(source, Clock.fixed(NOW.plusMillis(400), ZoneOffset.UTC)).get();
    }

    @Test
    void isThatOfTheCommitWhereNothingWasChangedSince() throws Exception {
        Files.writeString(source.resolve("main.py"), "one");
        assertThat(date()).isEqualTo(NOW);

        git("init", "-q");
        git("add", ".");
        git("commit", "-q", "-m", "one");
        assertThat(date()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));

        Files.createDirectories(source.resolve(".slipway"));
        Files.writeString(source.resolve(".slipway/run"), "a run's own file");
        assertThat(date()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));

        Files.writeString(source.resolve("more.py"), "two");
        assertThat(date()).isEqualTo(NOW);
    }

    @Test
    void isTheBuildsWhereTheRepositoryHasNoCommit() throws Exception {
        git("init", "-q");
        assertThat(date()).isEqualTo(NOW);
    }
}
