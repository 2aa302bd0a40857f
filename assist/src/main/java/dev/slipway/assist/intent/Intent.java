package dev.slipway.assist.intent;

import java.util.Optional;

/** Reads one kind of request. */
@FunctionalInterface
public interface Intent {
    /** The reply; empty if the request is of another kind. */
    Optional<Reply> read(Scope scope);
}
