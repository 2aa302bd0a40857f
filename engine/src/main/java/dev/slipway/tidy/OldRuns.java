package dev.slipway.tidy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.io.file.PathUtils;

/** Ledgers and reports of runs: the last ones stay, and those of the last weeks up to a number. */
final class OldRuns implements Superfluous {
    /** Always kept. */
    static final int FEWEST = 5;

    /** Never more than these. */
    static final int MOST = 30;

    static final Duration AGE = Duration.ofDays(60);

    private final Path runs;
    private final Instant now;

    OldRuns(Path runs, Instant now) {
        this.runs = runs;
        this.now = now;
    }

    @Override
    public String name() {
        return "ledgers and reports";
    }

    @Override
    public Amount of(boolean free) throws IOException {
        List<Path> all = Sizes.children(runs).stream()
                .filter(Files::isDirectory)
                .sorted(Comparator.comparing(Sizes::modified).reversed())
                .toList();
        long bytes = 0;
        int count = 0;
        for (int i = FEWEST; i < all.size(); i++) {
            if (i >= MOST || Sizes.modified(all.get(i)).isBefore(now.minus(AGE))) {
                bytes += Sizes.of(all.get(i));
                count++;
                if (free) {
                    PathUtils.deleteDirectory(all.get(i));
                }
            }
        }
        return count == 0 ? Amount.NOTHING : new Amount(count + " of " + all.size() + " runs", bytes);
    }
}
