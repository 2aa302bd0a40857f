package dev.slipway.containerize;

import dev.slipway.gate.Check;
import java.util.List;

/**
 * The results of the smoke tests: the images with their measurements, the checks, and the services that did not serve.
 */
record SmokeTestResults(List<BuiltImage> images, List<Check> checks, List<Attempt> failed) {
    SmokeTestResults {
        images = List.copyOf(images);
        checks = List.copyOf(checks);
        failed = List.copyOf(failed);
    }
}
