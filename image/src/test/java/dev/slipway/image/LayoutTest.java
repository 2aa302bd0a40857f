package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir
    Path dir;

    private static List<TarArchiveEntry> read(Path blob) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(blob)));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                entries.add(e);
            }
        }
        return entries;
    }

    private Layer gzip(List<Entry> entries) throws IOException {
        return Layout.open(dir.resolve("layout")).addLayer("code", entries, Compression.GZIP);
    }

    @Test
    void theSameEntriesInAnyOrderGiveTheSameLayer() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            entries.add(Entry.file(
                    "/d" + random.nextInt(20) + "/" + "n".repeat(random.nextInt(150)) + i, 0644, 0, 0, bytes));
        }
        for (Compression compression : Compression.values()) {
            Layout layout = Layout.open(dir.resolve("layout"));
            Layer first = layout.addLayer("code", entries, compression);
            Collections.shuffle(entries, random);
            assertThat(layout.addLayer("code", entries, compression)).isEqualTo(first);
            assertThat(Files.size(layout.blob(first.digest()))).isEqualTo(first.size());
            assertThat(DigestStream.digestOf(Files.readAllBytes(layout.blob(first.digest()))))
                    .isEqualTo(first.digest());
        }
    }

    @Test
    void aFoldersTimesAndOwnersDoNotReachTheLayer() throws IOException {
        Path tree = Files.createDirectories(dir.resolve("tree/sub"));
        Path file = Files.writeString(tree.resolve("main.py"), "print(1)");
        Layer before = gzip(FolderEntries.read(dir.resolve("tree"), "/app"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(gzip(FolderEntries.read(dir.resolve("tree"), "/app"))).isEqualTo(before);
        assertThat(read(dir.resolve("layout/blobs/sha256")
                        .resolve(before.digest().substring(7))))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("app/", "app/sub/", "app/sub/main.py");
    }

    @Test
    void aSymbolicLinkStaysALinkEvenWhenItDangles() throws IOException {
        Path tree = Files.createDirectories(dir.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("gone"), Path.of("../nowhere"));
        Layer layer = gzip(FolderEntries.read(tree, "/app"));
        TarArchiveEntry link =
                read(Layout.open(dir.resolve("layout")).blob(layer.digest())).get(1);
        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("../nowhere");
    }

    @Test
    void hardLinksComeAfterTheirTargets() throws IOException {
        Layer layer = gzip(List.of(Entry.hardlink("/a", "/z"), Entry.file("/z", 0755, 0, 0, new byte[] {1})));
        assertThat(read(Layout.open(dir.resolve("layout")).blob(layer.digest())))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("z", "a");
    }

    @Test
    void aHardLinkHasTheModeOfItsFile() throws IOException {
        Layer layer = gzip(List.of(
                Entry.hardlink("/bin/a", "/bin/z"),
                Entry.hardlink("/bin/b", "/bin/a"),
                Entry.file("/bin/z", 0755, 7, 8, new byte[] {1})));
        assertThat(read(Layout.open(dir.resolve("layout")).blob(layer.digest())))
                .extracting(TarArchiveEntry::getName, TarArchiveEntry::getMode, TarArchiveEntry::getLongUserId)
                .containsExactly(tuple("bin/z", 0755, 7L), tuple("bin/a", 0755, 7L), tuple("bin/b", 0755, 7L));
    }

    @Test
    void anImageIsFoundByItsNameAndReplacedUnderIt() throws IOException {
        Layout layout = Layout.open(dir.resolve("layout"));
        Layer layer = gzip(List.of(Entry.file("/hello", 0644, 0, 0, "hi".getBytes(StandardCharsets.UTF_8))));
        StoredImage first = layout.addImage(spec(layer, "1"));
        StoredImage again = layout.addImage(spec(layer, "1"));
        StoredImage changed = layout.addImage(spec(layer, "2"));
        assertThat(again).isEqualTo(first);
        assertThat(changed.digest()).isNotEqualTo(first.digest());
        assertThat(layout.find("slipway.local/app/web:t")).contains(changed.digest());
        assertThat(layout.blobsOf(changed.digest())).hasSize(3).contains(layer.digest());
        assertThat(Files.list(layout.folder())).noneMatch(p -> p.toString().endsWith(".unfinished"));
    }

    @Test
    void everyEntryHasADateItsOwnOrTheNewestOfItsLayer() throws IOException {
        Instant old = Instant.parse("2024-05-01T10:00:00Z");
        Instant recent = Instant.parse("2026-11-02T08:30:15Z");
        Layer layer = gzip(List.of(
                Entry.file("/a", 0644, 0, 0, new byte[1]).dated(old),
                Entry.file("/b", 0644, 0, 0, new byte[1]).dated(recent.plusMillis(700)),
                Entry.file("/c", 0644, 0, 0, new byte[1]),
                Entry.file("/d", 0644, 0, 0, new byte[1]).dated(Instant.EPOCH)));
        assertThat(layer.date()).isEqualTo(recent);
        assertThat(read(Layout.open(dir.resolve("layout")).blob(layer.digest())))
                .extracting(entry -> entry.getLastModifiedTime().toInstant())
                .containsExactly(old, recent, recent, recent);

        Layer undated = gzip(List.of(Entry.file("/a", 0644, 0, 0, new byte[1])));
        assertThat(undated.date()).isAfter(Instant.EPOCH);
    }

    @Test
    void anImageIsOfTheDateOfItsNewestLayer() throws IOException {
        Layout layout = Layout.open(dir.resolve("layout"));
        Instant date = Instant.parse("2026-11-02T08:30:15Z");
        Layer layer = gzip(List.of(Entry.file("/a", 0644, 0, 0, new byte[1]).dated(date)));
        String config =
                layout.blobsOf(layout.addImage(spec(layer, "1")).digest()).get(1);
        assertThat(Files.readString(layout.blob(config))).contains("\"created\":\"2026-11-02T08:30:15Z\"");
    }

    @Test
    void anImageThatIsDamagedAnywhereIsNotHeldAndIsMendedByAddingItAgain() throws IOException {
        Layout layout = Layout.open(dir.resolve("layout"));
        List<Entry> entries = List.of(Entry.file("/hello", 0644, 0, 0, "hi".getBytes(StandardCharsets.UTF_8)));
        Layer layer = gzip(entries);
        StoredImage image = layout.addImage(spec(layer, "1"));
        assertThat(layout.holds(image.reference(), image.digest())).isTrue();
        assertThat(layout.holds(image.reference(), layer.digest())).isFalse();
        for (String digest : layout.blobsOf(image.digest())) {
            for (byte[] damage : List.of(new byte[0], "{}".getBytes(StandardCharsets.UTF_8))) {
                Files.write(layout.blob(digest), damage);
                assertThat(layout.holds(image.reference(), image.digest())).isFalse();
                assertThat(layout.whole(layer)).isEqualTo(!digest.equals(layer.digest()));
                assertThat(gzip(entries)).isEqualTo(layer);
                assertThat(layout.addImage(spec(layer, "1"))).isEqualTo(image);
                assertThat(layout.holds(image.reference(), image.digest())).isTrue();
            }
            Files.delete(layout.blob(digest));
            assertThat(layout.holds(image.reference(), image.digest())).isFalse();
            gzip(entries);
            layout.addImage(spec(layer, "1"));
        }
        Files.writeString(layout.folder().resolve("index.json"), "{\"manifests\": [");
        assertThat(layout.holds(image.reference(), image.digest())).isFalse();
        layout.addImage(spec(layer, "1"));
        assertThat(layout.holds(image.reference(), image.digest())).isTrue();
    }

    @Test
    void aLayerWithOtherBytesOfTheSameNumberIsDropped() throws IOException {
        Layout layout = Layout.open(dir.resolve("layout"));
        Layer layer = gzip(List.of(Entry.file("/hello", 0644, 0, 0, "hi".getBytes(StandardCharsets.UTF_8))));
        assertThat(layout.dropDamaged(layer.digest())).isFalse();
        byte[] bytes = Files.readAllBytes(layout.blob(layer.digest()));
        bytes[bytes.length / 2] ^= 1;
        Files.write(layout.blob(layer.digest()), bytes);
        assertThat(layout.dropDamaged(layer.digest())).isTrue();
        assertThat(layout.whole(layer)).isFalse();
    }

    @Test
    void aMissingLayerIsNamed() throws IOException {
        Layer absent = new Layer("code", "", "sha256:" + "0".repeat(64), "sha256:" + "0".repeat(64), 1, Instant.EPOCH);
        Layout layout = Layout.open(dir.resolve("layout"));
        assertThatThrownBy(() -> layout.addImage(spec(absent, "1")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("layer code")
                .hasMessageContaining("build the image again");
    }

    private static ImageSpec spec(Layer layer, String version) {
        return new ImageSpec(
                "slipway.local/app/web:t",
                "amd64",
                List.of(layer),
                List.of("/hello"),
                Map.of("B", "2", "A", version),
                "/",
                "65532",
                List.of(8080),
                Map.of());
    }
}
