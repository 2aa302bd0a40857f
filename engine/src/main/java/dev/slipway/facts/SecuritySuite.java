package dev.slipway.facts;

import dev.slipway.build.BaseImage;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Updates;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the Debian packages of an image with Debian's security suite: an older package lacks a published fix. It has
 * no data on other ecosystems and says so.
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
    public List<Answer> scan(BaseImage base, String release, List<Library> libraries)
            throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>(List.of(debian(base, release)));
        Map<String, Long> others = new TreeMap<>(
                libraries.stream().collect(Collectors.groupingBy(Library::ecosystem, Collectors.counting())));
        others.forEach((ecosystem, count) -> answers.add(
                new Answer.NoData(ecosystem, count + " packages, and no vulnerability data for them on this machine")));
        return answers;
    }

    /**
     * Gives a clean answer only if it compared a fresh index of the security suite. Otherwise the answer is that there
     * is no data.
     */
    Answer debian(BaseImage base, String release) throws IOException, InterruptedException {
        String what = base.packages().size() + " Debian packages, resolved " + base.resolvedAt();
        Fixes.Comparison compared;
        try {
            compared = fixes.of(release, base.packages());
        } catch (DebianException e) {
            return new Answer.NoData(
                    "deb", what + " with indexes of " + new TreeMap<>(base.indexDates()) + ": " + e.getMessage());
        }
        String indexes =
                compared.indexes().stream().map(SecuritySuite::describe).collect(Collectors.joining("; "));
        String evidence = what + ", compared with " + indexes;
        if (!compared.missing().isEmpty()) {
            return new Answer.Vulnerable("deb", evidence, compared.missing());
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
