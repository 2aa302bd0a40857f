package dev.slipway.toolchain;

import java.util.List;
import java.util.Map;

/**
 * The parts of a room.
 *
 * @param root name of the folder of its root file system
 * @param suite of Debian
 * @param tools releases of the toolchains, by their names
 * @param mounts folders with further tools, by their place in the room
 * @param path folders that come first on the PATH
 */
public record Fitting(
        String root,
        String suite,
        Map<String, String> tools,
        Map<String, String> mounts,
        List<String> path,
        Map<String, String> env) {
    public Fitting {
        tools = Map.copyOf(tools);
        mounts = Map.copyOf(mounts);
        path = List.copyOf(path);
        env = Map.copyOf(env);
    }
}
