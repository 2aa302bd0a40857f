package dev.slipway.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Requests to one registry: answers its challenges, follows its redirects and repeats what failed for a while. A token or
 * password goes to the registry and its token service alone, never along a redirect to another host.
 */
final class RegistryHttp {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_ERROR_BYTES = 8 << 10;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, TOO_MANY_REQUESTS, 500, 502, 503, 504);
    /** What a body's progress is where nothing is known of it. */
    static final LongSupplier NO_PROGRESS = () -> 0;

    private final URI base;
    private final RegistryAuth auth;
    private final RetryRule retry;
    private final HttpClient client;

    RegistryHttp(URI base, Optional<Credentials> credentials, Optional<SSLContext> trust, RetryRule retry) {
        this.base = base;
        this.retry = retry;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.auth = new RegistryAuth(base, credentials, client);
    }

    interface Attempt<T> {
        T run() throws IOException, InterruptedException, RetryRule.TransientFailure;
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    Duration stall() {
        return retry.stall();
    }

    <T> T retrying(String what, Attempt<T> attempt) throws InterruptedException {
        return retrying(what, attempt, NO_PROGRESS);
    }

    /**
     * Runs the attempt until it succeeds, fails for good, or has failed as often as the rule allows.
     *
     * @param progress that it has made so far: one that gets further each time may go on breaking off
     */
    <T> T retrying(String what, Attempt<T> attempt, LongSupplier progress) throws InterruptedException {
        Duration pause = retry.firstPause();
        long before = progress.getAsLong();
        for (int tried = 1; ; tried++) {
            Exception reason;
            long asked = 0;
            try {
                return attempt.run();
            } catch (RetryRule.TransientFailure e) {
                reason = e;
                asked = e.retryAfterSeconds();
            } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
                throw new RegistryException(
                        RegistryException.Reason.CERTIFICATE,
                        "could not " + what + " at " + base + ": " + e.getMessage(),
                        e);
            } catch (IOException e) {
                reason = e;
            }
            if (progress.getAsLong() > before) {
                before = progress.getAsLong();
                tried = 1;
                pause = retry.firstPause();
            }
            if (tried >= retry.attempts()) {
                throw new RegistryException(
                        reason instanceof RetryRule.TransientFailure e && e.status() == TOO_MANY_REQUESTS
                                ? RegistryException.Reason.TOO_MANY
                                : RegistryException.Reason.UNREACHABLE,
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
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name leads to no address";
            }
        }
        if (reason instanceof RetryRule.TransientFailure e && e.retryAfterSeconds() > 0) {
            return reason.getMessage() + " (it asks for a pause of " + e.retryAfterSeconds() + " s)";
        }
        if (reason.getMessage() == null) {
            return reason instanceof ConnectException
                    ? "nothing takes connections there"
                    : reason.getClass().getSimpleName();
        }
        return reason.getMessage();
    }

    /**
     * Sends a request and gives its answer if its status is one of {@code wanted}. The caller closes the body.
     *
     * @param scope what a token must allow, as {@code repository:NAME:ACTIONS}, several separated by spaces
     */
    HttpResponse<InputStream> send(HttpRequest request, String scope, Set<Integer> wanted)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        return send(request, scope, wanted, sent -> client.send(sent, HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** The same for a body that a registry may take slowly, as long as it takes some of it. */
    HttpResponse<InputStream> send(HttpRequest request, String scope, Set<Integer> wanted, LongSupplier progress)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        return send(request, scope, wanted, sent -> new Moving(retry.stall()).send(client, sent, progress));
    }

    @FunctionalInterface
    private interface Exchange {
        HttpResponse<InputStream> of(HttpRequest request) throws IOException, InterruptedException;
    }

    private HttpResponse<InputStream> send(HttpRequest request, String scope, Set<Integer> wanted, Exchange exchange)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        Optional<String> used = auth.header(scope);
        HttpResponse<InputStream> response = exchange.of(authorized(request, used));
        boolean asked = response.statusCode() == 401 && sameHost(request.uri());
        if (asked) {
            response.body().close();
            auth.answer(response.headers().allValues("WWW-Authenticate"), scope, used);
            response = exchange.of(authorized(request, auth.header(scope)));
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        for (int i = 0; reads && REDIRECTS.contains(response.statusCode()) && i < MOST_REDIRECTS; i++) {
            response.body().close();
            URI target = location(response);
            HttpRequest next = HttpRequest.newBuilder(request, (name, value) -> true)
                    .uri(target)
                    .build();
            response = exchange.of(authorized(next, auth.header(scope)));
        }
        if (wanted.contains(response.statusCode())) {
            return response;
        }
        throw refused(request, response, asked);
    }

    private HttpRequest authorized(HttpRequest request, Optional<String> authorization) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        if (sameHost(request.uri())) {
            authorization.ifPresent(value -> builder.setHeader("Authorization", value));
        }
        return builder.build();
    }

    /** Where the answer points, which may be relative to the request (RFC 9110, section 10.2.2). */
    URI location(HttpResponse<?> response) {
        String value = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new RegistryException(
                        RegistryException.Reason.OTHER,
                        base + " answered " + response.statusCode() + " to "
                                + response.request().method() + " " + response.uri() + " without a Location;"
                                + " it does not follow the distribution specification"));
        URI target = response.uri().resolve(value);
        if (base.getScheme().equals("https") && !"https".equals(target.getScheme())) {
            throw new RegistryException(
                    RegistryException.Reason.OTHER,
                    base + " sent us on to " + target + ", which is not encrypted; refused");
        }
        return target;
    }

    private boolean sameHost(URI uri) {
        return base.getScheme().equals(uri.getScheme()) && base.getAuthority().equals(uri.getAuthority());
    }

    /** Gives a transient failure back; throws a final one. */
    private RetryRule.TransientFailure refused(
            HttpRequest request, HttpResponse<InputStream> response, boolean challenged) throws IOException {
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
            return new RetryRule.TransientFailure(
                    message, status, retryAfter(response).orElse(0));
        }
        throw new RegistryException(reason(status, request, said, challenged), message + "; " + advice(status));
    }

    private RegistryException.Reason reason(int status, HttpRequest request, String said, boolean challenged) {
        String path = request.uri().getPath();
        boolean manifest = request.method().equals("PUT") && path.contains("/manifests/");
        return switch (status) {
            // Where a token was had and is not enough, some answer 401 for what is forbidden.
            case 401 ->
                challenged && auth.known() ? RegistryException.Reason.FORBIDDEN : RegistryException.Reason.SIGN_IN;
            case 403 -> RegistryException.Reason.FORBIDDEN;
            case 404 -> RegistryException.Reason.UNKNOWN_NAME;
            case 413 -> RegistryException.Reason.TOO_LARGE;
            default ->
                List.of("NAME_INVALID", "NAME_UNKNOWN").stream().anyMatch(said::contains)
                        ? RegistryException.Reason.UNKNOWN_NAME
                        : manifest ? RegistryException.Reason.REFUSED_MANIFEST : RegistryException.Reason.OTHER;
        };
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

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
