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
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens of Better Auth's jwt plugin (RFC 7519): ES256 only, issuer, audience and time; the keys come from the
 * frontend's JWKS (RFC 7517), fetched at the first token and again, at most twice in 5 s, when an unknown key appears.
 */
@Singleton
final class Tokens {
    private static final Logger LOG = Logger.getLogger(Tokens.class);
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

    /** How long a session that has ended may go unnoticed. */
    private final Duration unnoticed;

    private final Jdbi database;

    /**
     * Whose token it is, and until when.
     *
     * @param session of the sign-in, which ends with signing out; null for tokens that are of none
     */
    record Verified(String user, Instant expires, @Nullable String session, Instant checked) {}

    Tokens(
            @ConfigProperty(name = "auth.jwks-url") String jwksUrl,
            @ConfigProperty(name = "auth.issuer") String issuer,
            @ConfigProperty(name = "auth.audience") String audience,
            @ConfigProperty(name = "auth.session-unnoticed") Duration unnoticed,
            Jdbi database)
            throws MalformedURLException {
        this.unnoticed = unnoticed;
        this.database = database;
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

    /** A token that was verified a moment ago. */
    Optional<Verified> known(String token) {
        Instant now = Instant.now();
        return Optional.ofNullable(verified.getIfPresent(token))
                .filter(before -> before.expires().isAfter(now))
                .filter(before -> before.session() == null
                        || before.checked().plus(unnoticed).isAfter(now));
    }

    /**
     * Whose token it is. May fetch keys: blocks.
     *
     * @throws BadToken with the reason, for the token's owner
     * @throws KeySourceException if the keys cannot be had
     */
    Verified verify(String token) throws BadToken, KeySourceException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            keysKnown = true;
            String session = claims.getStringClaim("sid");
            if (session != null && !open(session)) {
                verified.invalidate(token);
                throw new BadToken("its session has ended");
            }
            Verified good =
                    new Verified(claims.getSubject(), claims.getExpirationTime().toInstant(), session, Instant.now());
            verified.put(token, good);
            return good;
        } catch (KeySourceException e) {
            if (keysKnown && e instanceof RateLimitReachedException) {
                throw new BadToken("its key is not known");
            }
            throw e;
        } catch (ExpiredJWTException e) {
            throw new BadToken("it has expired");
        } catch (BadJWSException e) {
            throw new BadToken("its signature is not one of this application");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.debugf("A token is refused: %s", e.getMessage());
            throw new BadToken("it is none that this application gave");
        }
    }

    /** Whether nobody has signed out of the session. A database that is away refuses nobody: what they ask for needs it, too. */
    private boolean open(String session) {
        try {
            return database.withHandle(handle -> handle.createQuery(
                            "select 1 from auth.session where id = :id and \"expiresAt\" > clock_timestamp()")
                    .bind("id", session)
                    .mapTo(Integer.class)
                    .findFirst()
                    .isPresent());
        } catch (JdbiException e) {
            LOG.warnf("Whether a session is open could not be seen: %s", e.getMessage());
            return true;
        }
    }

    static final class BadToken extends Exception {
        BadToken(String why) {
            super(why);
        }
    }
}
