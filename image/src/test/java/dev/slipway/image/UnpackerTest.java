package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {
    private static final String NAME = "slipway.local/app/web:1";

    @TempDir
    Path dir;

    private Layout layout;
    private Path root;
    private Path outside;
    private Path secret;

    @BeforeEach
    void aFileOutsideTheFolder() throws IOException {
        layout = Layout.open(dir.resolve("layout"));
        root = dir.resolve("root");
        outside = Files.createDirectories(dir.resolve("outside"));
        secret = Files.writeString(outside.resolve("secret"), "untouched");
    }

    /** A layer as a hostile writer would make it: any names, any order. */
    private final class RawLayer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

        RawLayer file(String name, String content) throws IOException {
            byte[] data = content.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(data.length);
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        }

        RawLayer link(String name, byte type, String target) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        }

        RawLayer folder(String name, int mode) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name + "/", true);
            entry.setMode(mode);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        }

        Layer store() throws IOException {
            tar.close();
            byte[] data = bytes.toByteArray();
            String digest = DigestStream.digestOf(data);
            Files.write(layout.blob(digest), data);
            return new Layer(
                    "raw", "application/vnd.oci.image.layer.v1.tar", digest, digest, data.length, Instant.EPOCH);
        }
    }

    @Test
    void aFileHasTheTimeThatTheLayerGivesIt() throws Exception {
        Instant date = Instant.parse("2026-03-04T05:06:07Z");
        Layer layer = layout.addLayer(
                "code",
                List.of(Entry.file("/app/code.jar", 0644, 0, 0, new byte[] {1, 2})
                        .dated(date)),
                Compression.ZSTD);
        new Unpacker(false, 1 << 20).unpackLayer(layout, layer.digest(), root);
        assertThat(Files.getLastModifiedTime(root.resolve("app/code.jar"))).isEqualTo(FileTime.from(date));
        assertThat(Files.readAllBytes(root.resolve("app/code.jar"))).containsExactly(1, 2);
    }

    private Unpacker.Unpacked unpack(Layer... layers) throws IOException {
        layout.addImage(
                new ImageSpec(NAME, "amd64", List.of(layers), List.of("/x"), Map.of(), "/", "1", List.of(), Map.of()));
        return new Unpacker(false, 1 << 20).unpack(layout, NAME, root);
    }

    private static Entry file(String path, String content) {
        return Entry.file(path, 0644, 0, 0, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void filesLinksAndModesComeOutAsTheyWentIn() throws IOException {
        List<Entry> entries = new ArrayList<>(List.of(
                Entry.directory("/closed", 0555, 0, 0),
                file("/closed/inside", "x"),
                Entry.file("/bin/tool", 0755, 0, 0, "run".getBytes(StandardCharsets.UTF_8)),
                Entry.hardlink("/bin/same", "/bin/tool"),
                Entry.symlink("/bin/dangling", "/no/where")));
        for (Compression compression : Compression.values()) {
            root = dir.resolve("root-" + compression);
            Unpacker.Unpacked unpacked = unpack(layout.addLayer("code", entries, compression));
            assertThat(unpacked).isEqualTo(new Unpacker.Unpacked(2, 4, List.of()));
            assertThat(root.resolve("bin/same")).hasContent("run");
            assertThat(Files.getAttribute(root.resolve("bin/same"), "unix:ino"))
                    .isEqualTo(Files.getAttribute(root.resolve("bin/tool"), "unix:ino"));
            assertThat(Files.readSymbolicLink(root.resolve("bin/dangling"))).hasToString("/no/where");
            assertThat(permissions("bin/tool")).isEqualTo("rwxr-xr-x");
            assertThat(permissions("closed")).isEqualTo("r-xr-xr-x");
        }
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    @Test
    void setUserIdBitsAreDropped() throws IOException {
        unpack(layout.addLayer("code", List.of(Entry.file("/su", 06755, 0, 0, new byte[1])), Compression.GZIP));
        assertThat((int) Files.getAttribute(root.resolve("su"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    @Test
    void ownersAreKeptOnRequest() throws IOException {
        assumeTrue(Unpacker.canKeepOwners(), "needs root");
        Layer layer = layout.addLayer(
                "code",
                List.of(Entry.directory("/data", 0700, 65532, 65533), Entry.symlink("/l", "/etc/passwd")),
                Compression.GZIP);
        layout.addImage(
                new ImageSpec(NAME, "amd64", List.of(layer), List.of("/x"), Map.of(), "/", "1", List.of(), Map.of()));
        new Unpacker(true, 1 << 20).unpack(layout, NAME, root);
        assertThat(Files.getAttribute(root.resolve("data"), "unix:uid")).isEqualTo(65532);
        assertThat(Files.getAttribute(root.resolve("data"), "unix:gid")).isEqualTo(65533);
    }

    @Test
    void aWhiteoutHidesWhatLowerLayersMadeAndNotWhatItsOwnLayerMakes() throws IOException {
        Layer lower = new RawLayer()
                .file("a/old", "1")
                .file("a/kept", "1")
                .file("b/old", "1")
                .file("b/sub/old", "1")
                .store();
        Layer upper = new RawLayer()
                .file("b/new", "2")
                .file("b/.wh..wh..opq", "")
                .file("b/sub/new", "2")
                .file("a/.wh.old", "")
                .file("a/.wh.never", "")
                .store();
        unpack(lower, upper);
        assertThat(root.resolve("a/old")).doesNotExist();
        assertThat(root.resolve("a/kept")).hasContent("1");
        assertThat(root.resolve("b/old")).doesNotExist();
        assertThat(root.resolve("b/sub/old")).doesNotExist();
        assertThat(root.resolve("b/new")).hasContent("2");
        assertThat(root.resolve("b/sub/new")).hasContent("2");
        assertThat(root.resolve("b/.wh..wh..opq")).doesNotExist();
    }

    @Test
    void aFolderReplacesAFileAndAFileAFolder() throws IOException {
        unpack(
                new RawLayer().file("x", "1").file("y/z", "1").store(),
                new RawLayer().file("x/in", "2").file("y", "2").store());
        assertThat(root.resolve("x/in")).hasContent("2");
        assertThat(root.resolve("y")).hasContent("2");
    }

    @Test
    void aLinkOfALowerLayerIsFollowedInsideTheFolder() throws IOException {
        unpack(
                new RawLayer()
                        .folder("usr/bin", 0755)
                        .link("bin", TarConstants.LF_SYMLINK, "/usr/bin")
                        .link("up", TarConstants.LF_SYMLINK, "../../../../usr")
                        .store(),
                new RawLayer().file("bin/sh", "sh").file("up/bin/ls", "ls").store());
        assertThat(root.resolve("usr/bin/sh")).hasContent("sh");
        assertThat(root.resolve("usr/bin/ls")).hasContent("ls");
        assertThat(Files.isSymbolicLink(root.resolve("bin"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/secret", "a/../../outside/secret", "/../outside/secret", "a/.."})
    void aNameThatLeadsOutIsRefused(String name) throws IOException {
        Layer layer = new RawLayer().file(name, "stolen").store();
        assertThatThrownBy(() -> unpack(layer))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("leads out");
        assertThat(secret).hasContent("untouched");
    }

    @Test
    void aLinkOutOfTheFolderLeadsNowhereOutside() throws IOException {
        unpack(
                new RawLayer()
                        .link("abs", TarConstants.LF_SYMLINK, outside.toString())
                        .link("rel", TarConstants.LF_SYMLINK, "../outside")
                        .link("file", TarConstants.LF_SYMLINK, secret.toString())
                        .store(),
                new RawLayer()
                        .file("abs/secret", "stolen")
                        .file("rel/secret", "stolen")
                        .file("file", "stolen")
                        .file("rel/.wh.secret", "")
                        .file("abs/.wh..wh..opq", "")
                        .store());
        assertThat(secret).hasContent("untouched");
        assertThat(root.resolve("file")).hasContent("stolen").isRegularFile();
        assertThat(Files.isSymbolicLink(root.resolve("file"))).isFalse();
    }

    @Test
    void deletingAFolderDoesNotFollowALinkInIt() throws IOException {
        unpack(
                new RawLayer()
                        .folder("d", 0755)
                        .link("d/out", TarConstants.LF_SYMLINK, outside.toString())
                        .store(),
                new RawLayer().file(".wh.d", "").store());
        assertThat(root.resolve("d")).doesNotExist();
        assertThat(secret).hasContent("untouched");
    }

    @Test
    void aHardLinkOutOfTheFolderIsRefused() throws IOException {
        Layer byName = new RawLayer()
                .link("h", TarConstants.LF_LINK, "../outside/secret")
                .store();
        assertThatThrownBy(() -> unpack(byName)).isInstanceOf(ImageException.class);
        Layer byLink = new RawLayer()
                .link("out", TarConstants.LF_SYMLINK, outside.toString())
                .link("h", TarConstants.LF_LINK, "out/secret")
                .store();
        assertThatThrownBy(() -> unpack(byLink))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("not a file of the image");
        assertThat(Files.exists(root.resolve("h"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "d/.wh..."})
    void aWhiteoutOfItsOwnOrTheUpperFolderIsRefused(String name) throws IOException {
        Layer layer = new RawLayer().file("d/x", "1").file(name, "").store();
        assertThatThrownBy(() -> unpack(layer))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("whiteout");
        assertThat(secret).hasContent("untouched");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Layer layer = new RawLayer()
                .link("a", TarConstants.LF_SYMLINK, "b")
                .link("b", TarConstants.LF_SYMLINK, "a")
                .file("a/x", "1")
                .store();
        assertThatThrownBy(() -> unpack(layer))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("links");
    }

    @Test
    void devicesAreSkippedAndSaid() throws IOException {
        Unpacker.Unpacked unpacked = unpack(new RawLayer()
                .link("dev/null", TarConstants.LF_CHR, "")
                .link("pipe", TarConstants.LF_FIFO, "")
                .store());
        assertThat(unpacked.skipped()).containsExactly("dev/null", "pipe");
        assertThat(root.resolve("pipe")).doesNotExist();
    }

    @Test
    void anImageLargerThanTheLimitIsStopped() throws IOException {
        Layer half = new RawLayer().file("a", "x".repeat(700_000)).store();
        Layer other = new RawLayer().file("b", "x".repeat(700_000)).store();
        assertThatThrownBy(() -> unpack(half, other))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("larger than its limit");
    }

    @Test
    void aThreadThatIsToldToStopLeavesTheRest() throws IOException {
        Layer layer = new RawLayer().file("a", "x").store();
        layout.addImage(
                new ImageSpec(NAME, "amd64", List.of(layer), List.of("/x"), Map.of(), "/", "1", List.of(), Map.of()));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Unpacker(false, 1 << 20).unpack(layout, NAME, root))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(root.resolve("a")).doesNotExist();
    }

    @Test
    void aDamagedLayerIsFound() throws IOException {
        Layer layer = new RawLayer().file("a", "good").store();
        byte[] bytes = Files.readAllBytes(layout.blob(layer.digest()));
        bytes[512] = 'f';
        Files.write(layout.blob(layer.digest()), bytes);
        assertThatThrownBy(() -> unpack(layer))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("damaged");
    }
}
