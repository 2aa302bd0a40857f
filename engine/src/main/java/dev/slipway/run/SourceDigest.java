package dev.slipway.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The content of a source tree in one digest. A file is read again only when its size or time has changed, so that a tree
 * in which nothing happened costs one look at each file's metadata.
 */
final class SourceDigest {
    private static final Set<String> LEFT_OUT = Set.of(
            ".git",
            ".slipway",
            "node_modules",
            "target",
            ".next",
            ".venv",
            "venv",
            "__pycache__",
            "build",
            "dist",
            ".gradle",
            ".idea",
            ".pytest_cache",
            ".mypy_cache",
            ".ruff_cache");
    private static final Set<String> FILES_LEFT_OUT = Set.of("next-env.d.ts", ".DS_Store");

    private final Path root;
    private final Path memory;

    /** @param memory file that keeps what was seen, from one run to the next */
    SourceDigest(Path root, Path memory) {
        this.root = root;
        this.memory = memory;
    }

    /** @param files relative path to the SHA-256 of the content, in hexadecimal */
    record Seen(String digest, Map<String, String> files) {
        Seen {
            files = new TreeMap<>(files);
        }

        /** Paths that are new, changed or gone against an earlier look. */
        java.util.List<String> changed(Map<String, String> earlier) {
            Set<String> all = new java.util.TreeSet<>(files.keySet());
            all.addAll(earlier.keySet());
            all.removeIf(path -> files.getOrDefault(path, "").equals(earlier.getOrDefault(path, "")));
            return java.util.List.copyOf(all);
        }
    }

    Seen look() throws IOException {
        Map<String, String[]> before = remembered();
        Map<String, String[]> now = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                boolean skip = !dir.equals(root) && LEFT_OUT.contains(String.valueOf(dir.getFileName()));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (!FILES_LEFT_OUT.contains(name) && !name.endsWith(".tsbuildinfo")) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    now.put(path, stamp(file, attributes, before.get(path)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // A file that nobody can read is no input either.
            }
        });
        remember(now);
        Map<String, String> files = new TreeMap<>();
        now.forEach((path, stamp) -> files.put(path, stamp[2]));
        return new Seen(DigestUtils.sha256Hex(files.toString()), files);
    }

    private static String[] stamp(
            Path file, BasicFileAttributes attributes, String @org.jspecify.annotations.Nullable [] before)
            throws IOException {
        String size = Long.toString(attributes.size());
        String time = Long.toString(attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
        if (before != null && before[0].equals(size) && before[1].equals(time)) {
            return before;
        }
        return new String[] {size, time, content(file)};
    }

    private static String content(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return DigestUtils.sha256Hex("link to " + Files.readSymbolicLink(file));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "special";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    private Map<String, String[]> remembered() {
        Map<String, String[]> before = new HashMap<>();
        if (!Files.exists(memory)) {
            return before;
        }
        try {
            for (String line : Files.readAllLines(memory)) {
                String[] parts = line.split("\t", 4);
                if (parts.length == 4) {
                    before.put(parts[3], new String[] {parts[0], parts[1], parts[2]});
                }
            }
            return before;
        } catch (IOException e) {
            return new HashMap<>(); // Everything is read again then.
        }
    }

    private void remember(Map<String, String[]> now) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(memory.getParent()));
        Path part = memory.resolveSibling(memory.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            now.forEach((path, stamp) -> {
                try {
                    out.write(String.join("\t", stamp[0], stamp[1], stamp[2], path) + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.move(part, memory, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
