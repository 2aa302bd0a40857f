package dev.slipway.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which images leave the node: the lines are those of {@code ctr images ls} of containerd 2. */
class SuperfluousImagesTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static String line(String name, String digest) {
        return name + " application/vnd.oci.image.manifest.v1+json " + digest
                + " 77.1 MiB linux/amd64 io.cri-containerd.image=managed";
    }

    private static final List<String> LISTED = List.of(
            "REF TYPE DIGEST SIZE PLATFORMS LABELS",
            line("slipway.local/shop/api:1", A),
            line("slipway.local/shop/api:2", B),
            line("slipway.local/shop/api-gateway:1", B),
            line("sha256:" + "1".repeat(64), A),
            line("sha256:" + "2".repeat(64), B),
            line("slipway.local/pause:1", "sha256:" + "c".repeat(64)));

    @Test
    void anImageThatNothingNamesGoesWithItsSecondEntry() {
        assertThat(EmbeddedImages.superfluous(
                        LISTED, Set.of("slipway.local/shop/api"), Set.of("slipway.local/shop/api:2")))
                .containsExactly("slipway.local/shop/api:1", "sha256:" + "1".repeat(64));
    }

    @Test
    void whatAnotherNameStillLeadsToStays() {
        assertThat(EmbeddedImages.superfluous(
                        LISTED, Set.of("slipway.local/shop/api"), Set.of("slipway.local/shop/api:1")))
                .containsExactly("slipway.local/shop/api:2");
    }

    @Test
    void ofAListThatIsNoneNothingGoes() {
        assertThat(EmbeddedImages.superfluous(
                        List.of("ctr: no such socket"), Set.of("slipway.local/shop/api"), Set.of()))
                .isEmpty();
    }
}
