package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.debian.DebianArchive;
import dev.slipway.image.Archive;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images of a node's own under names that people use: Debian's busybox, which serves HTTP as nginx and idles as busybox. */
final class OwnImages {
    private static final List<String> PROGRAMS = List.of(
            "sh",
            "sleep",
            "date",
            "cat",
            "echo",
            "true",
            "false",
            "tail",
            "touch",
            "wget",
            "nslookup",
            "httpd",
            "ls",
            "test");

    private OwnImages() {}

    static void load(Clusters clusters, Cluster cluster, Path folder, Path cache)
            throws IOException, InterruptedException {
        Layout layout = Layout.open(folder);
        DebianArchive archive = DebianArchive.standard(DebianArchive.hostArchitecture(), cache);
        Entry busybox = archive.entries(archive.resolve("forky", List.of("busybox-static"))).stream()
                .filter(e -> e.path().endsWith("/busybox") && e.kind() == Entry.Kind.FILE)
                .findFirst()
                .orElseThrow();
        List<Entry> entries = new ArrayList<>(List.of(new Entry(
                "/bin/busybox", Entry.Kind.FILE, 0755, 0, 0, "", busybox.size(), busybox.content(), Optional.empty())));
        PROGRAMS.forEach(p -> entries.add(Entry.symlink("/bin/" + p, "busybox")));
        entries.add(Entry.directory("/tmp", 0777, 0, 0));
        entries.add(Entry.directory("/www", 0755, 0, 0));
        entries.add(Entry.file("/www/index.html", 0644, 0, 0, "welcome".getBytes(StandardCharsets.UTF_8)));
        Layer layer = layout.addLayer("busybox", entries, Compression.GZIP);
        List<String> images = List.of(
                "docker.io/library/nginx:1.26", "docker.io/library/nginx:1.27", "docker.io/library/busybox:1.36");
        for (String image : images) {
            List<String> entry = image.contains("nginx")
                    ? List.of("/bin/httpd", "-f", "-p", "80", "-h", "/www")
                    : List.of("/bin/sh");
            layout.addImage(new ImageSpec(
                    image,
                    DebianArchive.hostArchitecture(),
                    List.of(layer),
                    entry,
                    Map.of("PATH", "/bin"),
                    "/",
                    "0:0",
                    List.of(),
                    Map.of("test", image)));
        }
        clusters.images(cluster).load(out -> Archive.of(layout, images).writeTo(out, Set.of()));
    }
}
