package dev.slipway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Workspace;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layout;
import dev.slipway.seal.SealKey;
import dev.slipway.seal.Seals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what nobody needs any more goes, and nothing of it goes before it was asked for. */
class TidyTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    @TempDir
    Path folder;

    private Workspace workspace() {
        return new Workspace(folder.resolve("home"), folder, folder.resolve(".slipway"), Map.of());
    }

    private void run(String id, int daysAgo) throws Exception {
        Path run = Files.createDirectories(folder.resolve(".slipway/runs").resolve(id));
        Files.writeString(run.resolve("ledger.jsonl"), "x".repeat(1000));
        age(run, daysAgo);
    }

    private static void age(Path path, int days) throws Exception {
        Files.setLastModifiedTime(path, FileTime.from(NOW.minus(Duration.ofDays(days))));
    }

    private List<String> names(String below) throws Exception {
        try (Stream<Path> list = Files.list(folder.resolve(below))) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void runsAreKeptByNumberAndAge() throws Exception {
        for (int i = 10; i < 50; i++) {
            run("run-" + i, i);
        }
        run("ancient", 90);

        new Tidy(workspace(), NOW).afterRun();

        assertThat(names(".slipway/runs"))
                .hasSize(OldRuns.MOST)
                .contains("run-10", "run-39")
                .doesNotContain("run-40");
    }

    @Test
    void theLastRunsStayHoweverOldTheyAre() throws Exception {
        for (int i = 0; i < 8; i++) {
            run("run-" + i, 300 + i);
        }

        new Tidy(workspace(), NOW).afterRun();

        assertThat(names(".slipway/runs")).containsExactly("run-0", "run-1", "run-2", "run-3", "run-4");
    }

    @Test
    void theLastImagesOfAServiceStayWithTheirLayersAndSeals() throws Exception {
        Layout layout = Layout.open(folder.resolve("home/oci"));
        SealKey key = SealKey.at(folder.resolve("signing.key"));
        List<String> digests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String digest = layout.addImage(new ImageSpec(
                            "slipway.local/shop/api:" + i,
                            "amd64",
                            List.of(
                                    layout.addLayer("base", List.of(entry("base")), Compression.GZIP),
                                    layout.addLayer("code", List.of(entry("code " + i)), Compression.GZIP)),
                            List.of("/a"),
                            Map.of(),
                            "/",
                            "65532:65532",
                            List.of(),
                            Map.of()))
                    .digest();
            Seals.seal(layout, "slipway.local/shop/api", digest, List.of(), key);
            digests.add(digest);
        }
        try (Stream<Path> blobs = Files.list(folder.resolve("home/oci/blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                age(blob, 3);
            }
        }
        String young = layout.addBlob("of a run that has not ended".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(layout.blob(young), FileTime.from(NOW));
        int before = names("home/oci/blobs/sha256").size();

        assertThat(new Tidy(workspace(), NOW).all(Tidy.BUDGET, false))
                .singleElement()
                .satisfies(found -> assertThat(found.things()).startsWith("2 images, "));
        assertThat(names("home/oci/blobs/sha256")).hasSize(before);

        new Tidy(workspace(), NOW).afterRun();

        for (int i = 0; i < 5; i++) {
            boolean kept = i >= 2;
            assertThat(layout.find("slipway.local/shop/api:" + i).isPresent()).isEqualTo(kept);
            assertThat(layout.find("slipway.local/shop/api:"
                                    + Seals.tags(digests.get(i)).getFirst())
                            .isPresent())
                    .isEqualTo(kept);
            if (kept) {
                assertThat(layout.damaged(digests.get(i))).isEmpty();
                assertThat(Seals.check(layout, "slipway.local/shop/api", digests.get(i), key.open())
                                .problem())
                        .isEmpty();
            }
        }
        assertThat(layout.blob(young)).exists();
        assertThat(names("home/oci/blobs/sha256").size()).isLessThan(before);
    }

    @Test
    void cachesKeepTheirBudgetAndWhatIsYoung() throws Exception {
        Path debs = Files.createDirectories(folder.resolve("home/debian/by-sha256"));
        for (int i = 0; i < 4; i++) {
            Files.write(debs.resolve("deb-" + i), new byte[1_000_000]);
            age(debs.resolve("deb-" + i), i == 3 ? 1 : 100 - i);
        }

        new Tidy(workspace(), NOW).all(8_000_000, true);

        assertThat(names("home/debian/by-sha256")).containsExactly("deb-2", "deb-3");

        new Tidy(workspace(), NOW).all(0, true);

        assertThat(names("home/debian/by-sha256")).containsExactly("deb-3");
    }

    private static Entry entry(String text) {
        return Entry.file("/a", 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }
}
