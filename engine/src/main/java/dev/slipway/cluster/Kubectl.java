package dev.slipway.cluster;

import dev.slipway.compile.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kubectl of this machine's PATH, else the one in the embedded node's program. */
record Kubectl(Map<String, String> env, Programs programs) {
    List<String> words() throws InterruptedException {
        for (String folder : env.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder).resolve("kubectl");
            if (!folder.isBlank() && Files.isExecutable(file)) {
                return List.of(file.toString());
            }
        }
        return List.of(programs.get(Programs.Program.NODE).toString(), "kubectl");
    }
}
