package dev.slipway.inventory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The content of a source tree as one digest. A file is read again only if its size or time has changed, so that an
 * unchanged tree costs one look at each file's metadata.
 */
public final class SourceDigest {
    private final Path root;
    private final Path memory;

    /** @param memory file that keeps the digests of files from one run to the next */
    public SourceDigest(Path root, Path memory) {
        this.root = root;
        this.memory = memory;
    }

    /** @param files relative path to the SHA-256 of the content, in hexadecimal */
    public record Snapshot(String digest, Map<String, String> files) {
        public Snapshot {
            files = new TreeMap<>(files);
        }

        /** Paths that are new, changed or gone compared with an earlier digest. */
        public List<String> changed(Map<String, String> earlier) {
            Set<String> all = new TreeSet<>(files.keySet());
            all.addAll(earlier.keySet());
            all.removeIf(path -> files.getOrDefault(path, "").equals(earlier.getOrDefault(path, "")));
            return List.copyOf(all);
        }
    }

    public Snapshot look() throws IOException {
        Map<String, String[]> before = remembered();
        Map<String, String[]> now = new TreeMap<>();
        for (Inventory.Entry entry : Inventory.of(root).entries().values()) {
            try {
                now.put(entry.path(), stamp(entry, before.get(entry.path())));
            } catch (IOException e) {
                continue; // A file that nobody can read is no input.
            }
        }
        remember(now);
        Map<String, String> files = new TreeMap<>();
        now.forEach((path, stamp) -> files.put(path, stamp[2]));
        return new Snapshot(DigestUtils.sha256Hex(files.toString()), files);
    }

    private String[] stamp(Inventory.Entry entry, String @Nullable [] before) throws IOException {
        String size = Long.toString(entry.size());
        String time = Long.toString(entry.modified());
        if (before != null && before[0].equals(size) && before[1].equals(time)) {
            return before;
        }
        try (InputStream in = Files.newInputStream(root.resolve(entry.path()))) {
            return new String[] {size, time, DigestUtils.sha256Hex(in)};
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
            return new HashMap<>(); // Then all files are read again.
        }
    }

    private void remember(Map<String, String[]> now) throws IOException {
        Files.createDirectories(Objects.requireNonNull(memory.getParent()));
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
