package dev.slipway.todo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.todo.database.DatabaseUrl;
import dev.slipway.todo.database.Migrations;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** What is around the backend, for real: a Postgres, and a sign-in that publishes its keys and signs tokens. */
public final class World implements QuarkusTestResourceLifecycleManager {
    static final ECKey KEY = key("first");
    /** Whether the sign-in's keys cannot be had now. */
    static volatile boolean signInAway;

    private EmbeddedPostgres postgres;
    private HttpServer signIn;

    @Override
    public void init(Map<String, String> args) {
        signInAway = args.containsKey("signInAway");
    }

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .start();
            signIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            signIn.createContext("/api/auth/jwks", exchange -> {
                if (signInAway) {
                    exchange.sendResponseHeaders(503, -1);
                    exchange.close();
                    return;
                }
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            signIn.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> env = Map.of("DATABASE_URL", databaseUrl(postgres));
        if (Migrations.run(env, System.out, System.err) != 0) {
            throw new IllegalStateException("the migrations failed");
        }
        Map<String, String> properties = new HashMap<>(DatabaseUrl.from(env).properties());
        properties.put(
                "auth.jwks-url", "http://127.0.0.1:" + signIn.getAddress().getPort() + "/api/auth/jwks");
        return properties;
    }

    @Override
    public void stop() {
        try {
            signIn.stop(0);
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String databaseUrl(EmbeddedPostgres postgres) {
        return "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String token(String user) {
        return token(KEY, user, "todo-chatbot", "todo-chatbot-api", Duration.ofMinutes(10));
    }

    static String token(ECKey key, String user, String issuer, String audience, Duration life) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .issuer(issuer)
                        .audience(audience)
                        .issueTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                        .expirationTime(Date.from(Instant.now().plus(life)))
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
