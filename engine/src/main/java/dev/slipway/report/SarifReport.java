package dev.slipway.report;

import dev.slipway.gate.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The findings as SARIF 2.1.0 (OASIS), which code-scanning views read. */
final class SarifReport {
    private static final Pattern PLACE = Pattern.compile("(?<![\\w:/.])((?:[\\w.-]+/)*[\\w-]+\\.[A-Za-z]\\w*):(\\d+)");

    private SarifReport() {}

    static String of(RunReport report) {
        List<Finding> findings = Finding.ranked(report);
        Map<String, Object> rules = new LinkedHashMap<>();
        List<Object> results = new ArrayList<>();
        for (Finding finding : findings) {
            rules.putIfAbsent(finding.id(), rule(finding));
            results.add(result(finding));
        }
        return document(report.version(), rules.values(), results);
    }

    /** A document of one run of Slipway. @param version Slipway's own */
    static String document(String version, Collection<Object> rules, List<Object> results) {
        Map<String, Object> driver = Map.of("name", "Slipway", "version", version, "rules", List.copyOf(rules));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        document.put("version", "2.1.0");
        document.put("runs", List.of(Map.of("tool", Map.of("driver", driver), "results", results)));
        return JsonMapper.shared().writeValueAsString(document) + "\n";
    }

    private static Object rule(Finding finding) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", finding.id());
        rule.put("shortDescription", Map.of("text", finding.title()));
        if (!finding.fix().isBlank()) {
            rule.put("help", Map.of("text", finding.fix()));
        }
        rule.put("properties", Map.of("tags", finding.requirements()));
        return rule;
    }

    private static Object result(Finding finding) {
        Map<String, Object> location = new LinkedHashMap<>();
        Matcher place = PLACE.matcher(finding.evidence());
        if (place.find()) {
            location.put(
                    "physicalLocation",
                    Map.of(
                            "artifactLocation",
                            Map.of("uri", place.group(1)),
                            "region",
                            Map.of("startLine", line(place.group(2)))));
        }
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", finding.id())));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.id());
        result.put("level", level(finding.status()));
        result.put("message", Map.of("text", finding.title() + ": " + finding.evidence()));
        result.put("locations", List.of(location));
        return result;
    }

    private static int line(String digits) {
        return digits.length() > 8 ? 1 : Math.max(1, Integer.parseInt(digits));
    }

    private static String level(Check.Status status) {
        return switch (status) {
            case FAIL -> "error";
            case NO_DATA -> "warning";
            case NOTE, PASS -> "note";
        };
    }
}
