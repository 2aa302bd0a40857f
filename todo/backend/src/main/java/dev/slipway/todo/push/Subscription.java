package dev.slipway.todo.push;

import dev.slipway.todo.problem.Body;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * A browser, as the Push API describes it.
 *
 * @param endpoint where its push service takes messages
 * @param p256dh its public key: an uncompressed point of P-256, Base64url
 * @param auth a secret of 16 bytes, Base64url
 */
record Subscription(String endpoint, String p256dh, String auth) {
    private static final int LONGEST_ENDPOINT = 1000;
    private static final int AUTH_BYTES = 16;

    /** @throws dev.slipway.todo.problem.Refusal with everything that is wrong; endpoint, p256dh and auth are needed */
    static Subscription read(Body body) {
        for (String field : new String[] {"endpoint", "p256dh", "auth"}) {
            if (!body.has(field)) {
                body.error(field, "is required");
            }
        }
        Optional<String> endpoint = body.text("endpoint", 1, LONGEST_ENDPOINT);
        if (endpoint.isPresent() && !isUrl(endpoint.get())) {
            body.error("endpoint", "has to be a URL");
        }
        Optional<String> key = body.text("p256dh", 1, 200);
        if (key.isPresent() && !isKey(key.get())) {
            body.error("p256dh", "has to be a public key of P-256, uncompressed, Base64url");
        }
        Optional<String> auth = body.text("auth", 1, 50);
        if (auth.isPresent() && !isSecret(auth.get())) {
            body.error("auth", "has to be 16 bytes, Base64url");
        }
        body.check();
        return new Subscription(endpoint.orElseThrow(), key.orElseThrow(), auth.orElseThrow());
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isKey(String text) {
        try {
            Curve.publicKey(Base64.getUrlDecoder().decode(text));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSecret(String text) {
        try {
            return Base64.getUrlDecoder().decode(text).length == AUTH_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
