package dev.slipway.cluster.node;

import dev.slipway.debian.DebianArchive;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Debian's static busybox at {@code /busybox}: all that an image needs which is there to be run by a test. */
public final class Busybox {
    private Busybox() {}

    /**
     * @param cache of Debian's packages
     * @param further what is beside it in the layer
     */
    public static Layer layer(Layout layout, Path cache, Entry... further) throws IOException, InterruptedException {
        DebianArchive archive = DebianArchive.standard(DebianArchive.hostArchitecture(), cache);
        Entry busybox = archive.entries(archive.resolve("forky", List.of("busybox-static"))).stream()
                .filter(e -> e.path().endsWith("/busybox") && e.kind() == Entry.Kind.FILE)
                .findFirst()
                .orElseThrow();
        List<Entry> entries = new ArrayList<>(List.of(new Entry(
                "/busybox", Entry.Kind.FILE, 0755, 0, 0, "", busybox.size(), busybox.content(), Optional.empty())));
        entries.addAll(Arrays.asList(further));
        return layout.addLayer("busybox", entries, Compression.GZIP);
    }
}
