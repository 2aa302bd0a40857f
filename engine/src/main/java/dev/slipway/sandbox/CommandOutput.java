package dev.slipway.sandbox;

import java.util.List;

/** The exit code and the output of a command in a sandbox, both streams in one. */
public record CommandOutput(int exit, List<String> lines) {
    public CommandOutput {
        lines = List.copyOf(lines);
    }

    public boolean ok() {
        return exit == 0;
    }

    String text() {
        return String.join("\n", lines);
    }
}
