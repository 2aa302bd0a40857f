package dev.slipway.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes images of a layout as one tar stream, for {@code ctr images import}, {@code minikube image load} and {@code
 * docker load}. The stream is an OCI layout (OCI image specification 1.1, image-layout). If no blob is left out, it
 * also has a {@code manifest.json}, so that Docker before 25 can read it.
 */
public final class Archive {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Layout layout;
    private final List<String> references;

    private Archive(Layout layout, List<String> references) {
        this.layout = layout;
        this.references = List.copyOf(references);
    }

    public static Archive of(Layout layout, List<String> references) {
        return new Archive(layout, references);
    }

    /**
     * What was written.
     *
     * @param sent digests of the blobs in the stream
     * @param leftOut digests of the blobs that the receiver has
     * @param bytes of the blobs in the stream, without the tar's headers
     */
    public record Written(List<String> sent, List<String> leftOut, long bytes) {
        public Written {
            sent = List.copyOf(sent);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Writes the archive and leaves {@code out} open. Bytes depend on the images and {@code held} alone.
     *
     * @param held digests of blobs that the receiver has
     * @throws ImageException where an image or one of its blobs is not in the layout
     */
    public Written writeTo(OutputStream out, Set<String> held) throws IOException {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        TreeSet<String> blobs = new TreeSet<>();
        for (String reference : references) {
            Map<String, Object> descriptor = layout.descriptor(reference)
                    .orElseThrow(() -> new ImageException(
                            "image " + reference + " is not in " + layout.folder() + "; build it first"));
            descriptors.add(descriptor);
            blobs.addAll(layout.blobsOf(String.valueOf(descriptor.get("digest"))));
        }
        List<String> sent = blobs.stream().filter(b -> !held.contains(b)).toList();
        List<String> leftOut = blobs.stream().filter(held::contains).toList();
        requireAll(sent);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        Instant date = newest(descriptors);
        put(tar, date, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        put(tar, date, "index.json", JSON.writeValueAsBytes(ImageJson.index(descriptors)));
        if (leftOut.isEmpty()) {
            put(tar, date, "manifest.json", JSON.writeValueAsBytes(dockerManifest()));
        }
        long bytes = 0;
        for (String digest : sent) {
            bytes += put(tar, date, digest);
        }
        tar.finish();
        out.flush();
        return new Written(sent, leftOut, bytes);
    }

    private void requireAll(List<String> digests) {
        for (String digest : digests) {
            if (!Files.isRegularFile(layout.blob(digest))) {
                throw new ImageException("blob " + digest + " of " + String.join(", ", references) + " is not in "
                        + layout.folder() + "; build the images again");
            }
        }
    }

    /** When the newest of the images was made. */
    private Instant newest(List<Map<String, Object>> descriptors) throws IOException {
        Instant newest = Instant.EPOCH;
        for (Map<String, Object> descriptor : descriptors) {
            String config =
                    layout.blobsOf(String.valueOf(descriptor.get("digest"))).get(1);
            String created = JSON.readTree(Files.readAllBytes(layout.blob(config)))
                    .path("created")
                    .asString("");
            Instant date = created.isEmpty() ? Instant.EPOCH : Instant.parse(created);
            newest = date.isAfter(newest) ? date : newest;
        }
        return newest.truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Map<String, Object>> dockerManifest() throws IOException {
        List<Map<String, Object>> images = new ArrayList<>();
        for (String reference : references) {
            List<String> blobs = layout.blobsOf(layout.find(reference).orElseThrow());
            Map<String, Object> image = new LinkedHashMap<>();
            image.put("Config", name(blobs.get(1)));
            image.put("RepoTags", List.of(reference));
            image.put(
                    "Layers",
                    blobs.subList(2, blobs.size()).stream().map(Archive::name).toList());
            images.add(image);
        }
        return images;
    }

    private static String name(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    private static void put(TarArchiveOutputStream tar, Instant date, String name, byte[] bytes) throws IOException {
        tar.putArchiveEntry(header(date, name, bytes.length));
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private long put(TarArchiveOutputStream tar, Instant date, String digest) throws IOException {
        Path blob = layout.blob(digest);
        long size = Files.size(blob);
        tar.putArchiveEntry(header(date, name(digest), size));
        Files.copy(blob, tar);
        tar.closeArchiveEntry();
        return size;
    }

    private static TarArchiveEntry header(Instant date, String name, long size) {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setMode(0644);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(FileTime.from(date));
        header.setSize(size);
        return header;
    }
}
