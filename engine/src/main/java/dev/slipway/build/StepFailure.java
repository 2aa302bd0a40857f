package dev.slipway.build;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.List;

/** A build step failed, and neither the network nor a full disk was the reason. */
public final class StepFailure extends SlipwayFailure {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final transient List<String> lines;

    /** @param lines all lines that the tool printed */
    StepFailure(String service, Failure failure, List<String> lines) {
        super(failure);
        this.service = service;
        this.lines = List.copyOf(lines);
    }

    /** The service that was built. */
    public String service() {
        return service;
    }

    /** All lines that the tool printed. */
    public List<String> lines() {
        return lines;
    }
}
