package dev.slipway.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 of texts. */
final class Digests {
    private Digests() {}

    /** In hexadecimal, of the texts one after the other with a separator that no text has. */
    static String of(String... texts) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
