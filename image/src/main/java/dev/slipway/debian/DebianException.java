package dev.slipway.debian;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A part of the Debian archive could not be had or trusted. The message names what, where and what to do next. */
public final class DebianException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DebianException(String message) {
        super(message);
    }

    public DebianException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A file of this machine could not be written. The message distinguishes a full disk from other errors. */
    static DebianException writing(Path file, IOException cause) {
        String why = cause instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(cause.getMessage());
        String remedy = why.contains("No space left")
                ? "free some space there, or set SLIPWAY_HOME to a folder on a larger disk"
                : "check the folder's permissions, or set SLIPWAY_HOME to a folder that can be written";
        return new DebianException("could not write " + file + ": " + why + "; " + remedy, cause);
    }
}
