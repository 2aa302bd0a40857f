package dev.slipway.todo.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Verifies the tokens of Better Auth's jwt plugin (RFC 7519): ES256 only, issuer, audience and time; the keys come from the
 * frontend's JWKS (RFC 7517), fetched at the first token and again, at most twice in 5 s, when an unknown key appears.
 */
@Singleton
final class Tokens {
    private static final int CONNECT_MS = 2000;
    /** A sign-in that starts under load takes its time; who waits for it is better off than who is refused. */
    private static final int READ_MS = 8000;

    private static final int MOST_BYTES = 100_000;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    /** A signature costs more than the rest of a request: a token that was good is good for a minute, or until it expires. */
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** Whether keys have ever been had: then what is asked for too often is a key that nobody has. */
    private volatile boolean keysKnown;

    private record Verified(String user, Date expires) {}

    Tokens(
            @ConfigProperty(name = "auth.jwks-url") String jwksUrl,
            @ConfigProperty(name = "auth.issuer") String issuer,
            @ConfigProperty(name = "auth.audience") String audience)
            throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(jwksUrl).toURL(), new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES))
                .cache(Duration.ofMinutes(10).toMillis(), 2L * READ_MS)
                .outageTolerant(Duration.ofHours(4).toMillis())
                .rateLimited(Duration.ofSeconds(5).toMillis())
                .retrying(true)
                .build();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
    }

    /** The user of a token that was verified a moment ago. */
    Optional<String> known(String token) {
        Verified before = verified.getIfPresent(token);
        return before != null && before.expires().after(new Date()) ? Optional.of(before.user()) : Optional.empty();
    }

    /**
     * The user whose token it is. May fetch keys: blocks.
     *
     * @throws BadToken with the reason, for the token's owner
     * @throws KeySourceException if the keys cannot be had
     */
    String verify(String token) throws BadToken, KeySourceException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            keysKnown = true;
            verified.put(token, new Verified(claims.getSubject(), claims.getExpirationTime()));
            return claims.getSubject();
        } catch (KeySourceException e) {
            if (keysKnown && e instanceof RateLimitReachedException) {
                throw new BadToken("its key is not known");
            }
            throw e;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new BadToken(e.getMessage() == null ? "not a token" : e.getMessage());
        }
    }

    static final class BadToken extends Exception {
        BadToken(String why) {
            super(why);
        }
    }
}
