package dev.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @Test
    void givesBothStreamsAndTheExitCode() throws Exception {
        Command.Result result = Command.of("sh", "-c", "echo out; echo $WORD >&2; exit 3")
                .with(Map.of("WORD", "err"))
                .run();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).containsExactly("out");
        assertThat(result.tail(5)).containsExactly("err");
    }

    @Test
    void aCommandThatDoesNotExistIsAResultNotAnException() throws Exception {
        Command.Result result = Command.of("no-such-command-here").run();
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err()).singleElement().asString().contains("no-such-command-here");
    }

    @Test
    void severalRunBesideEachOtherAndKeepTheirOrder(@TempDir Path dir) throws Exception {
        // Each waits for what the other makes: one after the other, the first would never end.
        Command first = Command.of("sh", "-c", "touch a; while [ ! -e b ]; do sleep 0.01; done; echo first")
                .in(dir);
        Command second = Command.of("sh", "-c", "touch b; while [ ! -e a ]; do sleep 0.01; done; echo second")
                .in(dir);
        assertThat(Command.together(List.of(first, second)))
                .extracting(Command.Result::text)
                .containsExactly("first", "second");
    }

    @Test
    void theWholeTreeEndsAtTheDeadline(@TempDir Path dir) throws Exception {
        Command.Result result = Command.of("sh", "-c", "sleep 60 & echo $! > child; wait")
                .in(dir)
                .within(Duration.ofMillis(500))
                .run();
        assertThat(result.exit()).isEqualTo(124);
        long child = Long.parseLong(Files.readString(dir.resolve("child")).strip());
        assertThat(ProcessHandle.of(child)
                        .filter(ProcessHandle::isAlive)
                        .map(p -> p.onExit().orTimeout(5, TimeUnit.SECONDS).isCompletedExceptionally()))
                .isIn(List.of(Optional.empty(), Optional.of(false)));
    }
}
