package dev.slipway.run;

import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.report.RunReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param page path of the report: the last run's if this one had nothing to do; empty if there is none
 * @param nothingToDo whether every phase's result still held
 * @param inputs number of source files that were looked at
 */
public record RunOutcome(
        RunReport report, Optional<Path> page, Optional<Failure> failure, boolean nothingToDo, int inputs) {
    /** The images, where it came so far. */
    public Optional<Images> images() {
        return Optional.ofNullable(report.images());
    }

    public int exitCode() {
        return failure.map(Failure::exitCode).orElse(0);
    }
}
