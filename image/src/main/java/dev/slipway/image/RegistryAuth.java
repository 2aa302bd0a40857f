package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers a registry's challenges: Basic, and Bearer with a token service (distribution's token authentication). */
final class RegistryAuth {
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");
    private static final int MOST_TOKEN_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final Optional<String> basic;
    private final HttpClient client;
    private final Map<String, String> headerByScope = new ConcurrentHashMap<>();

    /** @param basic header of basic authentication (RFC 7617), where there is a user */
    RegistryAuth(URI base, Optional<String> basic, HttpClient client) {
        this.base = base;
        this.basic = basic;
        this.client = client;
    }

    /** The Authorization header that an earlier challenge led to. */
    Optional<String> header(String scope) {
        return Optional.ofNullable(headerByScope.get(scope));
    }

    /** Gets what the challenges ask for; a token that has run out is replaced. */
    void answer(List<String> challenges, String scope)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        for (String challenge : challenges) {
            String scheme = challenge.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (scheme.equals("bearer")) {
                headerByScope.put(scope, "Bearer " + token(challenge, scope));
                return;
            }
            if (scheme.equals("basic")) {
                headerByScope.put(
                        scope,
                        basic.orElseThrow(() -> new ImageException(
                                base + " asks for a user name and password;" + " give them with the registry's name")));
                return;
            }
        }
        throw new ImageException(base + " refuses access and names no way in that is known (Basic, Bearer): "
                + (challenges.isEmpty() ? "no WWW-Authenticate header" : String.join(", ", challenges)));
    }

    private String token(String challenge, String scope)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        URI realm = URI.create(parameter(challenge, "realm"));
        boolean safe = "https".equals(realm.getScheme())
                || ("http".equals(realm.getScheme()) && realm.getHost() != null && isLoopback(realm.getHost()));
        if (!safe) {
            throw new ImageException(
                    base + " asks for a token from " + realm + ", which is not encrypted; no password is sent there");
        }
        StringBuilder query = new StringBuilder("service=").append(encode(parameter(challenge, "service")));
        for (String one : scope.split(" ")) {
            query.append("&scope=").append(encode(one));
        }
        URI uri = URI.create(realm + (realm.getQuery() == null ? "?" : "&") + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        basic.ifPresent(header -> request.setHeader("Authorization", header));
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_TOKEN_BYTES);
            if (response.statusCode() == 429 || response.statusCode() >= 500) {
                throw new RetryRule.TransientFailure(
                        "the token service " + realm + " answered " + response.statusCode(), 0);
            }
            if (response.statusCode() != 200) {
                throw new ImageException("the token service " + realm + " answered " + response.statusCode() + " for "
                        + scope + "; " + (basic.isPresent() ? "check the user name and password" : "log in"));
            }
            return read(realm, bytes);
        }
    }

    private static String read(URI realm, byte[] bytes) {
        try {
            JsonNode answer = JSON.readTree(bytes);
            String token =
                    answer.path("token").asString(answer.path("access_token").asString(""));
            if (!token.isEmpty()) {
                return token;
            }
        } catch (JacksonException e) {
            throw new ImageException("the token service " + realm + " answered something that is not JSON", e);
        }
        throw new ImageException("the token service " + realm + " answered without a token");
    }

    private static String parameter(String challenge, String name) {
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return List.of("localhost", "::1", "[::1]").contains(name) || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
