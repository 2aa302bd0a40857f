package dev.slipway.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container runtime inside a sandbox. It starts, inspects and stops containers whose bundles exist already. */
final class Runc {
    /** The longest that the runtime itself may take to answer. */
    static final Duration COMMAND = Duration.ofSeconds(60);

    private static final String PROGRAM = "/usr/sbin/runc --root /run/runc ";
    /** A line of a Java trace. */
    private static final Pattern PLACE =
            Pattern.compile("\\s+(at [\\w.$/@<>-]+\\(.*\\).*|\\.\\.\\. \\d+ (more|common frames omitted))");

    private static final int SHOWN_LINES = 15;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sandbox sandbox;
    private final Path bundles;

    /** @param bundles folder of the containers' bundles, by its path on this machine */
    Runc(Sandbox sandbox, Path bundles) {
        this.sandbox = sandbox;
        this.bundles = bundles;
    }

    /** A line of shell that calls the runtime. */
    static String command(String words) {
        return PROGRAM + words;
    }

    /** Starts the bundle's program and does not wait for it. What it prints goes to the bundle's log. */
    void start(String name) throws IOException, InterruptedException, ContainerException {
        CommandOutput said = sandbox.run(
                command("run --detach --pid-file /run/" + name + ".pid --bundle " + Sandbox.BUNDLES + "/" + name + " "
                        + name + " >" + Sandbox.BUNDLES + "/" + name + "/log 2>&1"),
                COMMAND);
        if (!said.ok()) {
            throw new ContainerException.ProgramException(
                    ContainerException.Stage.START, name + " cannot be started", log(name));
        }
    }

    /** Runs a bundle's program until it ends. */
    CommandOutput run(String bundle, String name, Duration limit) throws InterruptedException {
        return sandbox.run(command("run --bundle " + Sandbox.BUNDLES + "/" + bundle + " " + name), limit);
    }

    /** Asks a container's program to end and waits for that, at most {@link #COMMAND}. */
    void stop(String name) throws InterruptedException {
        sandbox.run(command("kill " + name + " TERM"), COMMAND);
        long due = System.nanoTime() + COMMAND.toNanos();
        while (alive(name) && System.nanoTime() - due < 0) {
            Thread.sleep(100);
        }
    }

    boolean alive(String name) throws InterruptedException {
        return sandbox.run(
                        "s=$(busybox grep '^State' /proc/$(busybox cat /run/" + name
                                + ".pid)/status) && [ -n \"${s##*Z*}\" ]",
                        COMMAND)
                .ok();
    }

    /** The last lines that a container printed. */
    List<String> log(String name) throws IOException {
        Path file = bundles.resolve(name).resolve("log");
        return Files.exists(file)
                ? last(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList())
                : List.of();
    }

    /** The last lines that say something: a trace's places in libraries would push out what was thrown. */
    static List<String> last(List<String> all) {
        List<String> lines =
                all.stream().filter(line -> !PLACE.matcher(line).matches()).toList();
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }

    /** The runtime's statistics of a container's cgroup; a missing node if there are none. */
    JsonNode stats(String name) throws InterruptedException {
        CommandOutput said = sandbox.run(command("events --stats " + name), COMMAND);
        try {
            return JSON.readTree(said.text()).path("data");
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
