package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks one layer into a folder. */
final class LayerUnpacking {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int PERMISSIONS = 01777;

    private final Path root;
    private final RootedPath rooted;
    private final boolean keepOwners;
    private final long mostBytes;
    private final Map<Path, Integer> folderModes;
    private final List<String> skipped;
    /** Paths that this layer made. Whiteouts hide only paths of lower layers. */
    private final Set<Path> made = new HashSet<>();

    private long files;
    private long bytes;

    LayerUnpacking(
            Path root, boolean keepOwners, long mostBytes, Map<Path, Integer> folderModes, List<String> skipped) {
        this.root = root;
        this.rooted = new RootedPath(root);
        this.keepOwners = keepOwners;
        this.mostBytes = mostBytes;
        this.folderModes = folderModes;
        this.skipped = skipped;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    void read(InputStream plain) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            List<String> parts = RootedPath.parts(entry.getName());
            if (!parts.isEmpty()) {
                unpack(entry, parts, tar);
            }
        }
    }

    private void unpack(TarArchiveEntry entry, List<String> parts, InputStream content) throws IOException {
        Path parent = rooted.folder(parts.subList(0, parts.size() - 1));
        String name = parts.getLast();
        if (name.startsWith(WHITEOUT)) {
            whiteout(parent, name);
            return;
        }
        Path path = parent.resolve(name);
        RootedPath.make(parent, root);
        if (entry.isDirectory()) {
            folder(entry, path);
        } else if (entry.isSymbolicLink()) {
            RootedPath.delete(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            hardLink(entry, path);
        } else if (entry.isFile() && !entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO()) {
            file(entry, path, content);
        } else {
            skipped.add(entry.getName());
            return;
        }
        for (Path p = path; p != null && !p.equals(root) && made.add(p); ) {
            p = p.getParent();
        }
        own(entry, path);
    }

    private void whiteout(Path parent, String name) throws IOException {
        if (name.equals(OPAQUE)) {
            hideLower(parent);
            return;
        }
        String hidden = name.substring(WHITEOUT.length());
        if (hidden.startsWith(WHITEOUT)) {
            return; // bookkeeping of aufs
        }
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new ImageException("refused the whiteout " + name + ": it hides no member of its folder;"
                    + " the image is broken or hostile");
        }
        Path path = parent.resolve(hidden);
        if (!made.contains(path)) {
            RootedPath.delete(path);
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            hideLower(path);
        }
    }

    /** Deletes what lower layers put into a folder. */
    private void hideLower(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> list = Files.list(folder)) {
            children = list.toList();
        }
        for (Path child : children) {
            if (!made.contains(child)) {
                RootedPath.delete(child);
            } else {
                hideLower(child);
            }
        }
    }

    private void folder(TarArchiveEntry entry, Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            RootedPath.delete(path);
            Files.createDirectory(path);
        }
        folderModes.put(path, entry.getMode() & PERMISSIONS);
    }

    private void hardLink(TarArchiveEntry entry, Path path) throws IOException {
        List<String> parts = RootedPath.parts(entry.getLinkName());
        if (parts.isEmpty()) {
            throw new ImageException("refused the hard link " + entry.getName() + ": it points at nothing");
        }
        Path target = rooted.folder(parts.subList(0, parts.size() - 1)).resolve(parts.getLast());
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException("cannot unpack the hard link " + entry.getName() + ": its target "
                    + entry.getLinkName() + " is not a file of the image");
        }
        if (!target.equals(path)) {
            RootedPath.delete(path);
            Files.createLink(path, target);
        }
    }

    private void file(TarArchiveEntry entry, Path path, InputStream content) throws IOException {
        if (bytes + entry.getSize() > mostBytes) {
            throw new ImageException("stopped unpacking at " + entry.getName() + ": the image is larger than its limit"
                    + " by then; raise the limit or make the image smaller");
        }
        RootedPath.delete(path);
        long copied;
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            copied = content.transferTo(out);
        }
        if (copied != entry.getSize()) {
            throw new ImageException("the layer ends inside " + entry.getName() + ": " + copied + " of "
                    + entry.getSize() + " bytes; build or pull the image again");
        }
        bytes += copied;
        files++;
    }

    private void own(TarArchiveEntry entry, Path path) throws IOException {
        if (keepOwners && !entry.isLink()) {
            Files.setAttribute(path, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
        }
        if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
            Files.setAttribute(path, "unix:mode", entry.getMode() & PERMISSIONS);
            // Some programs recognise a file by its time.
            Files.setLastModifiedTime(path, entry.getLastModifiedTime());
        }
    }
}
