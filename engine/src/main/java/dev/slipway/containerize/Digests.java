package dev.slipway.containerize;

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
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 in hex: of text, of files' content, of files' metadata. */
final class Digests {
    private Digests() {}

    static String of(String... parts) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length keeps ("ab", "c") and ("a", "bc") apart.
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
     * Of what the file system says of a file or folder and all below it, to a depth. The time of the last change of a
     * file's status, which no tool can set back, tells apart files of one size whose modification time a tool has fixed.
     */
    static String ofMetadata(Path root, int depth) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return "missing";
        }
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (Stream<Path> walk = Files.walk(root, depth)) {
            for (Path path : (Iterable<Path>) walk.sorted()::iterator) {
                Map<String, Object> facts = Files.readAttributes(
                        path, "unix:mode,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
                // A folder changes with every file that comes and goes in it, which the walk sees by itself.
                String line = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        ? "folder"
                        : List.of("mode", "size", "lastModifiedTime", "ctime", "ino").stream()
                                .map(key -> String.valueOf(facts.get(key)))
                                .reduce("", (a, b) -> a + " " + b);
                sha256.update((root.relativize(path) + line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
