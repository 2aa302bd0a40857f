package dev.slipway.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds the places of an image's paths below a folder, as for a process with this folder as its root: it follows links,
 * absolute ones from the folder, and {@code ..} ends at it. So no path leads out of it.
 */
final class RootedPath {
    /** As many as Linux follows (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private final Path root;

    RootedPath(Path root) {
        this.root = root;
    }

    /** The parts of a member's name, without empty ones and {@code .}. */
    static List<String> parts(String name) {
        List<String> parts = List.of(name.split("/")).stream()
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (parts.contains("..") || name.indexOf('\0') >= 0) {
            throw new ImageException("refused to unpack " + name + ": the path leads out of its folder;"
                    + " the image is broken or hostile");
        }
        return parts;
    }

    /** The place of a folder, all links followed; it need not exist. */
    Path folder(List<String> parts) throws IOException {
        Deque<String> left = new ArrayDeque<>(parts);
        Path at = root;
        int links = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                at = at.equals(root) ? root : above(at);
                continue;
            }
            Path next = at.resolve(part);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new ImageException("refused to unpack " + String.join("/", parts) + ": more than " + MOST_LINKS
                        + " links in its path; the image is broken or hostile");
            }
            Path target = Files.readSymbolicLink(next);
            at = target.isAbsolute() ? root : at;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                left.push(target.getName(i).toString());
            }
        }
        return at;
    }

    private Path above(Path at) {
        Path parent = at.getParent();
        return parent == null ? root : parent;
    }

    /** Makes a folder and those above it. A file in its way is replaced. */
    static void make(Path folder, Path root) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent, root);
        }
        Files.deleteIfExists(folder);
        Files.createDirectory(folder);
    }

    /** Deletes what is at {@code path}, with all below it. Follows no link. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException error)
                    throws IOException {
                if (error != null) {
                    throw error;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
