package dev.slipway.facts;

import dev.slipway.image.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The modules that Go's linker writes into a program (https://pkg.go.dev/debug/buildinfo, as of Go 1.18). The format is
 * a magic; in byte 15 a flag that the rest is inline; from byte 32 on two texts with their lengths. The texts are Go's
 * version, and a line for each module between two marks of 16 bytes.
 */
final class GoBuildInfo {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 32;
    private static final int FLAGS = 15;
    private static final int INLINE = 2;
    private static final int MARK = 16;

    /** Bytes. Larger files are data in the form of a program; no array takes more than two GiB. */
    private static final long LARGEST = 1L << 30;

    private final byte[] bytes;
    private int at;

    private GoBuildInfo(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The modules of a Go program and Go's own library; empty for any other file. */
    static List<Library> in(Entry program) throws IOException {
        if (program.size() > LARGEST) {
            return List.of();
        }
        try (InputStream in = program.content().open()) {
            if (!Arrays.equals(in.readNBytes(ELF.length), ELF)) {
                return List.of();
            }
            byte[] bytes = in.readAllBytes();
            // The first matches may be in code that looks for the magic itself.
            for (int at = find(bytes, 0); at >= 0; at = find(bytes, at + 1)) {
                if (at + HEADER < bytes.length && (bytes[at + FLAGS] & INLINE) != 0) {
                    return new GoBuildInfo(bytes, at + HEADER).libraries(program.path());
                }
            }
        }
        return List.of();
    }

    private List<Library> libraries(String from) {
        String version = text();
        String modules = text();
        if (!version.startsWith("go") || modules.length() < 2 * MARK) {
            return List.of();
        }
        List<Library> libraries = new ArrayList<>();
        libraries.add(new Library(
                "golang", "", "stdlib", version.substring(2).replaceFirst(" .*", ""), List.of("BSD-3-Clause"), from));
        for (String line : modules.substring(MARK, modules.length() - MARK).split("\n")) {
            String[] words = line.split("\t");
            if (words.length < 3 || !(words[0].equals("dep") || words[0].equals("=>"))) {
                continue;
            }
            if (words[0].equals("=>")) {
                // This line replaces the module of the line before.
                libraries.removeLast();
            }
            if (words[2].startsWith("v")) {
                libraries.add(library(words[1].toLowerCase(Locale.ROOT), words[2], from));
            }
        }
        return libraries;
    }

    private static Library library(String module, String version, String from) {
        int slash = module.lastIndexOf('/');
        return new Library(
                "golang",
                slash < 0 ? "" : module.substring(0, slash),
                module.substring(slash + 1),
                version,
                List.of(),
                from);
    }

    /** Reads a length as an unsigned varint and as many bytes. Latin-1 keeps the bytes of the marks unchanged. */
    private String text() {
        int length = 0;
        for (int shift = 0; shift < 28 && at < bytes.length; shift += 7) {
            int part = bytes[at++];
            length |= (part & 0x7f) << shift;
            if (part >= 0) {
                break;
            }
        }
        int end = Math.min(bytes.length, at + length);
        String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        at = end;
        return text;
    }

    private static int find(byte[] bytes, int from) {
        for (int i = from; i <= bytes.length - MAGIC.length; i++) {
            if (bytes[i] == MAGIC[0] && Arrays.equals(bytes, i, i + MAGIC.length, MAGIC, 0, MAGIC.length)) {
                return i;
            }
        }
        return -1;
    }
}
