package dev.slipway.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a folder or file of this machine as a layer's entries. Symbolic links stay links. Root owns everything. Only
 * the executable bit is taken from the file system, so that a different umask gives the same layer.
 */
public final class FolderEntries {
    private FolderEntries() {}

    /** Reads {@code from} and all below it; {@code to} is the absolute path that {@code from} itself becomes. */
    public static List<Entry> read(Path from, String to) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : (Iterable<Path>) walk.sorted()::iterator) {
                entries.add(entry(path, imagePath(to, from.relativize(path))));
            }
        }
        return entries;
    }

    private static String imagePath(String to, Path relative) {
        String tail = relative.toString().replace('\\', '/');
        return tail.isEmpty() ? to : to.equals("/") ? "/" + tail : to + "/" + tail;
    }

    private static Entry entry(Path path, String imagePath) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Entry.symlink(imagePath, Files.readSymbolicLink(path).toString());
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Entry.directory(imagePath, 0755, 0, 0);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException("cannot put " + path + " into an image: it is neither file, folder nor link;"
                    + " remove it or leave it out of the copied folder");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return Entry.file(imagePath, permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? 0755 : 0644, 0, 0, path);
    }
}
