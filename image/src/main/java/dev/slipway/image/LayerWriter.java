package dev.slipway.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes entries as a tar that depends on nothing else: sorted, with numeric owners and dates in whole seconds. Every
 * entry has a date, because programs distinguish versions of a file by it, and some take the date 0 for a missing one.
 */
final class LayerWriter {
    /** The date of entries without one. ZIP archives and some programs know no earlier time. */
    private static final Instant UNDATED = Instant.parse("1980-01-01T00:00:00Z");

    private LayerWriter() {}

    /** Writes the layer and closes {@code out}. */
    static Layer write(String name, List<Entry> entries, Compression compression, OutputStream out) throws IOException {
        Instant date = entries.stream()
                .flatMap(entry -> entry.modified().stream())
                .max(Instant::compareTo)
                .orElse(UNDATED)
                .truncatedTo(ChronoUnit.SECONDS);
        DigestStream compressed = new DigestStream(new BufferedOutputStream(out, 1 << 16));
        DigestStream plain = new DigestStream(compression.over(compressed));
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(plain, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Entry entry : ordered(entries)) {
                put(tar, entry, entry.modified().filter(Instant.EPOCH::isBefore).orElse(date));
            }
        }
        return new Layer(name, compression.mediaType(), compressed.digest(), plain.digest(), compressed.count(), date);
    }

    private static final int LONGEST_CHAIN = 8;

    /** The entries by path. The last of equal paths wins. Hard links come after everything that they may point at. */
    private static List<Entry> ordered(List<Entry> entries) {
        TreeMap<String, Entry> byPath = new TreeMap<>();
        entries.stream().filter(e -> !e.path().equals("/")).forEach(e -> byPath.put(e.path(), e));
        return Stream.concat(
                        byPath.values().stream().filter(e -> e.kind() != Entry.Kind.HARDLINK),
                        byPath.values().stream()
                                .filter(e -> e.kind() == Entry.Kind.HARDLINK)
                                .map(link -> alike(link, byPath)))
                .toList();
    }

    /**
     * Gives a hard link the mode and owner of its file. A program that unpacks a link, such as containerd, changes the
     * file to those of the link.
     */
    private static Entry alike(Entry link, TreeMap<String, Entry> byPath) {
        Entry target = link;
        for (int steps = 0; target != null && target.kind() == Entry.Kind.HARDLINK && steps < LONGEST_CHAIN; steps++) {
            target = byPath.get(target.link().startsWith("/") ? target.link() : "/" + target.link());
        }
        return target == null || target.kind() == Entry.Kind.HARDLINK
                ? link
                : new Entry(
                        link.path(),
                        link.kind(),
                        target.mode(),
                        target.uid(),
                        target.gid(),
                        link.link(),
                        link.size(),
                        link.content(),
                        link.modified());
    }

    private static void put(TarArchiveOutputStream tar, Entry entry, Instant modified) throws IOException {
        String name = entry.path().substring(1);
        TarArchiveEntry header = switch (entry.kind()) {
            case FILE -> new TarArchiveEntry(name);
            case DIRECTORY -> new TarArchiveEntry(name + "/");
            case SYMLINK -> link(name, TarConstants.LF_SYMLINK, entry.link());
            case HARDLINK -> link(name, TarConstants.LF_LINK, entry.link().replaceFirst("^/", ""));
        };
        header.setMode(entry.mode());
        header.setIds(entry.uid(), entry.gid());
        header.setNames("", "");
        header.setModTime(FileTime.from(modified.truncatedTo(ChronoUnit.SECONDS)));
        header.setSize(entry.kind() == Entry.Kind.FILE ? entry.size() : 0);
        tar.putArchiveEntry(header);
        if (entry.kind() == Entry.Kind.FILE) {
            copy(entry, tar);
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry link(String name, byte type, String target) {
        TarArchiveEntry header = new TarArchiveEntry(name, type);
        header.setLinkName(target);
        return header;
    }

    private static void copy(Entry entry, OutputStream tar) throws IOException {
        try (InputStream in = entry.content().open()) {
            long copied = in.transferTo(tar);
            if (copied != entry.size()) {
                throw new ImageException(entry.path() + " changed while its layer was written: " + entry.size()
                        + " bytes announced, " + copied + " read; run the command again");
            }
        }
    }
}
