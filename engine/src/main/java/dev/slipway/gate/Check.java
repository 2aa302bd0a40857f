package dev.slipway.gate;

import java.util.List;

/**
 * One named condition of a gate and what was seen of it.
 *
 * @param id stable name, such as {@code G2.size.backend}
 * @param requirements IDs of the requirements it answers, such as {@code G2}, {@code C5}, {@code R3}
 * @param title the condition in a few words
 * @param evidence what was measured or seen; never empty
 * @param fix the one command or edit that mends it; empty when it holds
 */
public record Check(String id, List<String> requirements, Status status, String title, String evidence, String fix) {
    /** How a condition stands. A {@code NOTE} does not stop the run; {@code NO_DATA} is never counted as a pass. */
    public enum Status {
        PASS,
        NOTE,
        NO_DATA,
        FAIL
    }

    public Check {
        requirements = List.copyOf(requirements);
        if (evidence.isBlank()) {
            throw new IllegalArgumentException("check " + id + " has no evidence");
        }
    }

    public static Check pass(String id, List<String> requirements, String title, String evidence) {
        return new Check(id, requirements, Status.PASS, title, evidence, "");
    }

    public static Check note(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.NOTE, title, evidence, fix);
    }

    public static Check noData(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.NO_DATA, title, evidence, fix);
    }

    public static Check fail(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.FAIL, title, evidence, fix);
    }

    /** A pass when {@code holds}, else a failure with {@code fix}. */
    public static Check of(
            boolean holds, String id, List<String> requirements, String title, String evidence, String fix) {
        return holds ? pass(id, requirements, title, evidence) : fail(id, requirements, title, evidence, fix);
    }
}
