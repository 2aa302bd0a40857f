package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** After a first good run: the launcher runs the same words once more, and Java keeps what it then loaded. */
final class Learning {
    private Learning() {}

    /** @param launcher empty where there is nothing to learn. Ends with this process where that is interrupted. */
    static void from(String launcher, String... words) {
        if (launcher.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(Path.of(launcher).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SLIPWAY_LEARN", "1");
        try {
            Process process = builder.start();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        } catch (IOException e) {
            // Without it the next start takes a moment longer.
        }
    }
}
