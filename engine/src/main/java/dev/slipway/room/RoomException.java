package dev.slipway.room;

/** A room, or a part of it, could not be made. The message says what to do. */
public final class RoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomException(String message) {
        super(message);
    }

    RoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
