package dev.slipway.toolchain;

/** A requested toolchain cannot be had. The message says which ones can. */
public final class UnknownToolchainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownToolchainException(String message) {
        super(message);
    }
}
