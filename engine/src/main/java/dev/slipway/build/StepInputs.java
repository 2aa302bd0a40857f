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
 * The files that a step's inputs name. A file of the source counts as it is in the source, since tools change some of
 * theirs in the build folder (Next.js its tsconfig.json). What an earlier step made counts where an input names its place:
 * a wildcard over everything means the source, else a step would have its own output for an input.
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
        // Where the input is a folder and nothing else, no file matches; the files in it are many (node_modules).
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

    /** The path before the first part with a wildcard: where to begin looking. */
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
