package dev.slipway.cli;

import dev.slipway.gate.Progress;

/** Progress as it is shown for the length of one command. */
record Display(Progress progress, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
        end.run();
    }
}
