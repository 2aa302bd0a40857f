package dev.slipway.todo.auth;

import com.nimbusds.jose.KeySourceException;
import dev.slipway.todo.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/** {@code Authorization: Bearer} (RFC 6750) on every path that has to know who asks. */
@Singleton
public final class BearerMechanism implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(BearerMechanism.class);
    /** The identity's attribute that says until when its token is good: an {@link java.time.Instant}. */
    public static final String EXPIRES = "todo.token.expires";

    private static final String WHY = "todo.auth.why";
    private static final String AWAY = "todo.auth.away";

    private final Tokens tokens;

    BearerMechanism(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Uni.createFrom().nullItem();
        }
        String token = header.substring(7).strip();
        return tokens.known(token)
                .map(good -> Uni.createFrom().item(identity(good)))
                .orElseGet(() -> Uni.createFrom()
                        .item(() -> verified(token, context))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private SecurityIdentity verified(String token, RoutingContext context) {
        try {
            return identity(tokens.verify(token));
        } catch (Tokens.BadToken e) {
            context.put(WHY, "The token is refused: " + e.getMessage());
            throw new AuthenticationFailedException(e.getMessage());
        } catch (KeySourceException e) {
            LOG.warnf("No keys to verify tokens with: %s", e.getMessage());
            context.put(AWAY, true);
            throw new AuthenticationFailedException("no keys");
        }
    }

    private static SecurityIdentity identity(Tokens.Verified token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.user()))
                .addAttribute(EXPIRES, token.expires())
                .build();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (context.get(AWAY) != null) {
            context.response().putHeader("Retry-After", Problem.AWAY_SECONDS);
            Problem.away("The sign-in service, whose keys verify tokens,").send(context.response());
            return Uni.createFrom().item(true);
        }
        String why = context.get(WHY);
        context.response().putHeader("WWW-Authenticate", why == null ? "Bearer" : "Bearer error=\"invalid_token\"");
        Problem.ofStatus(401, why == null ? "A token is needed: Authorization: Bearer ..." : why)
                .send(context.response());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
