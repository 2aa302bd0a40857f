package dev.slipway.build;

import java.util.regex.Pattern;

/** Files that hold secrets by their name: they never take part in a build, whoever lists them. */
public final class SecretFiles {
    /** For .dockerignore. */
    static final java.util.List<String> GLOBS =
            java.util.List.of("**/.env", "**/.env.*", "**/*.key", "**/*.p12", "**/*.pfx", "**/*.jks", "**/id_rsa");

    private static final Pattern SECRET = Pattern.compile(
            "\\.env(\\.(?!example$|sample$|template$|dist$).+)?|.*\\.(key|p12|pfx|jks|keystore)|id_(rsa|ecdsa|ed25519)");

    private SecretFiles() {}

    /** @param path with {@code /} */
    public static boolean contains(String path) {
        return SECRET.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }
}
