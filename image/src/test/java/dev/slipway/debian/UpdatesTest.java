package dev.slipway.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private SmallArchive archive;

    @BeforeEach
    void serve() throws IOException {
        archive = new SmallArchive(folder);
        archive.suites = "small small-security";
        archive.add("app", "1.0", "").add("tool", "3", "").publishAs("small");
        archive.add("app", "1.0+deb1~1", "").add("app", "1.0+deb1", "").publishAs("small-security");
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    @Test
    void saysWhatIsNewerInTheSuitesBesideTheRelease() throws Exception {
        Updates updates = archive.open().updates("small", HOUR);

        assertThat(updates.newerThan("app", "1.0")).contains("1.0+deb1");
        assertThat(updates.newerThan("app", "1.0+deb1")).isEmpty();
        assertThat(updates.newerThan("app", "2")).isEmpty();
        assertThat(updates.newerThan("tool", "1")).isEmpty();
        Updates.Index index = updates.indexes().getFirst();
        assertThat(updates.indexes()).hasSize(1);
        assertThat(index.suite()).isEqualTo("small-security");
        assertThat(index.date()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(index.validUntil()).contains(Instant.parse("2026-03-08T10:00:00Z"));
        assertThat(index.fetched()).isEqualTo(SmallArchive.NOW);
    }

    @Test
    void asksTheMirrorAgainOnlyOnceItsAnswerIsOld() throws Exception {
        archive.open().updates("small", HOUR);
        int before = archive.requests.get();

        archive.now = SmallArchive.NOW.plus(Duration.ofMinutes(59));
        assertThat(archive.open().updates("small", HOUR).indexes().getFirst().fetched())
                .isEqualTo(SmallArchive.NOW);
        assertThat(archive.requests).hasValue(before);

        archive.now = SmallArchive.NOW.plus(Duration.ofMinutes(61));
        assertThat(archive.open().updates("small", HOUR).indexes().getFirst().fetched())
                .isEqualTo(archive.now);
        assertThat(archive.requests.get()).isGreaterThan(before);
    }

    @Test
    void withoutANetworkTheIndexIsAsOldAsItIsHoweverOftenItWasRead() throws Exception {
        archive.open().updates("small", HOUR);
        archive.files.clear();

        for (int hours = 2; hours < 6; hours++) {
            archive.now = SmallArchive.NOW.plus(Duration.ofHours(hours));
            Updates updates = archive.open().updates("small", HOUR);
            assertThat(updates.indexes().getFirst().fetched()).isEqualTo(SmallArchive.NOW);
            assertThat(updates.notes()).singleElement().asString().contains("no network");
            assertThat(updates.newerThan("app", "1.0")).contains("1.0+deb1");
        }
    }

    @Test
    void anIndexOlderThanTheOneThatWasThereBeforeIsRefused() throws Exception {
        archive.open().updates("small", HOUR);
        archive.date = "Sun, 01 Mar 2026 06:00:00 UTC";
        archive.add("app", "1.0", "").publishAs("small-security");
        archive.now = SmallArchive.NOW.plus(Duration.ofHours(2));

        for (int i = 0; i < 2; i++) {
            Updates updates = archive.open().updates("small", HOUR);
            assertThat(updates.newerThan("app", "1.0")).contains("1.0+deb1");
            assertThat(updates.indexes().getFirst().date()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
            assertThat(updates.indexes().getFirst().fetched()).isEqualTo(SmallArchive.NOW);
            assertThat(updates.notes())
                    .singleElement()
                    .asString()
                    .contains("small-security of 2026-03-01T06:00:00Z", "older", "2026-03-01T10:00:00Z stays");
        }
    }

    @Test
    void aDamagedKeptIndexIsAskedForAgain() throws Exception {
        archive.open().updates("small", HOUR);
        try (Stream<Path> lists = Files.list(folder.resolve("cache/lists"))) {
            for (Path list : lists.toList()) {
                FileTime time = Files.getLastModifiedTime(list);
                Files.writeString(list, "-----BEGIN");
                Files.setLastModifiedTime(list, time);
            }
        }
        archive.now = SmallArchive.NOW.plus(Duration.ofMinutes(1));
        assertThat(archive.open().updates("small", HOUR).newerThan("app", "1.0"))
                .contains("1.0+deb1");
    }

    @Test
    void refusesAKeptIndexPastItsDateAndOneThatWasNeverThere() throws Exception {
        archive.open().updates("small", HOUR);
        archive.now = Instant.parse("2026-03-08T10:00:01Z");
        DebianArchive late = archive.open();
        assertThatThrownBy(() -> late.updates("small", Duration.ofDays(30)))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining("was valid until 2026-03-08T10:00:00Z");

        archive.suites = "small small-updates";
        DebianArchive other = archive.open();
        assertThatThrownBy(() -> other.updates("small", HOUR)).hasMessageContaining("small-updates/InRelease");
        assertThatThrownBy(() -> other.updates("large", HOUR))
                .hasMessageContaining(
                        "no source has the suite large; the suites are " + List.of("small", "small-updates"));
    }
}
