package dev.slipway.gate;

/** Slipway's own version, an input of every phase. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}

    /** Version and build. A phase's earlier result holds only for the same program. */
    public static String build() {
        return TEXT + " " + System.getProperty("slipway.build", "");
    }
}
