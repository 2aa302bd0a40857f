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
 * @param telling how a run tells of it while it goes on; report and doctor show every check
 */
public record Check(
        String id,
        List<String> requirements,
        Status status,
        String title,
        String evidence,
        String fix,
        Telling telling) {
    /** How a condition stands. A {@code NOTE} does not stop the run; {@code NO_DATA} is never counted as a pass. */
    public enum Status {
        PASS,
        NOTE,
        NO_DATA,
        FAIL
    }

    /** How a run tells of a check while it goes on. */
    public enum Telling {
        /** Not at all. */
        SILENT,
        /** In a line of its own. */
        LINE,
        /** By its title, in one line with others that are missing and not needed. */
        LIST
    }

    public Check {
        requirements = List.copyOf(requirements);
        if (evidence.isBlank()) {
            throw new IllegalArgumentException("check " + id + " has no evidence");
        }
    }

    public static Check pass(String id, List<String> requirements, String title, String evidence) {
        return new Check(id, requirements, Status.PASS, title, evidence, "", Telling.SILENT);
    }

    public static Check note(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.NOTE, title, evidence, fix, Telling.LINE);
    }

    public static Check noData(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.NO_DATA, title, evidence, fix, Telling.LINE);
    }

    public static Check fail(String id, List<String> requirements, String title, String evidence, String fix) {
        return new Check(id, requirements, Status.FAIL, title, evidence, fix, Telling.LINE);
    }

    /** A pass when {@code holds}, else a failure with {@code fix}. */
    public static Check of(
            boolean holds, String id, List<String> requirements, String title, String evidence, String fix) {
        return holds ? pass(id, requirements, title, evidence) : fail(id, requirements, title, evidence, fix);
    }

    public Check telling(Telling other) {
        return new Check(id, requirements, status, title, evidence, fix, other);
    }
}
