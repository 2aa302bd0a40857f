package dev.slipway.sandbox;

import dev.slipway.image.ImageException;
import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/** Unpacks each layer once, so that a test of an image with one new layer unpacks only that one. */
final class LayerFolders {
    /** A layer that no test used for this long probably belongs to a build that is gone. */
    private static final Duration UNUSED = Duration.ofDays(2);

    private static final long MOST_BYTES = 8L << 30;
    private static final int NAME = 16;

    private final Layout layout;
    private final Path folder;

    LayerFolders(Layout layout, Path folder) throws IOException {
        this.layout = layout;
        this.folder = Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** Name of the folder with the layer's files, below {@link #folder}. */
    String of(String digest) throws IOException {
        String name = digest.substring(digest.indexOf(':') + 1).substring(0, NAME);
        Path at = folder.resolve(name);
        if (!Files.exists(at)) {
            Path unfinished = Files.createTempDirectory(folder, ".unfinished-");
            unpack(digest, unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(unfinished, at, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another test was faster.
                Leftovers.delete(unfinished);
            }
        }
        Files.setLastModifiedTime(at, FileTime.from(Instant.now()));
        return name;
    }

    private void unpack(String digest, Path to) throws IOException {
        try {
            new Unpacker(true, MOST_BYTES).unpackLayer(layout, digest, to);
        } catch (IOException | ImageException e) {
            Leftovers.delete(to);
            if (layout.dropDamaged(digest)) {
                throw new ImageException("the layer " + digest + " was damaged in the cache and is thrown away:"
                        + " the next build makes it again");
            }
            throw e;
        }
    }

    void forgetUnused() throws IOException {
        Leftovers.deleteOlder(folder, UNUSED);
    }
}
