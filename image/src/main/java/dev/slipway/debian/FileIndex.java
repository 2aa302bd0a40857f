package dev.slipway.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Debian's index of the files in its packages (https://wiki.debian.org/DebianRepository/Format, "Contents indices"). */
final class FileIndex {
    /** Folders that are named after an architecture lie no deeper than others. */
    private static final Pattern TRIPLET = Pattern.compile("/[a-z0-9_]+-linux-gnu\\w*(?=/)");

    private record Holder(String path, String name) {
        int depth() {
            return TRIPLET.matcher(path).replaceAll("").split("/").length;
        }
    }

    private FileIndex() {}

    /**
     * The packages with a file whose path matches, those first whose file lies at the shortest path.
     *
     * @param index compressed by gzip
     * @param part a piece of each such path, which is looked for before the pattern
     * @param path of a path without a slash before it
     */
    static List<String> packages(Path index, String part, Pattern path) throws IOException {
        List<Holder> holders = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(index), 1 << 16), StandardCharsets.UTF_8),
                1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(part)) {
                    read(line, path).forEach(holders::add);
                }
            }
        }
        return holders.stream()
                .sorted(Comparator.comparingInt(Holder::depth)
                        .thenComparingInt(holder -> holder.name().length())
                        .thenComparing(Holder::name))
                .map(Holder::name)
                .distinct()
                .toList();
    }

    /** A path, blanks, then the packages with their sections, between commas. */
    private static Stream<Holder> read(String line, Pattern path) {
        int end = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        String file = end < 0 ? "" : line.substring(0, end).strip();
        return path.matcher(file).find()
                ? Stream.of(line.substring(end + 1).split(","))
                        .map(name -> new Holder(file, name.substring(name.lastIndexOf('/') + 1)))
                : Stream.empty();
    }
}
