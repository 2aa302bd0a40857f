package dev.slipway.tidy;

import java.io.IOException;

/** One kind of things that are kept. */
interface Superfluous {
    /** Its name for people. */
    String name();

    /**
     * Finds what nobody needs.
     *
     * @param free whether it is deleted, too
     */
    Amount of(boolean free) throws IOException;

    /** @param things such as {@code 12 runs} @param bytes on the disk */
    record Amount(String things, long bytes) {
        static final Amount NOTHING = new Amount("", 0);
    }
}
