package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes entries as files of this machine, the counterpart of {@link FolderEntries}. No entry can leave the folder, owners
 * are ignored, and set-user-ID and set-group-ID bits are dropped.
 */
public final class FolderWriter {
    private static final int PERMISSIONS = 01777;

    private final Path root;
    private final RootedPath rooted;
    private final boolean sharing;
    private final List<Entry> folders = new ArrayList<>();

    private FolderWriter(Path root, boolean sharing) {
        this.root = root;
        this.sharing = sharing;
        this.rooted = new RootedPath(root);
    }

    /** Writes the entries in order. A later entry replaces an earlier one of the same path. Hard links come last. */
    public static void write(List<Entry> entries, Path folder) throws IOException {
        write(entries, folder, false);
    }

    /**
     * The same, but a file whose bytes are on the same disk already is linked (link(2)). Nobody may ever write to it.
     */
    public static void share(List<Entry> entries, Path folder) throws IOException {
        write(entries, folder, true);
    }

    private static void write(List<Entry> entries, Path folder, boolean sharing) throws IOException {
        Files.createDirectories(folder);
        FolderWriter writer = new FolderWriter(folder.toRealPath(), sharing);
        for (Entry entry : entries) {
            if (entry.kind() != Entry.Kind.HARDLINK) {
                writer.put(entry);
            }
        }
        for (Entry entry : entries) {
            if (entry.kind() == Entry.Kind.HARDLINK) {
                writer.put(entry);
            }
        }
        // Modes come last, because a folder that is not writable would keep its own content out.
        for (Entry entry : writer.folders.reversed()) {
            Path place = writer.place(entry.path());
            // A later package may have put a link in its place: the mode of what that leads to is not ours.
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.setAttribute(place, "unix:mode", entry.mode() & PERMISSIONS);
            }
        }
    }

    private void put(Entry entry) throws IOException {
        if (entry.path().equals("/")) {
            return;
        }
        Path path = place(entry.path());
        Path parent = path.getParent();
        if (parent != null) {
            RootedPath.make(parent, root);
        }
        switch (entry.kind()) {
            case DIRECTORY -> folder(entry, path);
            case SYMLINK -> {
                RootedPath.delete(path);
                Files.createSymbolicLink(path, Path.of(entry.link()));
            }
            case HARDLINK -> {
                RootedPath.delete(path);
                Files.createLink(path, place(entry.link()));
            }
            case FILE -> file(entry, path);
        }
    }

    private Path place(String name) throws IOException {
        List<String> parts = RootedPath.parts(name);
        return rooted.folder(parts.subList(0, parts.size() - 1)).resolve(parts.getLast());
    }

    private void folder(Entry entry, Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            // A link to a folder stands for it, as it does for the package that ships a file below the link.
            if (Files.isSymbolicLink(path)) {
                return;
            }
            RootedPath.delete(path);
            Files.createDirectory(path);
        }
        folders.add(entry);
    }

    private void file(Entry entry, Path path) throws IOException {
        RootedPath.delete(path);
        if (!sharing || !linked(entry, path)) {
            copy(entry, path);
        }
        Files.setAttribute(path, "unix:mode", entry.mode() & PERMISSIONS);
    }

    private static boolean linked(Entry entry, Path path) throws IOException {
        Optional<Path> file = entry.content().file();
        if (file.isEmpty() || Files.size(file.get()) != entry.size()) {
            return false;
        }
        try {
            Files.createLink(path, file.get());
            return true;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another disk, or a file with as many names as it may have.
            return false;
        }
    }

    private static void copy(Entry entry, Path path) throws IOException {
        long copied;
        try (InputStream in = entry.content().open();
                OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            copied = in.transferTo(out);
        }
        if (copied != entry.size()) {
            throw new ImageException(entry.path() + " changed while it was unpacked: " + entry.size()
                    + " bytes announced, " + copied + " read; run the command again");
        }
    }
}
