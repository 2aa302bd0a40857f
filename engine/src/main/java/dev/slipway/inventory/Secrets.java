package dev.slipway.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files hold secrets. Key stores and {@code .env} files do by their name; of files that may hold a key, a certificate or
 * a public key, the content decides (RFC 7468).
 */
public final class Secrets {
    /** For {@code .dockerignore}; {@link Inventory#ignored} lets in again what is no secret by its content. */
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
    /** A key is far shorter; a chain of certificates is not read to its end for a key behind it. */
    private static final int LONGEST = 1 << 20;

    private Secrets() {}

    /** Whether the name alone says so. */
    static boolean named(String name) {
        return BY_NAME.matcher(name).matches();
    }

    /** Whether the content has to be asked. */
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

    /** The same of a file of an image. @param content read only where the name does not decide */
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

    /** What is in no text form (DER) is taken for a private key, but for what is called a certificate. */
    private static boolean key(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return PRIVATE.matcher(text).find()
                || !text.contains(BEGIN)
                        && !text.isBlank()
                        && !CERTIFICATE.matcher(name).matches();
    }
}
