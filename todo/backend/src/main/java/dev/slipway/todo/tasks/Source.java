package dev.slipway.todo.tasks;

import org.jspecify.annotations.Nullable;

/**
 * Who changes tasks, for the audit trail.
 *
 * @param turn the chat message that asked for it: what undo takes back together
 */
public record Source(String actor, @Nullable Long turn) {
    public static final Source REST = new Source("rest", null);
    public static final Source MCP = new Source("mcp", null);
    static final Source UNDO = new Source("undo", null);

    public static Source chat(long turn) {
        return new Source("chat", turn);
    }

    /** For what follows by itself from this change: the next task of a recurrence. */
    Source recurring() {
        return new Source("recurrence", turn);
    }
}
