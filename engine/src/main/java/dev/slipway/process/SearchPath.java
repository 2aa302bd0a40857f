package dev.slipway.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which a machine looks for its programs. An empty entry, which would mean the current folder, is left
 * out: tools do not come from a source tree.
 */
public record SearchPath(List<Path> folders) {
    public SearchPath {
        folders = List.copyOf(folders);
    }

    /** The folders of the variable {@code PATH}. */
    public static SearchPath of(Map<String, String> env) {
        return of(env.getOrDefault("PATH", ""));
    }

    /** @param path folders with the system's separator between them */
    public static SearchPath of(String path) {
        return new SearchPath(Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(SearchPath::folder)
                .toList());
    }

    private static Stream<Path> folder(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty(); // The system cannot write the name of this folder, so no program can be in it.
        }
    }

    /** The program that a command of this name starts. */
    public Optional<Path> find(String name) {
        return all(name).findFirst();
    }

    /** Every program of this name, in the order of the folders. */
    public Stream<Path> all(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
