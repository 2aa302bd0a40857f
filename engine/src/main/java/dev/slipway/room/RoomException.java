package dev.slipway.room;

/** A room, or what it consists of, could not be made; the message says what to do. */
public final class RoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomException(String message) {
        super(message);
    }

    RoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
