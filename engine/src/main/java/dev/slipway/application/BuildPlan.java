package dev.slipway.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a service becomes an image. The daemonless builder executes it, and a multi-stage Dockerfile is rendered from it.
 * All paths are relative, with {@code /}, except those inside the image. Nothing in it depends on the machine.
 *
 * @param suite Debian suite of the base
 * @param packages Debian packages of the base
 * @param without Debian packages that {@code packages} depend on and that this service does not need
 * @param source the files with which the build folder begins, relative to the application's root and in the same place
 * below the build folder, sorted. It has no {@code .env}, no older copies, and no test folders that the build does not
 * need.
 * @param steps commands in the build folder, in order
 * @param layers what is taken from the build folder, from the least to the most often changed
 * @param archive classes that are archived for a fast start, if its runtime can do that
 * @param profile what its stack knows of such images
 */
public record BuildPlan(
        String suite,
        List<String> packages,
        List<String> without,
        List<String> source,
        List<Step> steps,
        List<LayerPlan> layers,
        RunConfig run,
        Optional<ClassArchive> archive,
        Profile profile) {
    /** The folder in the build folder for what steps make for the layers, and for nothing else. */
    public static final String MADE = ".built";

    /** A folder in the image whose content has to stay. A service that writes there is one pod with a volume. */
    public static final String KEPT = "/data";

    private static final String LINKS = LayerPaths.made("kept");

    /** The Debian package that a start line needs. */
    private static final String SHELL = "dash";

    public BuildPlan {
        packages = List.copyOf(packages);
        without = List.copyOf(without);
        source = List.copyOf(source);
        steps = List.copyOf(steps);
        layers = List.copyOf(layers);
    }

    /** A plan without a class archive and with the usual profile. */
    public BuildPlan(
            String suite,
            List<String> packages,
            List<String> without,
            List<String> source,
            List<Step> steps,
            List<LayerPlan> layers,
            RunConfig run) {
        this(suite, packages, without, source, steps, layers, run, Optional.empty(), Profile.USUAL);
    }

    /** The same plan with amendments of the image that do not depend on the language. */
    public BuildPlan amended(Amendments amendments) {
        if (amendments.equals(Amendments.NONE)) {
            return this;
        }
        List<String> writable = new ArrayList<>(run.writable());
        List<String> files = amendments.files();
        if (!(amendments.volumes().isEmpty() && files.isEmpty()) && !writable.contains(KEPT)) {
            writable.add(KEPT);
        }
        amendments.volumes().stream()
                .filter(folder -> !writable.contains(folder))
                .forEach(writable::add);
        return new BuildPlan(
                suite,
                Stream.of(
                                packages.stream(),
                                amendments.packages().stream(),
                                amendments.start().map(line -> SHELL).stream())
                        .flatMap(names -> names)
                        .distinct()
                        .toList(),
                without,
                source,
                files.isEmpty() ? steps : appended(steps, links(files)),
                files.isEmpty() ? layers : appended(layers, new LayerPlan("kept", List.of(new Copy(LINKS, "/")))),
                new RunConfig(
                        amendments
                                .start()
                                .map(line -> List.of("/bin/sh", "-c", "exec " + line))
                                .orElse(run.entrypoint()),
                        run.env(),
                        run.workdir(),
                        run.uid(),
                        run.port(),
                        writable),
                amendments.start().isPresent() ? Optional.empty() : archive,
                profile);
    }

    /** Links where the program writes, to files in the volume that stays. */
    private static Step links(List<String> files) {
        StringBuilder script = new StringBuilder("rm -rf " + LINKS);
        for (String file : files) {
            script.append(" && mkdir -p ").append(LINKS).append(file, 0, file.lastIndexOf('/'));
            script.append(" && ln -s ").append(KEPT).append(file.substring(file.lastIndexOf('/')));
            script.append(" ").append(LINKS).append(file);
        }
        return new Step("kept files", List.of("sh", "-c", script.toString()), "", Map.of(), List.of(), List.of(LINKS));
    }

    private static <T> List<T> appended(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /** The same image with another start command, for a program that does not listen on a port. */
    public BuildPlan startedBy(List<String> command) {
        SortedMap<String, String> env = new TreeMap<>(run.env());
        env.remove("PORT");
        RunConfig other = new RunConfig(command, env, run.workdir(), run.uid(), 0, run.writable());
        return new BuildPlan(suite, packages, without, source, steps, layers, other, Optional.empty(), profile);
    }

    /** The same with the stack's profile. */
    public BuildPlan with(Profile known) {
        return new BuildPlan(suite, packages, without, source, steps, layers, run, archive, known);
    }

    /**
     * A JVM's archive of loaded classes (class data sharing, JEP 310; linked ahead of time, JEP 483). It is made by
     * starting the image once and is a layer of its own. It serves every later build that has the same layers below the
     * code. Without it the image starts, too, only slower.
     *
     * @param options JVM options that have to be the same when it is made and when it is used
     * @param classPath argument file in the image with the part of the class path whose classes are archived; it has to
     * be the first part of the application's own
     * @param file absolute path in the image
     * @param layers names of the layers that it depends on
     */
    public record ClassArchive(List<String> options, String classPath, String file, List<String> layers) {
        public ClassArchive {
            options = List.copyOf(options);
            layers = List.copyOf(layers);
        }
    }

    /**
     * One command. Its first word is a program's plain name ({@code mvn}, {@code jlink}, {@code npm}, {@code uv},
     * {@code sh}), or a path relative to {@code dir} that starts with {@code ./} or {@code ../}.
     *
     * @param dir working folder, relative to the build folder; empty for the build folder itself
     * @param env added to the environment. The value <code>{jdk:25}</code> stands for the home of a JDK of that release
     * or newer, whose {@code bin} comes first on the PATH.
     * @param inputs what decides, beside its command and environment, whether the step has to run again: globs (of
     * {@link java.nio.file.FileSystem#getPathMatcher}) of files of {@code source}, by their content, and names of
     * earlier steps' {@code outputs}, by whether those steps ran again
     * @param outputs paths that it makes, relative to the build folder. Those below {@code .built} are deleted before
     * it runs again: jlink refuses a folder that exists, and uv leaves what is no longer wanted.
     * @param tools toolchains that it needs besides those of the programs in its command, or in a certain release:
     * {@code php} with {@code 8.4}; an empty text stands for any release
     * @param fetches whether it downloads packages: in a room, no other step has a network
     */
    public record Step(
            String name,
            List<String> command,
            String dir,
            Map<String, String> env,
            List<String> inputs,
            List<String> outputs,
            Map<String, String> tools,
            boolean fetches) {
        public Step {
            command = List.copyOf(command);
            env = sorted(env);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            tools = sorted(tools);
        }

        /** A step that needs only what its command names. */
        public Step(
                String name,
                List<String> command,
                String dir,
                Map<String, String> env,
                List<String> inputs,
                List<String> outputs) {
            this(name, command, dir, env, inputs, outputs, Map.of(), false);
        }

        /** The same with another toolchain. @param release empty for any */
        public Step needing(String toolchain, String release) {
            SortedMap<String, String> all = new TreeMap<>(tools);
            all.put(toolchain, release);
            return new Step(name, command, dir, env, inputs, outputs, all, fetches);
        }

        /** The same with the network. */
        public Step fetching() {
            return new Step(name, command, dir, env, inputs, outputs, tools, true);
        }
    }

    /**
     * @param name {@code runtime}, {@code dependencies} or {@code code}
     * @param texts small files with their content
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
     * @param from file or folder relative to the build folder; of a folder, the content is copied
     * @param to absolute path in the image, of the file or of the folder that receives the content
     */
    public record Copy(String from, String to) {}

    /** @param to absolute path in the image; @param mode such as 0755 */
    public record Text(String to, int mode, String content) {}

    /** @param uid numeric user and group @param writable folders that have to be writable at run time */
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
