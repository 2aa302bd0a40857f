package dev.slipway.run;

/** Of Slipway itself: an input of every phase. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}

    /** Version and build: a phase's earlier result holds for the same program only. */
    static String build() {
        return TEXT + " " + System.getProperty("slipway.build", "");
    }
}
