package dev.slipway.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes that outlive this program. They have a session of their own, so that neither Ctrl-C nor the terminal's
 * end reaches them, and a log file for what they print.
 */
record Detached(List<String> words, Path log) {
    /** macOS has no setsid, but it has perl. */
    private static final List<String> PERL = List.of("perl", "-e", "use POSIX qw(setsid); setsid(); exec @ARGV", "--");

    Detached {
        words = List.copyOf(words);
    }

    Process start() throws IOException {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"))) {
            all.add("setsid");
        } else {
            all.addAll(PERL);
        }
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        return builder.start();
    }
}
