package dev.slipway.report;

import dev.slipway.containerize.ImageScan;
import dev.slipway.gate.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The known vulnerabilities of images as SARIF 2.1.0, with what code-scanning sites want: a place, and a score as text. */
public final class ScanSarif {
    private ScanSarif() {}

    /** @param source the root that places are relative to */
    public static String of(List<ImageScan.ScannedImage> images, Path source) {
        Map<String, Object> rules = new LinkedHashMap<>();
        List<Object> results = new ArrayList<>();
        for (ImageScan.ScannedImage image : images) {
            for (ImageScan.Weak weak : image.found()) {
                rules.putIfAbsent(weak.id(), rule(weak));
                results.add(result(image, weak, source));
            }
        }
        return SarifReport.document(Version.TEXT, rules.values(), results);
    }

    private static Object rule(ImageScan.Weak weak) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", weak.id());
        rule.put("shortDescription", Map.of("text", weak.summary().isBlank() ? weak.id() : weak.summary()));
        rule.put("helpUri", "https://osv.dev/vulnerability/" + weak.id());
        rule.put("help", Map.of("text", String.join(", ", weak.aliases()) + " " + weak.summary()));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("tags", List.of("security", "vulnerability"));
        if (weak.score() >= 0) {
            properties.put("security-severity", String.format(Locale.ROOT, "%.1f", weak.score()));
        }
        rule.put("properties", properties);
        return rule;
    }

    private static Object result(ImageScan.ScannedImage image, ImageScan.Weak weak, Path source) {
        // A lock file is in the source. A file of an image is not: there the SBOM is the place.
        String file =
                weak.from().startsWith("/") || weak.from().isEmpty() ? relative(source, image.sbom()) : weak.from();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", weak.id());
        result.put("level", weak.closes() ? "error" : weak.severity().equals("low") ? "note" : "warning");
        result.put("message", Map.of("text", image.service() + ": " + weak.line()));
        result.put(
                "locations",
                List.of(Map.of(
                        "physicalLocation",
                        Map.of("artifactLocation", Map.of("uri", file), "region", Map.of("startLine", 1)),
                        "logicalLocations",
                        List.of(Map.of("fullyQualifiedName", weak.library() + "@" + weak.version())))));
        result.put(
                "partialFingerprints", Map.of("weakness/v1", image.service() + ":" + weak.id() + ":" + weak.library()));
        if (!weak.accepted().isEmpty()) {
            result.put(
                    "suppressions",
                    List.of(Map.of("kind", "external", "status", "accepted", "justification", weak.accepted())));
        }
        return result;
    }

    private static String relative(Path source, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(source) ? source.relativize(whole).toString() : String.valueOf(whole.getFileName());
    }
}
