package dev.slipway.deploy;

import dev.slipway.gate.Failure;
import java.util.List;

/** A Helm that is none of Slipway's is changing the release. */
final class Busy {
    static final String ID = "SLIP-494";

    private Busy() {}

    /** @param since who began, and when */
    static Failure failure(String name, String since, List<String> evidence) {
        return new Failure(
                ID,
                "The release " + name + " is being changed by somebody else.",
                "a change of it was begun " + since,
                evidence,
                "wait for its end (helm history -n " + name + " " + name + "), then run the command again",
                "the release was not touched");
    }
}
