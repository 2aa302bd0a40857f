package dev.slipway.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something about an image, kept beside it: a manifest whose {@code subject} is the image's (OCI image specification 1.1).
 *
 * @param type kind of the artifact, a media type
 * @param subject digest of the image's manifest
 * @param subjectSize of that manifest in bytes
 */
public record Artifact(String type, String subject, long subjectSize, List<Part> parts) {
    public Artifact {
        parts = List.copyOf(parts);
    }

    /** One of its documents. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Part(String mediaType, byte[] bytes, Map<String, String> annotations) {
        public Part {
            annotations = new TreeMap<>(annotations);
        }
    }

    /** A configuration like that of an image, which readers that know no artifacts want. */
    Map<String, Object> config() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("architecture", "");
        root.put("os", "");
        root.put("config", Map.of());
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("type", "layers");
        files.put(
                "diff_ids",
                parts.stream().map(part -> DigestStream.digestOf(part.bytes())).toList());
        root.put("rootfs", files);
        return root;
    }

    Map<String, Object> manifest(String configDigest, long configSize) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 2);
        root.put("mediaType", ImageJson.MANIFEST_TYPE);
        root.put("artifactType", type);
        root.put("config", ImageJson.descriptor(ImageJson.CONFIG_TYPE, configDigest, configSize));
        List<Object> layers = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> layer =
                    ImageJson.descriptor(part.mediaType(), DigestStream.digestOf(part.bytes()), part.bytes().length);
            layer.put("annotations", part.annotations());
            layers.add(layer);
        }
        root.put("layers", layers);
        root.put("subject", ImageJson.descriptor(ImageJson.MANIFEST_TYPE, subject, subjectSize));
        return root;
    }
}
