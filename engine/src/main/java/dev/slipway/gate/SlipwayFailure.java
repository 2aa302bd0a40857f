package dev.slipway.gate;

/** Carries a {@link Failure} up to the phase's boundary, where it becomes a value again. */
public class SlipwayFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public SlipwayFailure(Failure failure) {
        this(failure, null);
    }

    public SlipwayFailure(Failure failure, @org.jspecify.annotations.Nullable Throwable cause) {
        super(failure.id() + " " + failure.summary(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
