package dev.slipway.room;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command in a room.
 *
 * @param dir absolute path in the room
 * @param env added to the room's own variables
 * @param fetches whether it reaches the network, through the room's proxy; only then does it see the person's
 * registries
 */
public record Step(List<String> command, String dir, Map<String, String> env, boolean fetches, Limits limits) {
    public Step {
        if (command.isEmpty() || !dir.startsWith("/")) {
            throw new IllegalArgumentException("a step needs a command and an absolute folder: " + command + " " + dir);
        }
        command = List.copyOf(command);
        env = Map.copyOf(new TreeMap<>(env));
    }

    /** Without network, in the folder of the build. */
    public static Step of(String... command) {
        return new Step(List.of(command), Mount.BUILD, Map.of(), false, Limits.ofBuild());
    }

    public Step in(String folder) {
        return new Step(command, folder, env, fetches, limits);
    }

    public Step with(Map<String, String> variables) {
        return new Step(command, dir, variables, fetches, limits);
    }

    public Step within(Limits most) {
        return new Step(command, dir, env, fetches, most);
    }

    /** The same command with the network. */
    public Step fetching() {
        return new Step(command, dir, env, true, limits);
    }
}
