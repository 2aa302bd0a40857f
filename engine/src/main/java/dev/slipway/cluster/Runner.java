package dev.slipway.cluster;

import dev.slipway.process.Command;

/** Runs commands; tests play back what real tools printed. */
@FunctionalInterface
interface Runner {
    Command.Result run(Command command) throws InterruptedException;
}
