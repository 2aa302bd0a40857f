package dev.slipway.prepare;

import dev.slipway.gate.Check;
import java.util.List;

/** Looks for tools that the doctor does not know by itself, such as assistants. */
@FunctionalInterface
public interface ToolSearch {
    List<Check> checks() throws InterruptedException;

    ToolSearch NONE = List::of;
}
