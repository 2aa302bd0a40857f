package dev.slipway.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the compiler has to do: the packages that its cache does not have, each with the bytes of its sources. The time
 * goes with these bytes.
 *
 * @param stale bytes to compile, by import path
 */
record CompilePlan(Map<String, Long> stale) {
    /** What {@code go list -deps -f} is asked to print; the fields are separated by tabs. */
    static final String FORMAT = "{{.ImportPath}}\t{{.Stale}}\t{{.Dir}}\t{{join .GoFiles \"\\t\"}}";

    /** Cost of an empty package in bytes: opening files, reading and writing exports. */
    private static final long PER_PACKAGE = 8_000;

    private static final int FIXED_FIELDS = 3;

    CompilePlan {
        stale = Map.copyOf(stale);
    }

    static CompilePlan read(List<String> listed) {
        Map<String, Long> stale = new HashMap<>();
        for (String line : listed) {
            String[] fields = line.split("\t");
            if (fields.length < FIXED_FIELDS || !fields[1].equals("true")) {
                continue;
            }
            long bytes = PER_PACKAGE;
            for (int i = FIXED_FIELDS; i < fields.length; i++) {
                bytes += size(Path.of(fields[2]).resolve(fields[i]));
            }
            stale.put(fields[0], bytes);
        }
        return new CompilePlan(stale);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    long bytes() {
        return stale.values().stream().mapToLong(Long::longValue).sum();
    }
}
