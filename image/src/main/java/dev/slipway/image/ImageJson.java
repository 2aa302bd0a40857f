package dev.slipway.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON documents of an image (OCI image specification 1.1), with keys in a fixed order. */
final class ImageJson {
    private static final String EPOCH = "1970-01-01T00:00:00Z";

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
        root.put("created", EPOCH);
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
                        .map(layer -> ordered("created", EPOCH, "created_by", "slipway " + layer.name()))
                        .toList());
        return root;
    }

    static Map<String, Object> manifest(ImageSpec spec, String configDigest, long configSize) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 2);
        root.put("mediaType", Layout.MANIFEST_TYPE);
        root.put("config", descriptor(Layout.CONFIG_TYPE, configDigest, configSize));
        List<Map<String, Object>> layers = spec.layers().stream()
                .map(layer -> descriptor(layer.mediaType(), layer.digest(), layer.size()))
                .toList();
        root.put("layers", layers);
        return root;
    }

    static Map<String, Object> index(List<Map<String, Object>> manifests) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 2);
        root.put("mediaType", Layout.INDEX_TYPE);
        root.put("manifests", manifests);
        return root;
    }

    private static Map<String, Object> descriptor(String mediaType, String digest, long size) {
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
