package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prepares faster starts after a first good run. The launcher runs the same words once more, and Java archives the
 * classes that it loads.
 */
final class Learning {
    /** The launcher archives the classes of a run that has this variable. */
    static final String ENV = "SLIPWAY_LEARN";

    private Learning() {}

    /** Loads what a run needs when the source has changed: {@code plan} reads all of it, as such a run does, and changes nothing. */
    static void further(String... words) {
        String[] plan = words.clone();
        plan[0] = "plan";
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Slipway.run(plan, nowhere, nowhere, System.getenv());
    }

    /**
     * @param launcher empty if there is nothing to prepare. The training run ends with this process if that is
     * interrupted.
     */
    static void from(String launcher, String... words) {
        if (launcher.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(Path.of(launcher).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(ENV, "1");
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
            // Without the archive the next start takes a moment longer.
        }
    }
}
