package dev.slipway.validate.scenario;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A load of requests that start at a constant rate, however slow the answers are.
 *
 * @param service whose address they go to; empty for the application's own
 * @param rate requests a second; @param seconds how long it lasts
 * @param objectives most milliseconds by percentile ({@code "95"})
 * @param errors part of the requests that may fail, 0 to 1
 */
public record LoadPlan(
        String name,
        String service,
        String method,
        String path,
        Map<String, String> headers,
        Optional<JsonNode> body,
        double rate,
        int seconds,
        Map<String, Double> objectives,
        double errors) {
    public LoadPlan {
        headers = Map.copyOf(headers);
        objectives = Map.copyOf(objectives);
        if (!(rate > 0) || rate > 100_000 || seconds < 1 || seconds > 3600) {
            throw new IllegalArgumentException("rate " + rate + "/s for " + seconds + " s");
        }
    }
}
