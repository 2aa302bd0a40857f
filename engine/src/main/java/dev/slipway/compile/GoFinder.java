package dev.slipway.compile;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a Go that is new enough: the machine's, else Debian's, unpacked into the cache. */
final class GoFinder {
    private final Map<String, String> env;
    private final DebianGo debian;
    private final Progress progress;

    /** Go from a package archive; empty where it has none that is new enough. */
    @FunctionalInterface
    interface DebianGo {
        Optional<Path> unpacked(GoVersion atLeast) throws InterruptedException;
    }

    GoFinder(Map<String, String> env, DebianGo debian, Progress progress) {
        this.env = env;
        this.debian = debian;
        this.progress = progress;
    }

    GoTool find(GoVersion needed) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (Path candidate : candidates()) {
            if (!Files.isExecutable(candidate)) {
                continue;
            }
            Optional<GoTool> tool = GoTool.at(candidate);
            if (tool.isPresent() && tool.get().number().compareTo(needed) >= 0) {
                return tool.get();
            }
            seen.add(candidate + " is " + tool.map(t -> t.number().toString()).orElse("no Go command that answers"));
        }
        progress.on(new Progress.Event.Noted(
                CompileProgress.PHASE,
                CompileProgress.STEP,
                "no Go " + needed + " here: taking Debian's packages of it"));
        try {
            Optional<Path> unpacked = debian.unpacked(needed);
            if (unpacked.isPresent()) {
                Optional<GoTool> tool = GoTool.at(unpacked.get());
                if (tool.isPresent()) {
                    return tool.get();
                }
                seen.add(unpacked.get() + " from Debian's packages does not run");
            } else {
                seen.add("Debian has none that is new enough");
            }
        } catch (RuntimeException e) {
            seen.add("Debian's packages: " + e.getMessage());
        }
        throw new SlipwayFailure(new Failure(
                "SLIP-401",
                "No Go " + needed + " or newer was found, and Slipway needs one to compile Kubernetes.",
                "looked in PATH, GOROOT, /usr/local/go and Debian's archive: " + String.join("; ", seen),
                "install Go from https://go.dev/dl/, or name another cluster: ./slipway up --provider minikube"));
    }

    private Set<Path> candidates() {
        Set<Path> found = new LinkedHashSet<>();
        SearchPath.of(env).all("go").forEach(found::add);
        String root = env.getOrDefault("GOROOT", "");
        if (!root.isBlank()) {
            found.add(Path.of(root).resolve("bin/go"));
        }
        found.addAll(usual());
        return found;
    }

    private List<Path> usual() {
        // Tests that must not find the machine's Go give an environment without HOME.
        String home = env.getOrDefault("HOME", "");
        return home.isBlank() ? List.of() : List.of(Path.of("/usr/local/go/bin/go"), Path.of(home, "sdk/go/bin/go"));
    }
}
