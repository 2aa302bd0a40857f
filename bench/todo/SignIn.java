import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What the frontend is to the backend: it publishes its key and signs people's tokens (ES256). */
final class SignIn implements AutoCloseable {
    static final String ISSUER = "todo-chatbot";
    static final String AUDIENCE = "todo-chatbot-api";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;

    private final HttpServer server;
    private final List<String> tokens = new ArrayList<>();

    SignIn(int people) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        for (int i = 0; i < people; i++) {
            tokens.add(token(key, Seed.user(i)));
        }
        byte[] keys = jwks((ECPublicKey) key.getPublic()).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/auth/jwks", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/auth/jwks";
    }

    /** One for each person, in their order; good for a day. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    private static String token(KeyPair key, String user) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String signed = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"bench\"}") + "."
                + encode("{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(user, ISSUER, AUDIENCE, now, now + Duration.ofDays(1).toSeconds()));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static String jwks(ECPublicKey key) {
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"bench\",\"x\":\"%s\",\"y\":\"%s\"}]}"
                .formatted(coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        byte[] plain = bytes.length > COORDINATE_BYTES ? Arrays.copyOfRange(bytes, bytes.length - COORDINATE_BYTES, bytes.length) : bytes;
        System.arraycopy(plain, 0, fixed, COORDINATE_BYTES - plain.length, plain.length);
        return BASE64.encodeToString(fixed);
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
