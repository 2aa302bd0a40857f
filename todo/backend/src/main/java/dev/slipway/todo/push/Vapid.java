package dev.slipway.todo.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/**
 * Who sends, for push services (VAPID, RFC 8292).
 *
 * @param publicKey as browsers are given it
 * @param subject where the sender can be reached: a mailto: or https: address
 */
record Vapid(String publicKey, ECKey key, String subject) {
    private static final Duration LIFE = Duration.ofHours(12);

    /** @throws IllegalArgumentException with a message for people, if these are no such keys */
    static Vapid of(String publicKey, String privateKey, String subject) {
        try {
            return new Vapid(
                    publicKey,
                    Curve.pair(
                            Base64.getUrlDecoder().decode(publicKey),
                            Base64.getUrlDecoder().decode(privateKey)),
                    subject);
        } catch (GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "TODO_VAPID_PUBLIC_KEY and TODO_VAPID_PRIVATE_KEY are no pair of keys: make one with `npx web-push generate-vapid-keys`",
                    e);
        }
    }

    String authorization(URI endpoint, Instant now) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .audience(endpoint.getScheme() + "://" + endpoint.getRawAuthority())
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .subject(subject)
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "vapid t=" + token.serialize() + ", k=" + publicKey;
    }
}
