package dev.slipway.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One member of a layer.
 *
 * @param path absolute in the image, without a trailing slash, such as {@code /app/main.py}
 * @param mode permission bits, such as {@code 0644}
 * @param link target of a symbolic or hard link; empty for others
 * @param size bytes of content; 0 for all but files
 * @param modified when its content last changed; empty if unknown, which gives it its layer's date
 */
public record Entry(
        String path,
        Kind kind,
        int mode,
        int uid,
        int gid,
        String link,
        long size,
        Content content,
        Optional<Instant> modified) {
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        HARDLINK
    }

    /** The source of a file's bytes. It is opened once for each time that the layer is written. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;

        /** A file of this machine with exactly these bytes, which nobody changes; empty if there is none. */
        default Optional<Path> file() {
            return Optional.empty();
        }

        Content NONE = InputStream::nullInputStream;

        /** @param file that nobody changes */
        static Content of(Path file) {
            return new Content() {
                @Override
                public InputStream open() throws IOException {
                    return Files.newInputStream(file);
                }

                @Override
                public Optional<Path> file() {
                    return Optional.of(file);
                }
            };
        }
    }

    public Entry {
        if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/")) || path.contains("/../")) {
            throw new IllegalArgumentException("not a normal absolute path: " + path);
        }
        if ((kind == Kind.SYMLINK || kind == Kind.HARDLINK) == link.isEmpty()) {
            throw new IllegalArgumentException("links, and only links, have a target: " + path);
        }
    }

    public static Entry directory(String path, int mode, int uid, int gid) {
        return new Entry(path, Kind.DIRECTORY, mode, uid, gid, "", 0, Content.NONE, Optional.empty());
    }

    public static Entry symlink(String path, String target) {
        return new Entry(path, Kind.SYMLINK, 0777, 0, 0, target, 0, Content.NONE, Optional.empty());
    }

    public static Entry hardlink(String path, String target) {
        return new Entry(path, Kind.HARDLINK, 0644, 0, 0, target, 0, Content.NONE, Optional.empty());
    }

    public static Entry file(String path, int mode, int uid, int gid, byte[] bytes) {
        byte[] copy = bytes.clone();
        return file(path, mode, uid, gid, copy.length, () -> new ByteArrayInputStream(copy));
    }

    /** A file whose bytes are read from {@code source} when the layer is written. */
    public static Entry file(String path, int mode, int uid, int gid, Path source) throws IOException {
        return file(path, mode, uid, gid, Files.size(source), () -> Files.newInputStream(source));
    }

    public static Entry file(String path, int mode, int uid, int gid, long size, Content content) {
        return new Entry(path, Kind.FILE, mode, uid, gid, "", size, content, Optional.empty());
    }

    /** The same with a date. */
    public Entry dated(Instant date) {
        return new Entry(path, kind, mode, uid, gid, link, size, content, Optional.of(date));
    }
}
