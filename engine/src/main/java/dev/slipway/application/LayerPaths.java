package dev.slipway.application;

/** Where things lie in the build folder and in the images. */
public final class LayerPaths {
    public static final String APP = "/app";
    public static final int NONROOT = 65532;

    private LayerPaths() {}

    public static String made(String name) {
        return BuildPlan.MADE + "/" + name;
    }

    /** The path from a working folder back to the build folder: {@code ../../}, or nothing. */
    public static String up(String dir) {
        return dir.isEmpty() ? "" : "../".repeat(dir.split("/").length);
    }
}
