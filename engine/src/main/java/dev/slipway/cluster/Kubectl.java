package dev.slipway.cluster;

import dev.slipway.compile.Programs;
import dev.slipway.process.SearchPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kubectl on the PATH, else the one in the embedded node's program. */
public record Kubectl(Map<String, String> env, Programs programs) {
    List<String> words() throws InterruptedException {
        Optional<Path> installed = SearchPath.of(env).find("kubectl");
        if (installed.isPresent()) {
            return List.of(installed.get().toString());
        }
        return List.of(programs.get(Programs.Program.NODE).toString(), "kubectl");
    }
}
