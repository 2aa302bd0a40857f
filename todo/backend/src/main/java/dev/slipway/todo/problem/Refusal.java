package dev.slipway.todo.problem;

/** Ends a request with a {@link Problem}. Has no stack trace: it is an answer, not a bug. */
public final class Refusal extends RuntimeException {
    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
