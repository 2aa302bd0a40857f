package dev.slipway.report;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The report for programs: the run's records as they are, the verdict first. */
final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static String of(RunReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "slipway.report/v1");
        document.put("verified", report.verified());
        document.put("findings", Finding.ranked(report));
        document.put("run", report);
        return JSON.writeValueAsString(document) + "\n";
    }
}
