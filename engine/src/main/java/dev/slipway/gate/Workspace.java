package dev.slipway.gate;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders and the environment that a run works with.
 *
 * @param home the cache shared by all applications ({@code SLIPWAY_HOME}, default {@code ~/.cache/slipway})
 * @param source the application's root folder
 * @param work the application's own folder for what Slipway writes ({@code .slipway} in the source folder)
 * @param env the process's environment
 */
public record Workspace(Path home, Path source, Path work, Map<String, String> env) {
    public Workspace {
        env = Map.copyOf(env);
    }

    public static Workspace of(Path source, Map<String, String> env) {
        String home = env.getOrDefault("SLIPWAY_HOME", "");
        Path cache = home.isBlank()
                ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".cache", "slipway")
                : Path.of(home);
        Path root = source.toAbsolutePath().normalize();
        return new Workspace(cache.toAbsolutePath().normalize(), root, root.resolve(".slipway"), env);
    }
}
