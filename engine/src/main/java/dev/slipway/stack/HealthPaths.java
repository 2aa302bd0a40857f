package dev.slipway.stack;

import dev.slipway.application.Health;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses probes among the paths that a service answers. */
public final class HealthPaths {
    private static final String BASE = "(/api)?(/v\\d+)?";
    private static final List<Pattern> LIVE =
            patterns("/health/live(ness)?", "/live(z|ness)?", "/healthz", "/ping", "/health(check)?", "/_health");
    private static final List<Pattern> READY =
            patterns("/health/ready|/readiness", "/ready(z|ness)?", "/health(check)?", "/healthz", "/_health", "/ping");
    private static final List<Pattern> STARTED = patterns("/health/start(ed|up)", "/startup");
    private static final List<Pattern> METRICS = patterns("/metrics");

    private HealthPaths() {}

    /** @param usesDatabase whether the answer depends on anything outside the process */
    public record Route(String path, boolean usesDatabase) {}

    /**
     * Chooses the probes. A path that queries the database is never the liveness probe: losing the database would
     * restart every service.
     */
    public static Health choose(List<Route> routes, String metrics) {
        String live = first(LIVE, routes.stream().filter(r -> !r.usesDatabase()).toList());
        return new Health(
                live,
                first(READY, routes),
                first(STARTED, routes),
                metrics.isEmpty() ? first(METRICS, routes) : metrics);
    }

    private static String first(List<Pattern> patterns, List<Route> routes) {
        return patterns.stream()
                .flatMap(p -> routes.stream()
                        .map(Route::path)
                        .filter(path -> p.matcher(path).matches()))
                .findFirst()
                .orElse("");
    }

    private static List<Pattern> patterns(String... paths) {
        return List.of(paths).stream()
                .map(path -> Pattern.compile(BASE + "(" + path + ")/?"))
                .toList();
    }
}
