package dev.slipway.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** The half of a key pair that everybody may have. */
public final class PublicSealKey {
    private static final String ALGORITHM = "SHA256withECDSA";

    private final PublicKey key;

    private PublicSealKey(PublicKey key) {
        this.key = key;
    }

    /** The key in a PEM file, such as {@code cosign.pub}. */
    public static PublicSealKey read(Path file) throws IOException {
        try {
            return new PublicSealKey(KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Pem.read(Files.readString(file), "PUBLIC KEY"))));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no public key on the curve P-256: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of the key, in hexadecimal. */
    public String fingerprint() {
        return DigestUtils.sha256Hex(key.getEncoded());
    }

    /** Whether the Base64 text is this key's signature of the bytes. */
    boolean signed(byte[] bytes, String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(Base64.getDecoder().decode(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
