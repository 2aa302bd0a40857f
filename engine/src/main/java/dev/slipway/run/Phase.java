package dev.slipway.run;

/** The five phases in their order. */
public enum Phase {
    PREPARE("prepare", "G1", "SLIP-199"),
    CONTAINERIZE("containerize", "G2", "SLIP-299"),
    PACKAGE("package", "G3", "SLIP-399"),
    DEPLOY("deploy", "G4", "SLIP-449"),
    VALIDATE("validate", "G5", "SLIP-599");

    private final String label;
    private final String gate;
    private final String closed;

    Phase(String label, String gate, String closed) {
        this.label = label;
        this.gate = gate;
        this.closed = closed;
    }

    /** Its name in commands, events and files. */
    public String label() {
        return label;
    }

    public String gate() {
        return gate;
    }

    /** Whether its result depends on the source itself, and not only on what earlier phases made of it. */
    boolean readsSource() {
        return this == PREPARE || this == CONTAINERIZE;
    }

    /** Whether it is the first that needs a cluster. */
    boolean startsCluster() {
        return this == DEPLOY;
    }

    /** ID of the failure that a closed gate causes. */
    String closed() {
        return closed;
    }
}
