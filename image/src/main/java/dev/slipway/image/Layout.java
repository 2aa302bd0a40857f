package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of images (OCI image layout specification 1.1). A blob appears under its digest's name when it is complete.
 * {@link #whole} and {@link #holds} find blobs that were damaged later; adding such a blob again repairs it.
 */
public final class Layout {
    private static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final String CONTAINERD_NAME = "io.containerd.image.name";
    private static final Pattern ABOUT = Pattern.compile("sha256-([0-9a-f]{64})\\.[a-z]+");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    private Layout(Path folder) {
        this.folder = folder;
    }

    /** Opens the layout in {@code folder}, which is made if it does not exist. */
    public static Layout open(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Path marker = folder.resolve("oci-layout");
        if (!Files.exists(marker)) {
            Files.writeString(marker, "{\"imageLayoutVersion\":\"1.0.0\"}");
        }
        return new Layout(folder);
    }

    public Path folder() {
        return folder;
    }

    /** The path of a blob, whether or not it exists. */
    public Path blob(String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new ImageException("not a SHA-256 digest: " + digest);
        }
        return folder.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
    }

    /** Writes the entries as a layer. */
    public Layer addLayer(String name, List<Entry> entries, Compression compression) throws IOException {
        Path unfinished = Files.createTempFile(folder, "layer-", ".unfinished");
        try {
            Layer layer;
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                layer = LayerWriter.write(name, entries, compression, out);
            }
            DurableFiles.publish(unfinished, blob(layer.digest()));
            return layer;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Writes the image's configuration and manifest and enters it in the index in place of an older one of its name. */
    public StoredImage addImage(ImageSpec spec) throws IOException {
        for (Layer layer : spec.layers()) {
            if (!whole(layer)) {
                throw new ImageException("layer " + layer.name() + " (" + layer.digest() + ") of " + spec.reference()
                        + " is not whole in " + folder + "; build the image again");
            }
        }
        byte[] config = JSON.writeValueAsBytes(ImageJson.config(spec));
        String configDigest = addBlob(config);
        byte[] manifest = JSON.writeValueAsBytes(ImageJson.manifest(spec, configDigest, config.length));
        String digest = addBlob(manifest);
        enter(spec.reference(), ImageJson.MANIFEST_TYPE, digest, manifest.length);
        long size = spec.layers().stream().mapToLong(Layer::size).sum() + config.length;
        return new StoredImage(spec.reference(), digest, size);
    }

    /** Writes an artifact and enters it in the index in place of an older one of its name. Returns its manifest's digest. */
    public String addArtifact(String reference, Artifact artifact) throws IOException {
        for (Artifact.Part part : artifact.parts()) {
            addBlob(part.bytes());
        }
        byte[] config = JSON.writeValueAsBytes(artifact.config());
        byte[] manifest = JSON.writeValueAsBytes(artifact.manifest(addBlob(config), config.length));
        String digest = addBlob(manifest);
        enter(reference, ImageJson.MANIFEST_TYPE, digest, manifest.length);
        return digest;
    }

    /**
     * The documents of an artifact; empty where it is not in this layout as a whole.
     *
     * @throws JacksonException where its manifest is no JSON
     */
    public List<Artifact.Part> parts(String reference) throws IOException {
        Optional<String> digest = find(reference);
        if (digest.isEmpty() || !holds(reference, digest.get())) {
            return List.of();
        }
        List<Artifact.Part> parts = new ArrayList<>();
        for (JsonNode layer :
                JSON.readTree(Files.readAllBytes(blob(digest.get()))).path("layers")) {
            byte[] bytes = Files.readAllBytes(blob(layer.path("digest").asString()));
            if (!DigestStream.digestOf(bytes).equals(layer.path("digest").asString())) {
                return List.of();
            }
            Map<String, String> annotations = new LinkedHashMap<>();
            layer.path("annotations")
                    .properties()
                    .forEach(one -> annotations.put(one.getKey(), one.getValue().asString("")));
            parts.add(new Artifact.Part(layer.path("mediaType").asString(""), bytes, annotations));
        }
        return parts;
    }

    /** The digest of an image's manifest, which its content alone decides. It is known before the image is written. */
    public static String digestOf(ImageSpec spec) {
        byte[] config = JSON.writeValueAsBytes(ImageJson.config(spec));
        return DigestStream.digestOf(
                JSON.writeValueAsBytes(ImageJson.manifest(spec, DigestStream.digestOf(config), config.length)));
    }

    /** The manifest's digest of an image in this layout. */
    public Optional<String> find(String reference) throws IOException {
        return descriptor(reference).map(m -> String.valueOf(m.get("digest")));
    }

    /** The index's descriptor of an image, as the specification writes it. */
    public Optional<Map<String, Object>> descriptor(String reference) throws IOException {
        return index().stream()
                .filter(m -> reference.equals(annotation(m, CONTAINERD_NAME)))
                .findFirst();
    }

    /** Whether a layer's blob is there with all its bytes. */
    public boolean whole(Layer layer) throws IOException {
        return whole(layer.digest(), layer.size());
    }

    private boolean whole(String digest, long size) throws IOException {
        Path blob = blob(digest);
        return Files.isRegularFile(blob) && Files.size(blob) == size;
    }

    /**
     * Whether an image is there under its name with manifest, configuration and layers. The documents are checked by
     * their digests, the layers, which are large, by their sizes.
     */
    public boolean holds(String reference, String digest) throws IOException {
        if (find(reference).filter(digest::equals).isEmpty() || !undamaged(digest)) {
            return false;
        }
        JsonNode manifest = JSON.readTree(Files.readAllBytes(blob(digest)));
        if (!undamaged(manifest.path("config").path("digest").asString())) {
            return false;
        }
        for (JsonNode layer : manifest.path("layers")) {
            if (!whole(layer.path("digest").asString(), layer.path("size").asLong(-1))) {
                return false;
            }
        }
        return true;
    }

    private boolean undamaged(String digest) throws IOException {
        Path blob = blob(digest);
        return Files.isRegularFile(blob)
                && DigestStream.digestOf(Files.readAllBytes(blob)).equals(digest);
    }

    /**
     * Deletes a layer's blob if its bytes do not have its digest, so that it counts as missing. Returns whether it did.
     */
    public boolean dropDamaged(String digest) throws IOException {
        Path blob = blob(digest);
        if (!Files.exists(blob)) {
            return false;
        }
        if (digestOfFile(blob).equals(digest)) {
            return false;
        }
        return Files.deleteIfExists(blob);
    }

    /** The blobs of an image that are not there, or whose bytes do not have their digest. All of them are read. */
    public List<String> damaged(String manifestDigest) throws IOException {
        if (!undamaged(manifestDigest)) {
            return List.of(manifestDigest);
        }
        List<String> damaged = new ArrayList<>();
        for (String digest : blobsOf(manifestDigest)) {
            if (!Files.isRegularFile(blob(digest))
                    || !digestOfFile(blob(digest)).equals(digest)) {
                damaged.add(digest);
            }
        }
        return damaged;
    }

    /** @param images entries of the index @param bytes of the blobs */
    public record Pruned(int images, int blobs, long bytes) {}

    /**
     * Finds the images that are not among the last of their repository, and the blobs that no other image has. What is about
     * an image, under a tag that begins with its digest, goes with it.
     *
     * @param keep how many of a repository stay
     * @param before images and blobs that were written later stay: somebody may be using them, or the image that a blob belongs
     * to may not be there yet
     * @param free whether it is deleted, too
     */
    public Pruned prune(int keep, Instant before, boolean free) throws IOException {
        return locked(() -> pruneLocked(keep, before, free));
    }

    private Pruned pruneLocked(int keep, Instant before, boolean free) throws IOException {
        List<Map<String, Object>> all = index();
        Map<String, Integer> seen = new HashMap<>();
        Set<String> digests = new HashSet<>();
        List<Map<String, Object>> kept = new ArrayList<>();
        int gone = 0;
        for (Map<String, Object> one : all.reversed()) {
            String name = annotation(one, CONTAINERD_NAME);
            if (subject(name).isPresent()) {
                continue;
            }
            boolean last = seen.merge(name.substring(0, Math.max(0, name.lastIndexOf(':'))), 1, Integer::sum) <= keep;
            if (last || young(String.valueOf(one.get("digest")), before)) {
                kept.addFirst(one);
                digests.add(String.valueOf(one.get("digest")));
            } else {
                gone++;
            }
        }
        all.stream()
                .filter(one -> subject(annotation(one, CONTAINERD_NAME))
                        .filter(digests::contains)
                        .isPresent())
                .forEach(kept::add);
        Set<String> needed = new HashSet<>();
        for (Map<String, Object> one : kept) {
            String digest = String.valueOf(one.get("digest"));
            needed.add(digest);
            if (undamaged(digest)) {
                needed.addAll(blobsOf(digest));
            }
        }
        int blobs = 0;
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("blobs/sha256"))) {
            for (Path file : files) {
                if (!needed.contains("sha256:" + file.getFileName())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    blobs++;
                    bytes += Files.size(file);
                    if (free) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
        if (free && kept.size() < all.size()) {
            replace(folder.resolve("index.json"), JSON.writeValueAsBytes(ImageJson.index(kept)));
        }
        return new Pruned(gone, blobs, bytes);
    }

    private boolean young(String digest, Instant before) throws IOException {
        Path manifest = blob(digest);
        return Files.exists(manifest)
                && !Files.getLastModifiedTime(manifest).toInstant().isBefore(before);
    }

    /** The digest of the image that a tag such as {@code sha256-HEX.sig} is about; empty for an image's own tag. */
    private static Optional<String> subject(String reference) {
        Matcher about = ABOUT.matcher(reference.substring(reference.lastIndexOf(':') + 1));
        return about.matches() ? Optional.of("sha256:" + about.group(1)) : Optional.empty();
    }

    private static String digestOfFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                CheckedStream checked = new CheckedStream(in)) {
            checked.transferTo(OutputStream.nullOutputStream());
            return checked.digest();
        }
    }

    /** Digests of all blobs that an image consists of: manifest, configuration, layers. */
    public List<String> blobsOf(String manifestDigest) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readAllBytes(blob(manifestDigest)));
        List<String> digests = new ArrayList<>(
                List.of(manifestDigest, manifest.path("config").path("digest").asString()));
        manifest.path("layers")
                .forEach(layer -> digests.add(layer.path("digest").asString()));
        return digests;
    }

    /** Stores bytes under their digest. */
    public String addBlob(byte[] bytes) throws IOException {
        String digest = DigestStream.digestOf(bytes);
        replace(blob(digest), bytes);
        return digest;
    }

    private void replace(Path file, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(folder, "blob-", ".unfinished");
        try {
            Files.write(unfinished, bytes);
            DurableFiles.publish(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    public void enter(String reference, String mediaType, String digest, long size) throws IOException {
        locked(() -> {
            enterLocked(reference, mediaType, digest, size);
            return digest;
        });
    }

    /** Work on the index. */
    @FunctionalInterface
    private interface IndexWork<T> {
        T run() throws IOException;
    }

    private <T> T locked(IndexWork<T> work) throws IOException {
        // Several processes may build into one layout, and each must keep the others' entries. A file's lock belongs to
        // the whole process, so its threads need a lock of their own.
        synchronized (Layout.class) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("index.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock of " + folder + " was lost");
                }
                return work.run();
            }
        }
    }

    private void enterLocked(String reference, String mediaType, String digest, long size) throws IOException {
        List<Map<String, Object>> manifests = new ArrayList<>(index());
        manifests.removeIf(m -> reference.equals(annotation(m, CONTAINERD_NAME)));
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", mediaType);
        descriptor.put("digest", digest);
        descriptor.put("size", size);
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(CONTAINERD_NAME, reference);
        annotations.put(REF_NAME, reference.substring(reference.lastIndexOf(':') + 1));
        descriptor.put("annotations", annotations);
        manifests.add(descriptor);
        replace(folder.resolve("index.json"), JSON.writeValueAsBytes(ImageJson.index(manifests)));
    }

    private List<Map<String, Object>> index() throws IOException {
        Path file = folder.resolve("index.json");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Map<String, Object>> manifests = new ArrayList<>();
        try {
            for (JsonNode manifest : JSON.readTree(Files.readAllBytes(file)).path("manifests")) {
                @SuppressWarnings("unchecked")
                Map<String, Object> map = JSON.treeToValue(manifest, LinkedHashMap.class);
                manifests.add(map);
            }
            return manifests;
        } catch (JacksonException e) {
            // A damaged index names no image. Each image is entered again when it is built.
            return List.of();
        }
    }

    private static String annotation(Map<String, Object> descriptor, String key) {
        return descriptor.get("annotations") instanceof Map<?, ?> map ? String.valueOf(map.get(key)) : "";
    }
}
