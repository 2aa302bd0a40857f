package dev.slipway.sandbox;

import java.util.List;

/** What a command in a sandbox said, both streams in one. */
public record Said(int exit, List<String> lines) {
    public Said {
        lines = List.copyOf(lines);
    }

    public boolean ok() {
        return exit == 0;
    }

    String text() {
        return String.join("\n", lines);
    }
}
