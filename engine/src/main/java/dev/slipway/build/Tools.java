package dev.slipway.build;

import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.InstallHints;
import dev.slipway.process.SearchPath;
import dev.slipway.wiring.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tools that build steps name, and the environment that they get. */
final class Tools {
    private static final Pattern JDK = Pattern.compile("\\{jdk:(\\d+)}");

    private final Workspace workspace;

    Tools(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The command with its program as an absolute path.
     *
     * @param dir where it will run
     * @param env of the step, with {@code {jdk:N}} replaced already
     */
    List<String> command(List<String> words, Path dir, Map<String, String> env) throws InterruptedException {
        String name = words.getFirst();
        Path program = name.contains("/")
                ? dir.resolve(name).normalize()
                : SearchPath.of(env)
                        .find(name)
                        .map(Path::toAbsolutePath)
                        .or(() -> name.equals("uv") ? Optional.of(uvPath()) : Optional.empty())
                        .orElseThrow(() -> missing(name));
        if (program.equals(uvPath()) && !Files.isExecutable(program)) {
            // A file's lock belongs to the whole process, so the threads in it need one of their own.
            synchronized (Tools.class) {
                installUv();
            }
        }
        if (!Files.isExecutable(program)) {
            throw missing(name);
        }
        List<String> command = new ArrayList<>(words);
        command.set(0, program.toString());
        return List.copyOf(command);
    }

    /**
     * The step's own variables over the PATH, with the homes of JDKs that it asks for. A person's own options for Maven come
     * behind the step's, where they win.
     */
    Map<String, String> environment(Map<String, String> wanted) {
        Map<String, String> env = new TreeMap<>();
        String path = workspace.env().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            Matcher jdk = JDK.matcher(one.getValue());
            if (jdk.matches()) {
                Path home = jdk(Integer.parseInt(jdk.group(1)));
                env.put(one.getKey(), home.toString());
                path = home.resolve("bin") + File.pathSeparator + path;
            } else {
                env.put(one.getKey(), one.getValue());
            }
        }
        env.computeIfPresent(
                "MAVEN_OPTS",
                (name, value) -> String.join(" ", value, workspace.env().getOrDefault(name, ""))
                        .strip());
        env.putIfAbsent("PATH", path);
        return env;
    }

    /** The step's own variables alone, the same whatever the PATH is. */
    Map<String, String> homes(Map<String, String> wanted) {
        Map<String, String> env = new TreeMap<>(environment(wanted));
        if (!wanted.containsKey("PATH")) {
            env.remove("PATH");
        }
        return env;
    }

    private Path jdk(int release) {
        return Sources.jdk(workspace, release)
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-203",
                        "tried to build with a JDK " + release + " or newer, and found none",
                        "JAVA_HOME, the JDK that runs Slipway, /usr/lib/jvm and SDKMAN have none of that release",
                        "install a JDK " + release + " (Debian: apt install openjdk-" + release + "-jdk-headless)")));
    }

    private static SlipwayFailure missing(String name) {
        return new SlipwayFailure(new Failure(
                "SLIP-203",
                "tried to run " + name + ", which is not on this machine",
                "no folder of the PATH has an executable " + name,
                InstallHints.of(name)));
    }

    private Path uvPath() {
        return workspace.home().resolve("tools/uv/bin/uv");
    }

    /** uv comes as a wheel with the program in it; two runs at once install it once. */
    private void installUv() throws InterruptedException {
        Path target = workspace.home().resolve("tools/uv");
        Path python = SearchPath.of(workspace.env()).find("python3").orElseThrow(() -> missing("python3"));
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel = FileChannel.open(
                            target.resolveSibling("uv.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && Files.isExecutable(uvPath())) {
                    return;
                }
                Command.Result installed = Command.of(
                                python.toString(),
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--no-deps",
                                "--upgrade",
                                "--retries",
                                "1",
                                "--target",
                                target.toString(),
                                "uv")
                        .within(Duration.ofMinutes(5))
                        .run();
                if (!installed.ok() && NoNetwork.toldBy(installed.err())) {
                    throw new SlipwayFailure(NoNetwork.failure(
                            "tried to install uv from PyPI into " + target + ", but the network did not answer",
                            installed.tail(3),
                            "nothing was built"));
                }
                if (!installed.ok() && FullDisk.toldBy(installed.err())) {
                    throw BuildFailures.full("tried to install uv", target, installed.tail(3), null);
                }
                if (!installed.ok()) {
                    throw new SlipwayFailure(new Failure(
                            "SLIP-204",
                            "tried to install uv from PyPI into " + target + ", but pip ended with " + installed.exit(),
                            "pip said the lines below",
                            installed.tail(8),
                            "install uv yourself (https://docs.astral.sh/uv), or python3 with pip"
                                    + " (Debian: apt install python3-pip), and run the command again",
                            "nothing was built"));
                }
            }
        } catch (IOException e) {
            throw BuildFailures.writing(target, e);
        }
    }
}
