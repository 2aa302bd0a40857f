package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a step's inputs name. A file of the source counts with its content in the source, because tools change
 * some files in the build folder (Next.js changes its tsconfig.json). Outputs of earlier steps count if an input names
 * their place. A wildcard over everything means the source, else a step would have its own output as an input.
 */
final class StepInputs {
    private final Job job;

    StepInputs(Job job) {
        this.job = job;
    }

    TreeMap<String, Path> of(BuildPlan.Step step) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        Set<String> made = job.plan().steps().stream()
                .takeWhile(s -> !s.equals(step))
                .flatMap(s -> s.outputs().stream())
                .collect(Collectors.toSet());
        for (String glob : step.inputs()) {
            PathMatcher matcher = job.build().getFileSystem().getPathMatcher("glob:" + glob);
            for (String file : job.plan().source()) {
                Path path = job.workspace().source().resolve(file);
                if (matcher.matches(Path.of(file)) && Files.isRegularFile(path)) {
                    files.put(file, path);
                }
            }
            String start = literalStart(glob);
            if (made.stream().anyMatch(output -> start.equals(output) || start.startsWith(output + "/"))) {
                addMade(job.build().resolve(start), matcher, files);
            }
        }
        return files;
    }

    private void addMade(Path start, PathMatcher matcher, TreeMap<String, Path> files) throws IOException {
        // If the input names a folder only, no file matches, and a walk over its many files is needless (node_modules).
        if (!Files.exists(start)
                || (Files.isDirectory(start) && matcher.matches(job.build().relativize(start)))) {
            return;
        }
        try (Stream<Path> walk = Files.walk(start)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                Path relative = job.build().relativize(file);
                if (matcher.matches(relative)) {
                    files.put(relative.toString(), file);
                }
            }
        }
    }

    /** The path before the first part with a wildcard, where the search begins. */
    private static String literalStart(String glob) {
        StringBuilder start = new StringBuilder();
        for (String part : glob.split("/")) {
            if (part.matches(".*[*?\\[{\\\\].*")) {
                break;
            }
            start.append(start.isEmpty() ? "" : "/").append(part);
        }
        return start.toString();
    }
}
