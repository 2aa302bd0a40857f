package dev.slipway.tidy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.io.file.PathUtils;

/** Entries of a folder that are made or fetched again when they are needed: the longest unused go, until a budget is kept. */
final class OldFiles implements Superfluous {
    private final String name;
    private final Path folder;
    private final long budget;
    private final Instant before;

    /** @param budget bytes that may stay @param before younger entries stay, whatever the budget */
    OldFiles(String name, Path folder, long budget, Instant before) {
        this.name = name;
        this.folder = folder;
        this.budget = budget;
        this.before = before;
    }

    private record Sized(Path path, Instant used, long bytes) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Amount of(boolean free) throws IOException {
        List<Sized> all = new ArrayList<>();
        for (Path child : Sizes.children(folder)) {
            all.add(new Sized(child, Sizes.modified(child), Sizes.of(child)));
        }
        all.sort(Comparator.comparing(Sized::used));
        long left = all.stream().mapToLong(Sized::bytes).sum();
        long bytes = 0;
        int count = 0;
        for (Sized one : all) {
            if (left <= budget || !one.used().isBefore(before)) {
                break;
            }
            left -= one.bytes();
            bytes += one.bytes();
            count++;
            if (free) {
                delete(one.path());
            }
        }
        return count == 0 ? Amount.NOTHING : new Amount(count + " of " + all.size(), bytes);
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            PathUtils.deleteDirectory(path);
        } else {
            Files.deleteIfExists(path);
        }
    }
}
