package dev.slipway.room;

import java.nio.file.Path;

/**
 * A folder or file of this machine that is mounted in a room.
 *
 * @param from absolute path on this machine
 * @param to absolute path in the room: {@link #BUILD}, or below {@code /mnt} or {@code /opt}
 */
public record Mount(Path from, String to, boolean writable) {
    /** The folder in which the build runs. */
    public static final String BUILD = "/build";

    public Mount {
        if (!from.isAbsolute() || from.toString().matches("(?s).*[\\n\\t].*")) {
            throw new IllegalArgumentException(
                    "cannot be mounted, its name is not absolute or has a line end: " + from);
        }
        if (!to.matches("/build|/(?:mnt|opt|cache|home)/[\\w.@+/-]+") || to.contains("..")) {
            throw new IllegalArgumentException("not a place for a mount: " + to);
        }
    }
}
