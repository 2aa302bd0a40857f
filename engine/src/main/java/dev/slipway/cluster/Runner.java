package dev.slipway.cluster;

import dev.slipway.process.Command;

/** Runs commands. Tests play back the output of real tools. */
@FunctionalInterface
public interface Runner {
    Command.Result run(Command command) throws InterruptedException;
}
