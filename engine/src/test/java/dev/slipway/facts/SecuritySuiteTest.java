package dev.slipway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clean is said only of a fresh comparison; whatever is missing or in doubt is no data. */
class SecuritySuiteTest {
    @TempDir
    Path kept;

    private final RecordedArchive archive = new RecordedArchive();

    /** What a process that starts at a time says of an image whose libc6 is of a version. */
    private Scanner.Answer scan(Instant now, String installed) throws Exception {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Bill bill = new Bill(
                "api",
                "sha256:1",
                "trixie",
                "resolved 2026-11-24T00:00:00Z with indexes of {trixie-security=2026-11-20}",
                RecordedArchive.installed(installed),
                List.of());
        return new SecuritySuite(new Fixes(archive, kept, clock), clock).debian(bill);
    }

    private Scanner.Answer scan(Instant now) throws Exception {
        return scan(now, "2.41-12");
    }

    @Test
    void aFreshComparisonWithNothingNewerIsCleanAndTellsItsDates() throws Exception {
        Scanner.Answer answer = scan(RecordedArchive.NOW);

        assertThat(answer).isInstanceOf(Scanner.Answer.Clean.class);
        assertThat(answer.evidence())
                .contains("1 Debian packages")
                .contains("trixie-security, index of 2026-11-21T00:53:03Z valid until 2026-11-28T00:53:03Z")
                .contains("fetched 2026-11-24T08:00:00Z");
    }

    @Test
    void aPublishedFixIsFoundHoweverYoungTheBaseIs() throws Exception {
        assertThat(scan(RecordedArchive.NOW, "2.41-11"))
                .isInstanceOfSatisfying(
                        Scanner.Answer.Vulnerable.class,
                        found -> assertThat(found.found()).containsExactly("libc6 2.41-11: the archive has 2.41-12"));
    }

    @Test
    void aFixPublishedAnHourLaterIsFound() throws Exception {
        assertThat(scan(RecordedArchive.NOW)).isInstanceOf(Scanner.Answer.Clean.class);
        archive.version = "2.41-12+deb13u1";
        Instant later = RecordedArchive.NOW.plus(Duration.ofMinutes(61));
        archive.fetched = later;

        assertThat(scan(later)).isInstanceOf(Scanner.Answer.Vulnerable.class);
    }

    @Test
    void anArchiveThatCannotBeReadIsNoData() throws Exception {
        archive.network = false;

        assertThat(scan(RecordedArchive.NOW))
                .isInstanceOfSatisfying(
                        Scanner.Answer.NoData.class,
                        none -> assertThat(none.evidence())
                                .contains("there is no network")
                                .contains("trixie-security=2026-11-20"));
    }

    @Test
    void anEarlierComparisonCountsForAnHourAndIsNoDataOnceItCannotBeMadeAgain() throws Exception {
        scan(RecordedArchive.NOW);
        archive.network = false;

        assertThat(scan(RecordedArchive.NOW.plus(Duration.ofMinutes(59)))).isInstanceOf(Scanner.Answer.Clean.class);
        assertThat(scan(RecordedArchive.NOW.plus(Duration.ofMinutes(61)))).isInstanceOf(Scanner.Answer.NoData.class);
        assertThat(archive.asked).containsExactly("updates", "updates");
    }

    @Test
    void anIndexFetchedLongAgoIsNoData() throws Exception {
        archive.fetched = RecordedArchive.NOW.minus(Duration.ofHours(23));
        assertThat(scan(RecordedArchive.NOW)).isInstanceOf(Scanner.Answer.Clean.class);

        archive.fetched = RecordedArchive.NOW.minus(Duration.ofHours(25));
        assertThat(scan(RecordedArchive.NOW))
                .isInstanceOfSatisfying(
                        Scanner.Answer.NoData.class,
                        none -> assertThat(none.evidence()).contains("was not fetched within a day"));
    }

    @Test
    void anIndexPastItsDateIsNoDataAlsoWhenItsComparisonWasKept() throws Exception {
        archive.validUntil = RecordedArchive.NOW.plusSeconds(60);
        assertThat(scan(RecordedArchive.NOW)).isInstanceOf(Scanner.Answer.Clean.class);

        assertThat(scan(RecordedArchive.NOW.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        Scanner.Answer.NoData.class,
                        none -> assertThat(none.evidence()).contains("past the date"));
    }

    @Test
    void aReleaseWithoutASecuritySuiteIsNoData() throws Exception {
        archive.security = "trixie-updates";

        assertThat(scan(RecordedArchive.NOW))
                .isInstanceOfSatisfying(
                        Scanner.Answer.NoData.class,
                        none -> assertThat(none.evidence()).contains("no index of trixie-security was read"));
    }
}
