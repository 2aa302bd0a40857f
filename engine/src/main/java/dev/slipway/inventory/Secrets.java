package dev.slipway.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides which files hold secrets. Key stores and {@code .env} files do by their name. For files that may hold a key,
 * a certificate or a public key, the content decides (RFC 7468).
 */
public final class Secrets {
    /**
     * Patterns for {@code .dockerignore}. {@link Inventory#ignored} makes exceptions for files that hold no secret by
     * their content.
     */
    static final List<String> GLOBS = List.of(
            "**/.env",
            "**/.env.*",
            "**/*.cer",
            "**/*.crt",
            "**/*.jks",
            "**/*.key",
            "**/*.keystore",
            "**/*.p12",
            "**/*.pem",
            "**/*.pfx",
            "**/*.ppk",
            "**/id_dsa",
            "**/id_ecdsa",
            "**/id_ed25519",
            "**/id_rsa");

    private static final Pattern BY_NAME =
            Pattern.compile("\\.env(\\..*)?|.*\\.(p12|pfx|jks|keystore|ppk)|id_(rsa|dsa|ecdsa|ed25519)");
    private static final Pattern BY_CONTENT = Pattern.compile(".*\\.(pem|key|crt|cer)");
    private static final Pattern CERTIFICATE = Pattern.compile(".*\\.(crt|cer)");
    private static final Pattern EXAMPLE = Pattern.compile("\\.env\\.(example|sample|template|dist)");
    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern PRIVATE = Pattern.compile(BEGIN + "[A-Z0-9 ]*PRIVATE KEY-----");
    /** Most bytes that are read. A key is far shorter; a longer chain of certificates is not searched to its end. */
    private static final int LONGEST = 1 << 20;

    private Secrets() {}

    /** Whether the name alone shows that the file holds secrets. */
    static boolean named(String name) {
        return BY_NAME.matcher(name).matches();
    }

    /** Whether the content has to decide. */
    static boolean perhaps(String name) {
        return BY_CONTENT.matcher(name).matches();
    }

    /** Whether a file holds secrets. An example of an {@code .env} file holds none that are in use. */
    public static boolean in(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!perhaps(name)) {
            return named(name) && !EXAMPLE.matcher(name).matches();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return key(name, in.readNBytes(LONGEST));
        }
    }

    /** The same for a file of an image. @param content read only if the name does not decide */
    public static boolean in(String path, Content content) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!perhaps(name)) {
            return named(name) && !EXAMPLE.matcher(name).matches();
        }
        try (InputStream in = content.open()) {
            return key(name, in.readNBytes(LONGEST));
        }
    }

    /** What opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * Whether the content is a private key. Binary content (DER) counts as one unless the name says that it is a
     * certificate.
     */
    private static boolean key(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return PRIVATE.matcher(text).find()
                || !text.contains(BEGIN)
                        && !text.isBlank()
                        && !CERTIFICATE.matcher(name).matches();
    }
}
