package dev.slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 in hexadecimal of text, of files' content and of files' metadata. */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(String... parts) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length distinguishes ("ab", "c") from ("a", "bc").
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static String ofContent(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    /**
     * Digest of the metadata of a file or folder, and of everything below it down to a depth. No tool can set the time
     * of a status change. So the digest distinguishes files of one size whose modification time a tool has fixed.
     */
    static String ofMetadata(Path root, int depth) throws IOException {
        return ofTree(root, depth, Fingerprint::metadata);
    }

    /**
     * Digest of the names, modes and content of a file or folder, and of everything below it. It shows whether a tool
     * that wrote files again has changed them. The content counts by its size and two checksums of 32 bits, which
     * processors compute by themselves. A cryptographic digest takes ten times as long in a JVM that has just started.
     */
    static String ofSums(Path root) throws IOException {
        return ofTree(root, Integer.MAX_VALUE, Fingerprint::sums);
    }

    /** The text that distinguishes one version of a file from another. */
    @FunctionalInterface
    private interface Version {
        String of(Path file) throws IOException;
    }

    private static String metadata(Path file) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(file, "unix:mode,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
        return List.of("mode", "size", "lastModifiedTime", "ctime", "ino").stream()
                .map(key -> String.valueOf(facts.get(key)))
                .reduce("", (a, b) -> a + " " + b);
    }

    private static String sums(Path file) throws IOException {
        String mode = " " + Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(file)) {
            return mode + " -> " + Files.readSymbolicLink(file);
        }
        CRC32 first = new CRC32();
        CRC32C second = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                first.update(buffer, 0, read);
                second.update(buffer, 0, read);
                size += read;
            }
        }
        return mode + " " + size + " " + first.getValue() + " " + second.getValue();
    }

    private static String ofTree(Path root, int depth, Version version) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return "missing";
        }
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (Stream<Path> walk = Files.walk(root, depth)) {
            for (Path path : (Iterable<Path>) walk.sorted()::iterator) {
                // A folder's own metadata changes with each file that is added or deleted. The walk sees those files.
                String line = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "folder" : version.of(path);
                sha256.update((root.relativize(path) + line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
