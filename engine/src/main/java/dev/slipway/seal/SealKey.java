package dev.slipway.seal;

import dev.slipway.gate.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** The key pair that a person's images are signed with: ECDSA on P-256, kept in PEM files. */
public final class SealKey {
    /** Names the file of the private key. */
    public static final String VARIABLE = "SLIPWAY_SIGNING_KEY";

    private static final String CURVE = "secp256r1";
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final String PRIVATE = "PRIVATE KEY";

    private final PrivateKey secret;
    private final PublicSealKey open;

    private SealKey(PrivateKey secret, PublicSealKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** Where the private key is: what {@code SLIPWAY_SIGNING_KEY} names, else a file of the person's configuration. */
    public static Path place(Map<String, String> env) {
        String named = env.getOrDefault(VARIABLE, "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        String config = env.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isBlank()
                ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(config);
        return folder.resolve("slipway/signing.key");
    }

    /** The file of the public key that belongs to the private one in {@code file}. */
    public static Path publicFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling((name.endsWith(".key") ? name.substring(0, name.length() - 4) : name) + ".pub");
    }

    /** The key pair in the file. One is made where there is none. */
    public static SealKey at(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            KeyFactory factory = KeyFactory.getInstance("EC");
            PrivateKey secret =
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Pem.read(Files.readString(file), PRIVATE)));
            return new SealKey(secret, PublicSealKey.read(publicFile(file)));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no private key on the curve P-256: " + e.getMessage(), e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        KeyPair pair = generator.generateKeyPair();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        // The public half comes first: without the private one the next try makes both anew.
        Files.writeString(
                publicFile(file), Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()));
        OwnerOnly.write(file, Pem.write(PRIVATE, pair.getPrivate().getEncoded()).getBytes(StandardCharsets.UTF_8));
    }

    public PublicSealKey open() {
        return open;
    }

    /** The signature of the bytes, DER in Base64. */
    String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }
}
