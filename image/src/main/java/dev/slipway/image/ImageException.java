package dev.slipway.image;

/** An image could not be made, stored, read or moved. The message names what, where and what to do next. */
public class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }

    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
