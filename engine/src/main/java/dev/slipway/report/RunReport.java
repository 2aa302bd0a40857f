package dev.slipway.report;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Opinion;
import dev.slipway.validate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run. A phase's result is null until the phase has made it.
 *
 * @param id of the run, such as {@code 2026-11-23T19-02}
 * @param version of Slipway
 * @param failure what stopped the run, null where nothing did
 * @param inputs names and versions or digests of what went in
 * @param opinions of assistants that were asked
 */
public record RunReport(
        String id,
        String version,
        Instant started,
        Duration duration,
        @Nullable Application application,
        @Nullable Images images,
        @Nullable Chart chart,
        @Nullable Cluster cluster,
        @Nullable Release release,
        @Nullable Verdict verdict,
        @Nullable Failure failure,
        List<Gate> gates,
        List<PhaseRun> phases,
        Map<String, String> inputs,
        List<Opinion> opinions) {
    public RunReport {
        gates = List.copyOf(gates);
        phases = List.copyOf(phases);
        inputs = Map.copyOf(inputs);
        opinions = List.copyOf(opinions);
    }

    /**
     * One phase, or one step of a phase when the name has a slash ({@code containerize/backend}).
     *
     * @param reason why it ran or did not
     */
    public record PhaseRun(String name, Status status, Instant started, Duration duration, String reason) {
        public enum Status {
            RAN,
            /** The phase's earlier result still holds. */
            CACHED,
            FAILED,
            NOT_RUN
        }
    }

    /** Whether the run proved the release: every gate up to G5 is open, and nothing failed. */
    boolean verified() {
        return failure == null
                && gates.stream().anyMatch(g -> g.id().equals("G5"))
                && gates.stream().allMatch(Gate::open);
    }

    /** The verdict in a few words. They distinguish a short validation from a whole one. */
    public String standing() {
        if (!verified()) {
            return "Not verified";
        }
        if (!missing().isEmpty()) {
            return "Verified in part";
        }
        return verdict != null && verdict.brief() ? "Verified in short" : "Verified";
    }

    /** Services that the application's own Compose file starts and that are not deployed. */
    public List<String> missing() {
        return application == null ? List.of() : application.missing();
    }

    /** The gates' checks and the validation's, each once. */
    List<Check> checks() {
        Stream<Check> validated = Optional.ofNullable(verdict).stream().flatMap(v -> v.checks().stream());
        return Stream.concat(gates.stream().flatMap(g -> g.checks().stream()), validated)
                .distinct()
                .toList();
    }

    String applicationName() {
        return application == null ? "application" : application.name();
    }
}
