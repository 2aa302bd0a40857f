package dev.slipway.validate;

import java.util.List;

/** Runs commands inside the pods of a release. */
@FunctionalInterface
interface Inside {
    /** @param exit of the command; 126 or 127 where the container has no such command, -1 where there was no answer */
    record Answer(int exit, String output) {
        boolean ran() {
            return exit >= 0 && exit != 126 && exit != 127;
        }
    }

    Answer run(String pod, List<String> command) throws InterruptedException;
}
