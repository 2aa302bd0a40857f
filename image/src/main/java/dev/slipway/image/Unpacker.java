package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Unpacks an image's layers into a folder (OCI image specification 1.1, layer: changesets and whiteouts). A hostile layer
 * cannot write outside the folder; set-user-ID and set-group-ID bits are dropped, because the folder lies on the host.
 */
public final class Unpacker {
    private final boolean keepOwners;
    private final long mostBytes;

    /**
     * @param keepOwners whether files get the owners in the image, which only root can do
     * @param mostBytes limit of the bytes written, as a protection against small layers with a huge content
     */
    public Unpacker(boolean keepOwners, long mostBytes) {
        this.keepOwners = keepOwners;
        this.mostBytes = mostBytes;
    }

    /**
     * The result of unpacking.
     *
     * @param files number of files
     * @param bytes their content
     * @param skipped devices, pipes and sockets, which are not made
     */
    public record Unpacked(long files, long bytes, List<String> skipped) {
        public Unpacked {
            skipped = List.copyOf(skipped);
        }
    }

    /** Unpacks an image of the layout into {@code folder}, which is made if it does not exist and should be empty. */
    public Unpacked unpack(Layout layout, String reference, Path folder) throws IOException {
        String manifest = layout.find(reference)
                .orElseThrow(() -> new ImageException(
                        "image " + reference + " is not in " + layout.folder() + "; build it first"));
        List<String> blobs = layout.blobsOf(manifest);
        return layers(layout, blobs.subList(2, blobs.size()), folder);
    }

    /** Unpacks one layer alone, as it lies in the layout. */
    public Unpacked unpackLayer(Layout layout, String digest, Path folder) throws IOException {
        return layers(layout, List.of(digest), folder);
    }

    private Unpacked layers(Layout layout, List<String> digests, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path root = folder.toRealPath();
        List<String> skipped = new ArrayList<>();
        Map<Path, Integer> folderModes = new LinkedHashMap<>();
        long files = 0;
        long bytes = 0;
        for (String digest : digests) {
            LayerUnpacking layer = new LayerUnpacking(root, keepOwners, mostBytes - bytes, folderModes, skipped);
            read(layout.blob(digest), digest, layer);
            files += layer.files();
            bytes += layer.bytes();
        }
        // Modes come last, because a folder that is not writable would keep its own content out. The deepest come
        // first.
        for (Path path : folderModes.keySet().stream()
                .sorted((a, b) -> b.getNameCount() - a.getNameCount())
                .toList()) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.setAttribute(path, "unix:mode", folderModes.get(path));
            }
        }
        return new Unpacked(files, bytes, skipped);
    }

    private static void read(Path blob, String digest, LayerUnpacking layer) throws IOException {
        if (!Files.isRegularFile(blob)) {
            throw new ImageException("layer " + digest + " is not at " + blob + "; build or pull the image again");
        }
        try (InputStream file = Files.newInputStream(blob);
                CheckedStream checked = new CheckedStream(file);
                InputStream plain = Compression.reading(checked)) {
            layer.read(plain);
            plain.transferTo(OutputStream.nullOutputStream());
            checked.transferTo(OutputStream.nullOutputStream());
            if (!checked.digest().equals(digest)) {
                throw new ImageException("layer at " + blob + " is damaged: it does not have the digest " + digest
                        + "; delete it and" + " build or pull the image again");
            }
        }
    }

    /** Whether this process can give files to other users. */
    public static boolean canKeepOwners() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        } catch (IOException e) {
            return false;
        }
    }
}
