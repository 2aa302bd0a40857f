package dev.slipway.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts a process that outlives this program. It has a session of its own, so that neither Ctrl-C nor the terminal's
 * end reaches it, and a log file for its output.
 */
public record DetachedProcess(List<String> words, Path log) {
    /** macOS has no setsid, but it has perl. */
    private static final List<String> PERL = List.of("perl", "-e", "use POSIX qw(setsid); setsid(); exec @ARGV", "--");

    public DetachedProcess {
        words = List.copyOf(words);
    }

    Process start() throws IOException {
        return builder().start();
    }

    /** Starts it with PATH, HOME and LANG alone: a daemon has no need of a person's other variables. */
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
