package dev.slipway.todo.problem;

/** What lies behind an exception. */
public final class Causes {
    private Causes() {}

    /** The first of all causes; the exception itself where it has none. */
    public static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
