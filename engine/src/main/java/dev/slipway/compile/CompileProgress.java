package dev.slipway.compile;

import dev.slipway.gate.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports the progress of a build from the lines that {@code go build -v} prints when it begins a package. At first it
 * estimates the time left from the pace of a known machine and the number of cores, then more and more from the pace
 * here.
 */
final class CompileProgress implements Consumer<String> {
    static final String PHASE = "cluster";
    static final String STEP = "compile";
    /** Bytes of source that one core compiles in a second: Kubernetes 1.37 with Go 1.26, 113 MB in 816 s of one core. */
    private static final double REFERENCE_PACE = 139_000;

    /** After this time only the pace measured here counts. */
    private static final double TRUSTED_SECONDS = 120;

    private static final Duration LINK = Duration.ofSeconds(5);

    private final String name;
    private final CompilePlan plan;
    private final Progress progress;
    private final Clock clock;
    private final Instant began;
    private final double expectedPace;
    private final Set<String> seen = new HashSet<>();
    private long bytesBegun;
    private int downloads;

    CompileProgress(String name, CompilePlan plan, int cores, Progress progress, Clock clock) {
        this.name = name;
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
        this.began = clock.instant();
        this.expectedPace = REFERENCE_PACE * cores;
    }

    @Override
    public synchronized void accept(String line) {
        if (line.startsWith("go: downloading ")) {
            downloads++;
            String module = line.substring("go: downloading ".length());
            tell("fetching Go modules for " + name + ": " + downloads + " (" + module + ")", -1, Optional.empty());
            return;
        }
        Long bytes = plan.stale().get(line.strip());
        if (bytes == null || !seen.add(line.strip())) {
            return;
        }
        bytesBegun += bytes;
        long all = plan.bytes();
        // A package that has begun is half done on average. When all have begun, the last ones and the linker are left.
        double fraction = Math.min(0.99, (double) bytesBegun / all);
        tell(
                String.format(
                        Locale.ROOT,
                        "compiling %s: %d of %d packages",
                        name,
                        seen.size(),
                        plan.stale().size()),
                fraction,
                Optional.of(left(all - bytesBegun)));
    }

    private Duration left(long bytes) {
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        double trust = Math.min(1, seconds / TRUSTED_SECONDS);
        double seenPace = seconds <= 0 ? expectedPace : bytesBegun / seconds;
        double pace = trust * seenPace + (1 - trust) * expectedPace;
        return LINK.plus(Duration.ofMillis((long) (1000 * bytes / pace)));
    }

    private void tell(String detail, double fraction, Optional<Duration> left) {
        progress.on(new Progress.Event.Advanced(PHASE, STEP, detail, fraction, left));
    }
}
