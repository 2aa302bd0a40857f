package dev.slipway.toolchain;

/** A toolchain was asked for that cannot be had; the message says which ones can. */
public final class UnknownToolchainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownToolchainException(String message) {
        super(message);
    }
}
