package dev.slipway.assist.intent;

import java.util.Optional;

/** Knows one kind of request. */
@FunctionalInterface
public interface Intent {
    /** Empty where the request is of another kind. */
    Optional<Reply> read(Scope scope);
}
