package dev.slipway.containerize;

import dev.slipway.gate.Check;
import java.util.List;

/** The images with what was measured of them, and the checks. */
record Tested(List<BuiltImage> images, List<Check> checks) {
    Tested {
        images = List.copyOf(images);
        checks = List.copyOf(checks);
    }
}
