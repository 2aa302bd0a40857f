package dev.slipway.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Layout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a key has signed holds, and nothing else does. */
class SealsTest {
    private static final String REPOSITORY = "slipway.local/shop/api";

    @TempDir
    Path folder;

    private Layout layout;
    private SealKey key;

    @BeforeEach
    void open() throws Exception {
        layout = Layout.open(folder.resolve("oci"));
        key = SealKey.at(folder.resolve("config/signing.key"));
    }

    private String image(String tag, String content) throws Exception {
        return SmallImage.in(layout, REPOSITORY, tag, content);
    }

    private String sealed(String tag) throws Exception {
        String digest = image(tag, tag);
        Seals.seal(
                layout,
                REPOSITORY,
                digest,
                List.of(
                        new Statement(Statement.PROVENANCE, Map.of("buildDefinition", Map.of("buildType", "x"))),
                        Statement.of(
                                Statement.SPDX, "{\"spdxVersion\": \"SPDX-2.3\"}".getBytes(StandardCharsets.UTF_8))),
                key);
        return digest;
    }

    private Seals.Proof check(String digest) throws Exception {
        return Seals.check(layout, REPOSITORY, digest, key.open());
    }

    private JsonNode manifest(String tag) throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(
                        layout.blob(layout.find(REPOSITORY + ":" + tag).orElseThrow())));
    }

    @Test
    void whatIsSignedHoldsWithItsStatements() throws Exception {
        String digest = sealed("1");

        assertThat(check(digest).problem()).isEmpty();
        assertThat(check(digest).statements()).containsOnlyKeys(Statement.PROVENANCE, Statement.SPDX);
        assertThat(Objects.requireNonNull(check(digest).statements().get(Statement.SPDX))
                        .path("spdxVersion")
                        .asString())
                .isEqualTo("SPDX-2.3");
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Path file = folder.resolve("config/signing.key");

        assertThat(SealKey.at(file).open().fingerprint()).isEqualTo(key.open().fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("config/signing.pub"))).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void anotherKeyAnotherImageAndNoSignatureAreRefused() throws Exception {
        String digest = sealed("1");
        String other = image("2", "altered");
        SealKey strange = SealKey.at(folder.resolve("strange.key"));

        assertThat(Seals.check(layout, REPOSITORY, digest, strange.open()).problem())
                .isEqualTo("its signature is not of this key");
        assertThat(check(other).problem()).isEqualTo("it has no signature");

        // Somebody gives the altered image the signature of the good one.
        for (int i = 0; i < 2; i++) {
            String good =
                    layout.find(REPOSITORY + ":" + Seals.tags(digest).get(i)).orElseThrow();
            layout.enter(
                    REPOSITORY + ":" + Seals.tags(other).get(i),
                    "application/vnd.oci.image.manifest.v1+json",
                    good,
                    Files.size(layout.blob(good)));
        }
        assertThat(check(other).holds()).isFalse();
    }

    @Test
    void aStatementOfAnotherKeyIsRefused() throws Exception {
        String digest = sealed("1");
        String signature =
                layout.find(REPOSITORY + ":" + Seals.tags(digest).getFirst()).orElseThrow();
        Seals.seal(
                layout,
                REPOSITORY,
                digest,
                List.of(new Statement(Statement.PROVENANCE, Map.of("buildDefinition", "of somebody else"))),
                SealKey.at(folder.resolve("strange.key")));
        layout.enter(
                REPOSITORY + ":" + Seals.tags(digest).getFirst(),
                "application/vnd.oci.image.manifest.v1+json",
                signature,
                Files.size(layout.blob(signature)));

        assertThat(check(digest).problem()).isEqualTo("a statement beside it is not signed by this key");
        assertThat(check(digest).statements()).isEmpty();
    }

    @Test
    void aDamagedSealIsNone() throws Exception {
        String digest = sealed("1");
        String signature = manifest(Seals.tags(digest).getFirst())
                .path("layers")
                .path(0)
                .path("digest")
                .asString();
        byte[] bytes = Files.readAllBytes(layout.blob(signature));
        bytes[bytes.length / 2] ^= 1;
        Files.write(layout.blob(signature), bytes);

        assertThat(check(digest).holds()).isFalse();
    }

    /** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
    @Test
    void hasTheFormThatCosignReads() throws Exception {
        String digest = sealed("1");
        JsonNode signature = manifest("sha256-" + digest.substring(7) + ".sig");
        JsonNode attestation = manifest("sha256-" + digest.substring(7) + ".att");
        JsonNode layer = signature.path("layers").path(0);

        assertThat(layer.path("mediaType").asString()).isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
        assertThat(layer.path("annotations")
                        .path("dev.cosignproject.cosign/signature")
                        .asString())
                .isBase64();
        assertThat(Files.readString(layout.blob(layer.path("digest").asString())))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"" + REPOSITORY
                        + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}");
        assertThat(signature.path("subject").path("digest").asString()).isEqualTo(digest);
        assertThat(attestation
                        .path("layers")
                        .path(0)
                        .path("annotations")
                        .path("predicateType")
                        .asString())
                .isEqualTo(Statement.PROVENANCE);
        JsonNode envelope = JsonMapper.shared()
                .readTree(Files.readAllBytes(layout.blob(
                        attestation.path("layers").path(0).path("digest").asString())));
        assertThat(envelope.path("payloadType").asString()).isEqualTo("application/vnd.in-toto+json");
    }

    @Test
    void aLayerThatWasAlteredIsNamed() throws Exception {
        String digest = sealed("1");
        String layer = layout.blobsOf(digest).getLast();
        Files.write(layout.blob(layer), new byte[] {1, 2, 3});

        assertThat(layout.damaged(digest)).containsExactly(layer);
    }
}
