package dev.slipway.gate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The folders and the environment that a run works with.
 *
 * @param home the cache shared by all applications ({@code SLIPWAY_HOME}, default {@code ~/.cache/slipway})
 * @param source the application's root folder
 * @param work the application's own folder for what Slipway writes ({@code .slipway} in the source folder; below {@code home}
 *     where nothing may be written to the source folder)
 * @param env the process's environment
 */
public record Workspace(Path home, Path source, Path work, Map<String, String> env) {
    public Workspace {
        env = Map.copyOf(env);
    }

    public static Workspace of(Path source, Map<String, String> env) {
        String named = env.getOrDefault("SLIPWAY_HOME", "");
        Path cache = named.isBlank()
                ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".cache", "slipway")
                : Path.of(named);
        Path root = source.toAbsolutePath().normalize();
        Path home = cache.toAbsolutePath().normalize();
        return new Workspace(home, root, work(home, root), env);
    }

    /**
     * Makes the work folder if it is missing. A {@code .gitignore} in it tells Git to ignore all of it, so that {@code
     * git add} publishes nothing that a person gave to a run. A {@code .gitignore} that is there already stays.
     */
    public Path makeWork() throws IOException {
        Path ignore = Files.createDirectories(work).resolve(".gitignore");
        if (!Files.exists(ignore)) {
            try {
                Files.writeString(ignore, "*\n", StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                // Another command made it first.
            }
        }
        return work;
    }

    private static Path work(Path home, Path root) {
        Path own = root.resolve(".slipway");
        Path written = Files.isDirectory(own) ? own : root;
        // Whoever reads the source reports that a folder does not exist.
        return !Files.isDirectory(root) || Files.isWritable(written)
                ? own
                : home.resolve("work")
                        .resolve(root.getFileName() + "-"
                                + Integer.toHexString(root.toString().hashCode()));
    }
}
