package dev.slipway.build;

import dev.slipway.image.DurableFiles;
import dev.slipway.inventory.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps a build folder equal to the source. It writes only files whose content changed, so that an incremental build
 * tool finds the others unchanged. Files that tools made in the build folder stay.
 */
final class SourceCopy {
    private final Path from;
    private final Path to;
    private final Path manifest;

    private final Map<String, String> before;
    private final Map<String, String> now = new TreeMap<>();
    private final List<String> changed = new ArrayList<>();

    private SourceCopy(Path from, Path to, Path manifest) throws IOException {
        this.from = from;
        this.to = to;
        this.manifest = manifest;
        this.before = read(manifest);
    }

    /** Copies the files and notes in {@code manifest} what it saw. Returns those that are new, changed or gone. */
    static List<String> update(Path from, List<String> files, Path to, Path manifest) throws IOException {
        SourceCopy copy = new SourceCopy(from, to, manifest);
        Files.createDirectories(to);
        for (String file : files) {
            copy.take(file);
        }
        copy.removeGone();
        copy.remember();
        return List.copyOf(copy.changed);
    }

    private void take(String name) throws IOException {
        Path file = from.resolve(name);
        BasicFileAttributes facts;
        try {
            facts = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            // It was deleted since the plan was made.
            return;
        }
        if (Secrets.in(file)) {
            return;
        }
        boolean executable = Files.isExecutable(file);
        String seen = facts.size() + " " + facts.lastModifiedTime() + " " + executable;
        now.put(name, seen);
        Path target = to.resolve(name);
        boolean there = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
        if (there && seen.equals(before.get(name))) {
            return;
        }
        if (there && Files.isExecutable(target) == executable && Files.mismatch(file, target) < 0) {
            return;
        }
        Files.createDirectories(target.resolveSibling("").normalize());
        Files.deleteIfExists(target);
        // The copy does not keep the source's time. A file older than the last compilation would count as compiled
        // already.
        Files.copy(file, target);
        if (!target.toFile().setExecutable(executable, false)) {
            throw new IOException("cannot set the permissions of " + target);
        }
        changed.add(name);
    }

    private void removeGone() throws IOException {
        for (String name : before.keySet()) {
            if (!now.containsKey(name) && Files.deleteIfExists(to.resolve(name))) {
                changed.add(name);
            }
        }
    }

    private static Map<String, String> read(Path manifest) throws IOException {
        Map<String, String> known = new TreeMap<>();
        if (Files.exists(manifest)) {
            for (String line : Files.readAllLines(manifest, StandardCharsets.UTF_8)) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    known.put(line.substring(tab + 1), line.substring(0, tab));
                }
            }
        }
        return known;
    }

    private void remember() throws IOException {
        if (now.equals(before)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        now.forEach((name, seen) -> text.append(seen).append('\t').append(name).append('\n'));
        DurableFiles.write(manifest, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
