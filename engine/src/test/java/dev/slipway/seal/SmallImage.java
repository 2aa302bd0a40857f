package dev.slipway.seal;

import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An image of one file, to be signed. */
final class SmallImage {
    private SmallImage() {}

    /** Writes it into the layout and returns its manifest's digest. */
    static String in(Layout layout, String repository, String tag, String content) throws IOException {
        return layout.addImage(new ImageSpec(
                        repository + ":" + tag,
                        "amd64",
                        List.of(layout.addLayer(
                                "code",
                                List.of(Entry.file("/app", 0644, 0, 0, content.getBytes(StandardCharsets.UTF_8))),
                                Compression.GZIP)),
                        List.of("/app"),
                        Map.of(),
                        "/",
                        "65532:65532",
                        List.of(),
                        Map.of()))
                .digest();
    }
}
