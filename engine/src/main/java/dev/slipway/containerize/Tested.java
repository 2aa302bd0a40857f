package dev.slipway.containerize;

import dev.slipway.gate.Check;
import java.util.List;

/** The images with what was measured of them, the checks, and the services that did not serve. */
record Tested(List<BuiltImage> images, List<Check> checks, List<Attempt> failed) {
    Tested {
        images = List.copyOf(images);
        checks = List.copyOf(checks);
        failed = List.copyOf(failed);
    }
}
