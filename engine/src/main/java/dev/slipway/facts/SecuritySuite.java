package dev.slipway.facts;

import dev.slipway.debian.DebianException;
import dev.slipway.debian.Updates;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares the Debian packages of an image with Debian's security suite: an older package lacks a published fix.
 */
public final class SecuritySuite implements Scanner {
    /** An older index may lack a fix of today. */
    private static final Duration OLDEST = Duration.ofDays(1);

    private final Fixes fixes;
    private final Clock clock;

    public SecuritySuite(Fixes fixes, Clock clock) {
        this.fixes = fixes;
        this.clock = clock;
    }

    @Override
    public Result scan(Bill bill) throws IOException, InterruptedException {
        return new Result(bill.debian().isEmpty() ? List.of() : List.of(debian(bill)), List.of());
    }

    /**
     * Gives a clean answer only if it compared a fresh index of the security suite. Otherwise the answer is that there
     * is no data.
     */
    Answer debian(Bill bill) throws IOException, InterruptedException {
        String release = bill.release();
        String what = bill.debian().size() + " Debian packages, " + bill.origin();
        Fixes.Comparison compared;
        try {
            compared = fixes.of(release, bill.debian());
        } catch (DebianException e) {
            return new Answer.NoData("deb", what + ": " + e.getMessage());
        }
        String indexes =
                compared.indexes().stream().map(SecuritySuite::describe).collect(Collectors.joining("; "));
        String evidence = what + ", compared with " + indexes;
        if (!compared.missing().isEmpty()) {
            return new Answer.Vulnerable(
                    "deb",
                    evidence,
                    compared.missing(),
                    "run the command again: the base is made of the newest packages");
        }
        String security = release + "-security";
        if (compared.index(security).isEmpty()) {
            return new Answer.NoData("deb", what + ": no index of " + security + " was read");
        }
        List<String> doubts = new ArrayList<>();
        compared.indexes().forEach(index -> doubts.addAll(doubts(index)));
        if (!doubts.isEmpty()) {
            doubts.addAll(compared.notes());
            return new Answer.NoData("deb", evidence + ": " + String.join("; ", doubts));
        }
        return new Answer.Clean("deb", evidence);
    }

    private List<String> doubts(Updates.Index index) {
        Instant now = clock.instant();
        List<String> doubts = new ArrayList<>();
        if (index.fetched().isBefore(now.minus(OLDEST)) || index.fetched().isAfter(now)) {
            doubts.add("the index of " + index.suite() + " was not fetched within a day");
        }
        if (index.validUntil().filter(end -> !now.isBefore(end)).isPresent()) {
            doubts.add("the index of " + index.suite() + " is past the date that it was valid until");
        }
        return doubts;
    }

    private static String describe(Updates.Index index) {
        return index.suite() + ", index of " + index.date()
                + index.validUntil().map(end -> " valid until " + end).orElse("") + ", fetched "
                + index.fetched().truncatedTo(ChronoUnit.SECONDS);
    }
}
