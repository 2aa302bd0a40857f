package dev.slipway.source;

import java.util.List;
import java.util.Map;

/**
 * How a service becomes an image: executed by the daemonless builder and rendered as a multi-stage Dockerfile, from the
 * same data.
 *
 * @param suite Debian suite of the base
 * @param packages Debian packages of the base
 * @param steps commands on a copy of the source, in order
 * @param layers what is taken from the build folder, from the least to the most often changed
 */
public record BuildPlan(String suite, List<String> packages, List<Step> steps, List<LayerPlan> layers, RunConfig run) {
    public BuildPlan {
        packages = List.copyOf(packages);
        steps = List.copyOf(steps);
        layers = List.copyOf(layers);
    }

    /**
     * One command.
     *
     * @param dir working folder, relative to the build folder
     * @param inputs globs of the files whose content decides whether the step has to run again
     * @param outputs paths it makes, relative to the build folder
     */
    public record Step(
            String name,
            List<String> command,
            String dir,
            Map<String, String> env,
            List<String> inputs,
            List<String> outputs) {
        public Step {
            command = List.copyOf(command);
            env = Map.copyOf(env);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** @param name {@code runtime}, {@code dependencies} or {@code code} */
    public record LayerPlan(String name, List<Copy> copies) {
        public LayerPlan {
            copies = List.copyOf(copies);
        }
    }

    /** @param from file or folder relative to the build folder; @param to absolute path in the image */
    public record Copy(String from, String to) {}

    /** @param uid numeric user and group; @param writable folders that need to be writable at run time */
    public record RunConfig(
            List<String> entrypoint,
            Map<String, String> env,
            String workdir,
            int uid,
            int port,
            List<String> writable) {
        public RunConfig {
            entrypoint = List.copyOf(entrypoint);
            env = Map.copyOf(env);
            writable = List.copyOf(writable);
        }
    }
}
