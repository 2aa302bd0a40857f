package dev.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * After a first good run: the launcher runs the same words once more, and Java keeps what it then loaded (JEP 514). That run
 * has nothing to do, so it is told which classes the first one needed.
 */
final class Learning {
    private Learning() {}

    /**
     * Loads the classes of an earlier run.
     *
     * @param list what {@code -Xlog:class+load} told, without decorations; empty where there is none
     */
    static void load(String list) {
        if (list.isEmpty()) {
            return;
        }
        try (Stream<String> lines = Files.lines(Path.of(list))) {
            lines.map(line -> line.replaceFirst(" .*", ""))
                    // Those are made while running.
                    .filter(name -> !name.contains("/") && !name.contains("$$") && !name.startsWith("jdk.proxy"))
                    .forEach(Learning::loadOne);
        } catch (IOException | UncheckedIOException e) {
            // Without it the next start takes a moment longer.
        }
    }

    private static void loadOne(String name) {
        try {
            Class.forName(name, false, Learning.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // A class of the JDK that only the JDK sees.
        }
    }

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
