package dev.slipway.image.registry;

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
    private final Optional<Credentials> credentials;
    private final HttpClient client;
    private final Map<String, String> headerByScope = new ConcurrentHashMap<>();

    RegistryAuth(URI base, Optional<Credentials> credentials, HttpClient client) {
        this.base = base;
        this.credentials = credentials;
        this.client = client;
    }

    /** The Authorization header that an earlier challenge led to. */
    Optional<String> header(String scope) {
        return Optional.ofNullable(headerByScope.get(scope));
    }

    /** Whether we told who we are. */
    boolean known() {
        return credentials.isPresent();
    }

    /**
     * Gets what the challenges ask for; a token that has run out is replaced.
     *
     * @param used header that was refused: of several threads that meet the same challenge, the first one answers it
     */
    synchronized void answer(List<String> challenges, String scope, Optional<String> used)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        if (!header(scope).equals(used)) {
            return;
        }
        for (String challenge : challenges) {
            String scheme = challenge.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (scheme.equals("bearer")) {
                headerByScope.put(scope, "Bearer " + token(challenge, scope));
                return;
            }
            if (scheme.equals("basic")) {
                headerByScope.put(
                        scope,
                        credentials
                                .flatMap(Credentials::basic)
                                .orElseThrow(() -> new RegistryException(
                                        RegistryException.Reason.SIGN_IN,
                                        base + " asks for a user name and password;"
                                                + " give them with the registry's name")));
                return;
            }
        }
        throw new RegistryException(
                RegistryException.Reason.SIGN_IN,
                base + " refuses access and names no way in that is known (Basic, Bearer): "
                        + (challenges.isEmpty() ? "no WWW-Authenticate header" : String.join(", ", challenges)));
    }

    private String token(String challenge, String scope)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        URI realm = URI.create(parameter(challenge, "realm"));
        if (known() && !safe(realm)) {
            throw new RegistryException(
                    RegistryException.Reason.OTHER,
                    base + " asks for a token from " + realm + ", which is not encrypted; no password is sent there");
        }
        HttpResponse<InputStream> response = client.send(
                request(realm, parameter(challenge, "service"), scope), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_TOKEN_BYTES);
            int status = response.statusCode();
            if (status == 429 || status >= 500) {
                throw new RetryRule.TransientFailure("the token service " + realm + " answered " + status, status, 0);
            }
            if (status != 200) {
                throw new RegistryException(
                        status == 403 ? RegistryException.Reason.FORBIDDEN : RegistryException.Reason.SIGN_IN,
                        "the token service " + realm + " answered " + status + " for " + scope + "; "
                                + (known() ? "check the user name and password" : "log in"));
            }
            return read(realm, bytes);
        }
    }

    /** A service without encryption is asked on this machine, and where the registry itself was named without it. */
    private boolean safe(URI realm) {
        boolean here = realm.getHost() != null && isLoopback(realm.getHost());
        boolean named = "http".equals(base.getScheme())
                && base.getHost() != null
                && base.getHost().equals(realm.getHost());
        return "https".equals(realm.getScheme()) || ("http".equals(realm.getScheme()) && (here || named));
    }

    /** An identity token is exchanged by OAuth 2.0 (distribution's token authentication, POST), a password by GET. */
    private HttpRequest request(URI realm, String service, String scope) {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
        Optional<Credentials> identity = credentials.filter(Credentials::identityToken);
        if (identity.isPresent()) {
            String form = "grant_type=refresh_token&client_id=slipway&service=" + encode(service) + "&scope="
                    + encode(scope) + "&refresh_token=" + encode(identity.get().secret());
            return request.uri(realm)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
        }
        StringBuilder query = new StringBuilder("service=").append(encode(service));
        for (String one : scope.split(" ")) {
            query.append("&scope=").append(encode(one));
        }
        credentials.flatMap(Credentials::basic).ifPresent(header -> request.setHeader("Authorization", header));
        return request.uri(URI.create(realm + (realm.getQuery() == null ? "?" : "&") + query))
                .build();
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
            throw new RegistryException(
                    RegistryException.Reason.OTHER,
                    "the token service " + realm + " answered something that is not JSON",
                    e);
        }
        throw new RegistryException(
                RegistryException.Reason.OTHER, "the token service " + realm + " answered without a token");
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
