package dev.slipway.debian;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The packages that a request needs, by name.
 *
 * @param suite such as {@code trixie}
 * @param indexDates for each index that was read, such as {@code trixie-security}, when the archive wrote it
 * @param notes for a person on how they were found, such as an expired index
 */
public record Resolution(
        String suite, String architecture, List<Package> packages, Map<String, String> indexDates, List<String> notes) {
    public Resolution {
        indexDates = Map.copyOf(indexDates);
        packages = List.copyOf(packages);
        notes = List.copyOf(notes);
    }

    /** Bytes to download if nothing is cached. */
    public long size() {
        return packages.stream().mapToLong(Package::size).sum();
    }

    /** Hex digest of the packages' own digests: the same for the same packages, whenever they were resolved. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            packages.forEach(p -> sha256.update(p.sha256().getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
