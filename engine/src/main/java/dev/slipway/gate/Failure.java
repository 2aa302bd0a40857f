package dev.slipway.gate;

import java.util.List;

/**
 * An expected failure, told so that its reader can act.
 *
 * @param id stable ID, such as {@code SLIP-412}; its first digit names the phase
 * @param summary what was tried, on what, and how it ended
 * @param why the cause, with {@code file:line} where there is one
 * @param evidence last lines of the tool, log or object that show it; may be empty
 * @param fix the one command or edit to do next
 * @param state what was left as it was
 */
public record Failure(String id, String summary, String why, List<String> evidence, String fix, String state) {
    public Failure {
        if (!id.matches("SLIP-[1-9][0-9]{2}")) {
            throw new IllegalArgumentException("not a failure ID: " + id);
        }
        evidence = List.copyOf(evidence);
    }

    public Failure(String id, String summary, String why, String fix) {
        this(id, summary, why, List.of(), fix, "");
    }

    /**
     * Exit code of the process: the phase's decade (SLIP-4xx gives 40), 75 for SLIP-9xx (transient). SLIP-6xx are causes on a
     * cluster, which a deployment meets.
     */
    public int exitCode() {
        int phase = id.charAt(5) - '0';
        return phase <= 5 ? phase * 10 : phase == 6 ? 40 : 75;
    }
}
