package dev.slipway.inventory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of a source tree that count. This one list serves the search for services, the digest of the source, the
 * copy into a build, {@code .dockerignore} and the search for secrets. It leaves out what tools make and what is
 * hidden.
 */
public final class Inventory {
    private static final int DEEPEST = 40;
    /** A link may lead to a folder with links. */
    private static final int MOST_LINKS = 3;

    /** How a file is used. */
    public enum Kind {
        /** It goes into images, and services are looked for in it. */
        SOURCE,
        /** It goes into images, but no service is looked for in it: it is an older copy, or lies behind a link. */
        ASIDE,
        /** It holds secrets and goes into no image. */
        SECRET
    }

    /**
     * A file.
     *
     * @param path relative to the root, with {@code /}
     * @param size in bytes
     * @param modified in nanoseconds since 1970
     */
    public record Entry(String path, Kind kind, long size, long modified) {}

    private final Path root;
    private final Path real;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final SortedSet<String> leftOut = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();

    private Inventory(Path root) throws IOException {
        this.root = root;
        this.real = root.toRealPath();
    }

    /** Lists what is there now. What nobody can read is left out. */
    public static Inventory of(Path root) throws IOException {
        Inventory inventory = new Inventory(root);
        inventory.walk(inventory.real, "", Kind.SOURCE, 0);
        return inventory;
    }

    public Path root() {
        return root;
    }

    /** By path, sorted. */
    public SortedMap<String, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** Notes for a person about files that are not in the list. */
    public List<String> notes() {
        return notes.stream().sorted().toList();
    }

    /**
     * The lines of a {@code .dockerignore}: names that are left out, and exceptions for files whose content shows that
     * they hold no secret.
     */
    public List<String> ignored() {
        List<String> lines = new ArrayList<>(SourceRules.GLOBS);
        leftOut.stream()
                .filter(dir -> !SourceRules.GLOBS.contains("**/" + name(dir)))
                .forEach(lines::add);
        lines.addAll(Secrets.GLOBS);
        entries.values().stream()
                .filter(entry -> entry.kind() != Kind.SECRET && Secrets.perhaps(name(entry.path())))
                .forEach(entry -> lines.add("!" + entry.path()));
        return lines;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void walk(Path from, String at, Kind kind, int links) throws IOException {
        Files.walkFileTree(from, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            /** How many of the folders around have a name that marks an older copy. */
            private int aside = kind == Kind.ASIDE ? 1 : 0;

            private String path(Path file) {
                String below = from.relativize(file).toString().replace('\\', '/');
                return at.isEmpty() ? below : at + "/" + below;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                if (dir.equals(from)) {
                    return FileVisitResult.CONTINUE;
                }
                if (!SourceRules.counts(dir)) {
                    leftOut.add(path(dir));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (aside > 0 || SourceRules.older(dir.getFileName().toString())) {
                    aside++;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
                if (aside > 0 && !dir.equals(from)) {
                    aside--;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = path(file);
                Kind here = aside > 0 ? Kind.ASIDE : Kind.SOURCE;
                if (attributes.isSymbolicLink()) {
                    follow(file, path, here, links);
                } else if (attributes.isRegularFile()) {
                    add(file, path, here, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void add(Path file, String path, Kind kind, BasicFileAttributes attributes) {
        String name = name(path);
        if (!SourceRules.isSource(name)) {
            return;
        }
        if (!isReadable(path)) {
            notes.add(path
                    + ": this locale (LC_ALL, LANG) cannot spell the name, so the file is left out: LC_ALL=C.UTF-8");
            return;
        }
        Kind known = isSecret(file, name) ? Kind.SECRET : kind;
        entries.put(
                path,
                new Entry(
                        path,
                        known,
                        attributes.size(),
                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
    }

    /**
     * Whether the file can be opened. A name that the locale's character set cannot write is listed but leads to no
     * file.
     */
    private boolean isReadable(String path) {
        try {
            return path.indexOf('\uFFFD') < 0 && !root.resolve(path).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isSecret(Path file, String name) {
        try {
            return Secrets.named(name) || Secrets.perhaps(name) && Secrets.in(file);
        } catch (IOException e) {
            return true; // Nobody can read it here, so nothing in it can be needed.
        }
    }

    private void follow(Path link, String path, Kind kind, int links) throws IOException {
        Path target;
        BasicFileAttributes attributes;
        try {
            target = link.toRealPath();
            attributes = Files.readAttributes(target, BasicFileAttributes.class);
        } catch (IOException e) {
            return; // The link leads nowhere.
        }
        if (!target.startsWith(real)) {
            notes.add(path + " is a link to " + Files.readSymbolicLink(link)
                    + ", outside of the application: it goes into no image");
        } else if (attributes.isRegularFile()) {
            add(target, path, kind, attributes);
        } else if (attributes.isDirectory() && links < MOST_LINKS && !link.startsWith(target) && countsToo(target)) {
            walk(target, path, Kind.ASIDE, links + 1);
        }
    }

    private boolean countsToo(Path target) {
        for (Path dir = target; !dir.equals(real); dir = Objects.requireNonNull(dir.getParent())) {
            if (!SourceRules.counts(dir)) {
                return false;
            }
        }
        return true;
    }
}
