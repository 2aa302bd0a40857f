package dev.slipway.application;

import java.util.List;
import java.util.stream.Collectors;

/** Where things lie in the build folder and in the images. */
public final class LayerPaths {
    public static final String APP = "/app";
    public static final int NONROOT = 65532;

    private LayerPaths() {}

    public static String made(String name) {
        return BuildPlan.MADE + "/" + name;
    }

    /**
     * A command of a shell that copies a folder without what the build made in it.
     *
     * @param from empty for the build folder itself
     * @param to a folder that is there
     * @param without what else stays behind, as patterns of tar
     */
    public static String copying(String from, String to, List<String> without) {
        return "tar -cf - -C " + (from.isEmpty() ? "." : from) + " --exclude=./" + BuildPlan.MADE
                + without.stream().map(pattern -> " --exclude=" + pattern).collect(Collectors.joining())
                + " . | tar -xf - -C " + to;
    }

    /** The same into a folder that is made anew. */
    public static String gathering(String from, String to, List<String> without) {
        return "rm -rf " + to + " && mkdir -p " + to + " && " + copying(from, to, without);
    }

    /** The path from a working folder back to the build folder: {@code ../../}, or nothing. */
    public static String up(String dir) {
        return dir.isEmpty() ? "" : "../".repeat(dir.split("/").length);
    }
}
