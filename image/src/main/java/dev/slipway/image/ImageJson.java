package dev.slipway.image;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON documents of an image (OCI image specification 1.1), with keys in a fixed order. */
public final class ImageJson {
    public static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    public static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";

    private ImageJson() {}

    static Map<String, Object> config(ImageSpec spec) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("User", spec.user());
        run.put(
                "Env",
                new TreeMap<>(spec.env())
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList());
        run.put("Entrypoint", spec.entrypoint());
        run.put("WorkingDir", spec.workdir());
        Map<String, Object> ports = new TreeMap<>();
        spec.ports().forEach(port -> ports.put(port + "/tcp", Map.of()));
        run.put("ExposedPorts", ports);
        run.put("Labels", new TreeMap<>(spec.labels()));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("created", created(spec));
        root.put("architecture", spec.architecture());
        root.put("os", "linux");
        root.put("config", run);
        root.put(
                "rootfs",
                ordered(
                        "type",
                        "layers",
                        "diff_ids",
                        spec.layers().stream().map(Layer::diffId).toList()));
        root.put(
                "history",
                spec.layers().stream()
                        .map(layer ->
                                ordered("created", layer.date().toString(), "created_by", "slipway " + layer.name()))
                        .toList());
        return root;
    }

    /** The date of the newest layer. */
    private static String created(ImageSpec spec) {
        return spec.layers().stream()
                .map(Layer::date)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH)
                .toString();
    }

    static Map<String, Object> manifest(ImageSpec spec, String configDigest, long configSize) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 2);
        root.put("mediaType", MANIFEST_TYPE);
        root.put("config", descriptor(CONFIG_TYPE, configDigest, configSize));
        List<Map<String, Object>> layers = spec.layers().stream()
                .map(layer -> descriptor(layer.mediaType(), layer.digest(), layer.size()))
                .toList();
        root.put("layers", layers);
        return root;
    }

    static Map<String, Object> index(List<Map<String, Object>> manifests) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 2);
        root.put("mediaType", INDEX_TYPE);
        root.put("manifests", manifests);
        return root;
    }

    static Map<String, Object> descriptor(String mediaType, String digest, long size) {
        Map<String, Object> descriptor = ordered("mediaType", mediaType, "digest", digest);
        descriptor.put("size", size);
        return descriptor;
    }

    private static Map<String, Object> ordered(String key1, Object value1, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key1, value1);
        map.put(key2, value2);
        return map;
    }
}
