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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Requests to one registry: answers its challenges, follows its redirects and repeats what failed for a while. A token or
 * password goes to the registry and its token service alone, never along a redirect to another host.
 */
final class RegistryHttp {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_ERROR_BYTES = 8 << 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final URI base;
    private final RegistryAuth auth;
    private final RetryRule retry;
    private final HttpClient client;

    RegistryHttp(URI base, Optional<String> basic, RetryRule retry) {
        this.base = base;
        this.retry = retry;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        this.auth = new RegistryAuth(base, basic, client);
    }

    interface Attempt<T> {
        T run() throws IOException, InterruptedException, RetryRule.TransientFailure;
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    /** Runs the attempt until it succeeds, fails for good, or has failed as often as the rule allows. */
    <T> T retrying(String what, Attempt<T> attempt) throws InterruptedException {
        Duration pause = retry.firstPause();
        for (int tried = 1; ; tried++) {
            Exception reason;
            long asked = 0;
            try {
                return attempt.run();
            } catch (RetryRule.TransientFailure e) {
                reason = e;
                asked = e.retryAfterSeconds();
            } catch (IOException e) {
                reason = e;
            }
            if (tried >= retry.attempts()) {
                throw new ImageException(
                        "could not " + what + " at " + base + " in " + tried + " attempts; the last: "
                                + describe(reason) + "; check that the registry runs, then try again",
                        reason);
            }
            Duration wait = asked > 0 ? Duration.ofSeconds(asked) : pause;
            retry.sleeper().sleep(wait.compareTo(retry.longestPause()) < 0 ? wait : retry.longestPause());
            pause = pause.multipliedBy(2);
        }
    }

    private static String describe(Exception reason) {
        return reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    }

    /**
     * Sends a request and gives its answer if its status is one of {@code wanted}. The caller closes the body.
     *
     * @param scope what a token must allow, as {@code repository:NAME:ACTIONS}, several separated by spaces
     */
    HttpResponse<InputStream> send(HttpRequest request, String scope, Set<Integer> wanted)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        HttpResponse<InputStream> response = exchange(request, auth.header(scope));
        if (response.statusCode() == 401 && sameHost(request.uri())) {
            response.body().close();
            auth.answer(response.headers().allValues("WWW-Authenticate"), scope);
            response = exchange(request, auth.header(scope));
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        for (int i = 0; reads && REDIRECTS.contains(response.statusCode()) && i < MOST_REDIRECTS; i++) {
            response.body().close();
            URI target = location(response);
            HttpRequest next = HttpRequest.newBuilder(request, (name, value) -> true)
                    .uri(target)
                    .build();
            response = exchange(next, auth.header(scope));
        }
        if (wanted.contains(response.statusCode())) {
            return response;
        }
        throw refused(request, response);
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, Optional<String> authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        if (sameHost(request.uri())) {
            authorization.ifPresent(value -> builder.setHeader("Authorization", value));
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Where the answer points, which may be relative to the request (RFC 9110, section 10.2.2). */
    URI location(HttpResponse<?> response) {
        String value = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new ImageException(base + " answered " + response.statusCode() + " to "
                        + response.request().method() + " " + response.uri() + " without a Location;"
                        + " it does not follow the distribution specification"));
        URI target = response.uri().resolve(value);
        if (base.getScheme().equals("https") && !"https".equals(target.getScheme())) {
            throw new ImageException(base + " sent us on to " + target + ", which is not encrypted; refused");
        }
        return target;
    }

    private boolean sameHost(URI uri) {
        return base.getScheme().equals(uri.getScheme()) && base.getAuthority().equals(uri.getAuthority());
    }

    /** Gives a transient failure back; throws a final one. */
    private RetryRule.TransientFailure refused(HttpRequest request, HttpResponse<InputStream> response)
            throws IOException {
        String said;
        try (InputStream body = response.body()) {
            said = new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8)
                    .replaceAll("\\s+", " ")
                    .strip();
        }
        int status = response.statusCode();
        String message = "the registry answered " + status + " to " + request.method() + " "
                + request.uri().getPath() + (said.isEmpty() ? "" : ": " + said);
        if (TRANSIENT.contains(status)) {
            return new RetryRule.TransientFailure(message, retryAfter(response).orElse(0));
        }
        throw new ImageException(message + "; " + advice(status));
    }

    private static OptionalLong retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "give the user name and password of an account that may do this";
            case 404 -> "check the name and the tag";
            default -> "check the registry's log";
        };
    }

    /** Whether a host is this machine, so that plain HTTP and passwords over it are safe. */
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
