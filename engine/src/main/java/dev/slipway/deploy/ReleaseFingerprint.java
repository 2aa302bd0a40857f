package dev.slipway.deploy;

import dev.slipway.chart.Chart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** A digest of a release's content. Helm keeps it with the revision. */
final class ReleaseFingerprint {
    /** The beginning of the description of every revision that Slipway makes. */
    static final String SLIPWAY = "slipway ";

    private ReleaseFingerprint() {}

    static String of(Chart chart, String publicUrl) {
        try {
            MessageDigest digest = DigestUtils.getSha256Digest();
            digest.update(Files.readAllBytes(Path.of(chart.archive())));
            for (String file : chart.values()) {
                digest.update(Files.readAllBytes(Path.of(file)));
            }
            digest.update(publicUrl.getBytes(StandardCharsets.UTF_8));
            return SLIPWAY + HexFormat.of().formatHex(digest.digest()).substring(0, 24);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
