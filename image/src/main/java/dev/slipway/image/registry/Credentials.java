package dev.slipway.image.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who we are to a registry.
 *
 * @param user {@link #TOKEN} where the secret is an identity token, as credential helpers write it
 * @param secret password, access token or identity token
 */
public record Credentials(String user, String secret) {
    /** In the place of a user's name: the secret is an OAuth 2.0 refresh token for the registry's token service. */
    public static final String TOKEN = "<token>";

    public boolean identityToken() {
        return user.equals(TOKEN);
    }

    /** The header of basic authentication (RFC 7617); an identity token has none. */
    Optional<String> basic() {
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return identityToken()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
        return user + ":***";
    }
}
