package dev.slipway.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts processes that outlive this program. They have a session of their own, so that neither Ctrl-C nor the terminal's
 * end reaches them, and a log file for what they print.
 */
public record Detached(List<String> words, Path log) {
    /** macOS has no setsid, but it has perl. */
    private static final List<String> PERL = List.of("perl", "-e", "use POSIX qw(setsid); setsid(); exec @ARGV", "--");

    public Detached {
        words = List.copyOf(words);
    }

    Process start() throws IOException {
        return builder().start();
    }

    /** With a PATH, HOME and LANG alone: what else is in the environment of a person is none of a daemon's. */
    public Process startAlone() throws IOException {
        ProcessBuilder builder = builder();
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG"));
        return builder.start();
    }

    private ProcessBuilder builder() {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"))) {
            all.add("setsid");
        } else {
            all.addAll(PERL);
        }
        all.addAll(words);
        return new ProcessBuilder(all)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
    }
}
