package dev.slipway.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts the components of a CycloneDX document by kind of package. */
final class SbomCounts {
    private SbomCounts() {}

    /** Number of components by package URL type ({@code deb}, {@code maven}, {@code npm}); empty where there is no document. */
    static Map<String, Long> countsByKind(String file) {
        Map<String, Long> counts = new TreeMap<>();
        if (file.isBlank() || !Files.isRegularFile(Path.of(file))) {
            return counts;
        }
        try {
            for (JsonNode component :
                    JsonMapper.shared().readTree(Path.of(file).toFile()).path("components")) {
                counts.merge(kind(component.path("purl").asString("")), 1L, Long::sum);
            }
        } catch (JacksonException e) {
            // Gate G2 reports a document that cannot be read. Here it has no counts.
            return Map.of();
        }
        return counts;
    }

    private static String kind(String purl) {
        int slash = purl.indexOf('/');
        return purl.startsWith("pkg:") && slash > 4 ? purl.substring(4, slash) : "other";
    }
}
