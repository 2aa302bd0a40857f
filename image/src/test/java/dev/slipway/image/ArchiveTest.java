package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArchiveTest {
    private static final String WEB = "slipway.local/app/web:1";
    private static final String API = "slipway.local/app/api:2";

    @TempDir
    Path dir;

    private Layout layout;
    private Layer base;
    private Layer code;

    @BeforeEach
    void twoImagesOnOneBase() throws IOException {
        layout = Layout.open(dir.resolve("layout"));
        base = layout.addLayer("base", List.of(Entry.file("/base", 0644, 0, 0, new byte[1000])), Compression.GZIP);
        code = layout.addLayer("code", List.of(Entry.file("/code", 0644, 0, 0, new byte[10])), Compression.ZSTD);
        layout.addImage(image(WEB, base, code));
        layout.addImage(image(API, base));
    }

    private static ImageSpec image(String reference, Layer... layers) {
        return new ImageSpec(
                reference,
                "amd64",
                List.of(layers),
                List.of("/code"),
                Map.of("NAME", reference),
                "/",
                "65532",
                List.of(8080),
                Map.of());
    }

    private static Map<String, byte[]> members(byte[] archive) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                assertThat(members.put(e.getName(), tar.readAllBytes())).isNull();
            }
        }
        return members;
    }

    private static String member(String digest) {
        return "blobs/sha256/" + digest.substring("sha256:".length());
    }

    @Test
    void aSharedLayerIsSentOnceAndEveryBlobHasItsDigest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Archive.Written written = Archive.of(layout, List.of(WEB, API)).writeTo(out, Set.of());
        Map<String, byte[]> members = members(out.toByteArray());
        assertThat(written.sent()).hasSize(6).contains(base.digest(), code.digest());
        assertThat(written.bytes())
                .isEqualTo(members.entrySet().stream()
                        .filter(m -> m.getKey().startsWith("blobs/"))
                        .mapToLong(m -> m.getValue().length)
                        .sum());
        written.sent()
                .forEach(d -> assertThat(DigestStream.digestOf(members.getOrDefault(member(d), new byte[0])))
                        .isEqualTo(d));
    }

    @Test
    void theIndexNamesEachImageForContainerdAndByItsTag() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Archive.of(layout, List.of(API)).writeTo(out, Set.of());
        Map<String, byte[]> members = members(out.toByteArray());
        JsonNode manifests =
                JsonMapper.builder().build().readTree(members.get("index.json")).path("manifests");
        assertThat(manifests.size()).isEqualTo(1);
        JsonNode annotations = manifests.get(0).path("annotations");
        assertThat(annotations.path("io.containerd.image.name").asString()).isEqualTo(API);
        assertThat(annotations.path("org.opencontainers.image.ref.name").asString())
                .isEqualTo("2");
        assertThat(manifests.get(0).path("digest").asString())
                .isEqualTo(layout.find(API).orElseThrow());
    }

    @Test
    void whatTheReceiverHasIsLeftOutEvenWhereItIsGoneHere() throws IOException {
        Files.delete(layout.blob(base.digest()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Archive.Written written = Archive.of(layout, List.of(WEB)).writeTo(out, Set.of(base.digest(), "sha256:other"));
        assertThat(written.leftOut()).containsExactly(base.digest());
        assertThat(members(out.toByteArray()))
                .containsKey(member(code.digest()))
                .doesNotContainKeys(member(base.digest()), "manifest.json");
    }

    @Test
    void theDockerManifestNamesMembersOfTheArchive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Archive.of(layout, List.of(WEB)).writeTo(out, Set.of());
        Map<String, byte[]> members = members(out.toByteArray());
        JsonNode image = JsonMapper.builder()
                .build()
                .readTree(members.get("manifest.json"))
                .get(0);
        assertThat(image.path("RepoTags").get(0).asString()).isEqualTo(WEB);
        assertThat(members).containsKey(image.path("Config").asString());
        assertThat(image.path("Layers").get(0).asString()).isEqualTo(member(base.digest()));
        assertThat(image.path("Layers").get(1).asString()).isEqualTo(member(code.digest()));
    }

    @Test
    void twoArchivesOfTheSameImagesAreEqual() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        Archive.of(layout, List.of(WEB, API)).writeTo(first, Set.of());
        Archive.of(layout, List.of(WEB, API)).writeTo(second, Set.of());
        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    }

    @Test
    void anUnknownImageAndAMissingBlobAreNamed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(
                        () -> Archive.of(layout, List.of("slipway.local/no:1")).writeTo(out, Set.of()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("slipway.local/no:1");
        Files.delete(layout.blob(code.digest()));
        assertThatThrownBy(() -> Archive.of(layout, List.of(WEB)).writeTo(out, Set.of()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(code.digest());
        assertThat(out.size()).isZero();
    }
}
