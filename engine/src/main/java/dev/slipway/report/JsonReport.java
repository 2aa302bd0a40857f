package dev.slipway.report;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Secrecy;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs: the run's records as they are, the verdict first. */
final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static String of(RunReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "slipway.report/v1");
        document.put("verified", report.verified());
        document.put("standing", report.standing());
        document.put("missing", report.missing());
        document.put("findings", Finding.ranked(report));
        document.put("run", masked(report));
        return JSON.writeValueAsString(document) + "\n";
    }

    /** The record of the run. Credentials that a person gave are masked, because a report is passed on. */
    private static JsonNode masked(RunReport report) {
        JsonNode run = JSON.valueToTree(report);
        for (JsonNode service : run.path("application").path("services")) {
            for (JsonNode node : service.path("env")) {
                EnvVar variable = JSON.treeToValue(node, EnvVar.class);
                if (!variable.text().isEmpty() && Secrecy.needed(variable)) {
                    ((ObjectNode) node.path("value")).put("text", "***");
                }
            }
        }
        return run;
    }
}
