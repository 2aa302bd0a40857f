package dev.slipway.validate;

import dev.slipway.gate.Check;
import java.util.List;
import java.util.Map;

/**
 * The results of a validation.
 *
 * @param checks every check, also those of the gate
 * @param steps the scenario's steps in order
 * @param load the load test, for the report
 * @param utilisation of each container
 * @param whole the validation that tried everything: this one, or the earlier one that this one builds on
 * @param brief whether this one left out what a change of code alone seldom breaks
 */
public record Verdict(
        List<Check> checks, List<Step> steps, List<Load> load, List<Use> utilisation, Whole whole, boolean brief) {
    public Verdict {
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
        load = List.copyOf(load);
        utilisation = List.copyOf(utilisation);
    }

    /**
     * A validation that tried everything.
     *
     * @param run its id
     * @param surroundings digest of all that it judged but the services' own code
     * @param result in a few words
     * @param code digest of each service's own code
     */
    public record Whole(String run, String surroundings, String result, Map<String, String> code) {
        public Whole {
            code = Map.copyOf(code);
        }
    }

    /** @param screenshot path of a PNG, empty where there is none */
    public record Step(String name, boolean ok, String seen, long millis, String screenshot) {}

    /**
     * @param rate intended requests a second; @param percentiles milliseconds by percentile ("50", "95", "99", "99.9")
     * @param objectives most milliseconds allowed, by percentile
     * @param histogram counts by upper bound in milliseconds; @param perSecond completed requests for each second
     * @param valid false when the generator itself could not keep the rate
     */
    public record Load(
            String target,
            double rate,
            long requests,
            long errors,
            Map<String, Double> percentiles,
            Map<String, Double> objectives,
            Map<String, Long> histogram,
            List<Long> perSecond,
            boolean valid) {
        public Load {
            percentiles = Map.copyOf(percentiles);
            objectives = Map.copyOf(objectives);
            histogram = Map.copyOf(histogram);
            perSecond = List.copyOf(perSecond);
        }
    }

    /** CPU in millicores, memory in bytes. */
    public record Use(
            String pod,
            String container,
            long cpu,
            long cpuRequest,
            long memory,
            long memoryRequest,
            long memoryLimit) {}
}
