package dev.slipway.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service becomes an image: executed by the daemonless builder and rendered as a multi-stage Dockerfile, from the
 * same data. All paths but those inside the image are relative, with {@code /}, and nothing in it depends on the machine.
 *
 * @param suite Debian suite of the base
 * @param packages Debian packages of the base
 * @param without Debian packages that {@code packages} depend on and that this service does without
 * @param source the files that the build folder starts with, relative to the application's root and at the same place
 *     below the build folder, sorted: no decoys, no test folders where they are not needed, no {@code .env}
 * @param steps commands in the build folder, in order
 * @param layers what is taken from the build folder, from the least to the most often changed
 */
public record BuildPlan(
        String suite,
        List<String> packages,
        List<String> without,
        List<String> source,
        List<Step> steps,
        List<LayerPlan> layers,
        RunConfig run) {
    public BuildPlan {
        packages = List.copyOf(packages);
        without = List.copyOf(without);
        source = List.copyOf(source);
        steps = List.copyOf(steps);
        layers = List.copyOf(layers);
    }

    /**
     * One command. Its first word is a program's plain name ({@code mvn}, {@code jlink}, {@code npm}, {@code uv},
     * {@code sh}) or a path relative to {@code dir} that starts with {@code ./} or {@code ../}.
     *
     * @param dir working folder, relative to the build folder; empty for the build folder itself
     * @param env added to the environment; the value <code>{jdk:25}</code> stands for the home of a JDK of that release or
     *     newer ({@link Sources#jdk}), whose {@code bin} comes first on the PATH
     * @param inputs what decides whether the step has to run again, beside its command and environment: globs (of
     *     {@link java.nio.file.FileSystem#getPathMatcher}) of files of {@code source}, by their content, and names of
     *     earlier steps' {@code outputs}, by whether those steps ran again
     * @param outputs paths it makes, relative to the build folder; those below {@code .built} have to be gone before it
     *     runs again (jlink refuses a folder that is there, uv leaves what is no longer wanted)
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
            env = sorted(env);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * @param name {@code runtime}, {@code dependencies} or {@code code}
     * @param texts small files that are written as they stand here
     */
    public record LayerPlan(String name, List<Copy> copies, List<Text> texts) {
        public LayerPlan {
            copies = List.copyOf(copies);
            texts = List.copyOf(texts);
        }

        public LayerPlan(String name, List<Copy> copies) {
            this(name, copies, List.of());
        }
    }

    /**
     * @param from file or folder relative to the build folder: of a folder, the content is copied
     * @param to absolute path in the image, of the file or of the folder that receives the content
     */
    public record Copy(String from, String to) {}

    /** @param to absolute path in the image; @param mode such as 0755 */
    public record Text(String to, int mode, String content) {}

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
            env = sorted(env);
            writable = List.copyOf(writable);
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
