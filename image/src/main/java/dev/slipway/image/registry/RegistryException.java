package dev.slipway.image.registry;

import dev.slipway.image.ImageException;

/** A registry did not do what was asked of it. The message names what was asked and what it said. */
public final class RegistryException extends ImageException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What kind of refusal it is; each has a remedy of its own. */
    public enum Reason {
        /** It asks who we are, or does not believe it (401). */
        SIGN_IN,
        /** It knows who we are, and the account may not do this (403). */
        FORBIDDEN,
        /** It has no such repository and makes none, or takes no such name (404, NAME_INVALID). */
        UNKNOWN_NAME,
        /** It, or a proxy before it, takes no request of this size (413). */
        TOO_LARGE,
        /** It asks for a pause again and again (429). */
        TOO_MANY,
        /** It has all blobs and does not take the manifest. */
        REFUSED_MANIFEST,
        /** Its certificate is signed by nobody who is trusted here, is of another name, or has run out. */
        CERTIFICATE,
        /** It does not answer, or its connections break. */
        UNREACHABLE,
        /** Anything else: the message has what it said. */
        OTHER
    }

    RegistryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RegistryException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
