package dev.slipway.source;

/** Where things lie in the build folder and in the images. */
final class LayerPaths {
    static final String APP = "/app";
    static final int NONROOT = 65532;

    private LayerPaths() {}

    static String made(String name) {
        return BuildPlan.MADE + "/" + name;
    }

    /** From a working folder back to the build folder: {@code ../../}, or nothing. */
    static String up(String dir) {
        return dir.isEmpty() ? "" : "../".repeat(dir.split("/").length);
    }
}
