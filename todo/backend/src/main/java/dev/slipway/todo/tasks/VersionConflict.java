package dev.slipway.todo.tasks;

/** The task was changed by someone else since the caller saw it. */
public final class VersionConflict extends RuntimeException {
    /** The version it has now; -1 where it changed too often to tell. */
    private final int current;

    VersionConflict(int current) {
        super("version " + current, null, false, false);
        this.current = current;
    }

    public int current() {
        return current;
    }
}
