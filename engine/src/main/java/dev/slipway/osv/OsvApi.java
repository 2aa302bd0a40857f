package dev.slipway.osv;

import dev.slipway.build.KeptFile;
import dev.slipway.image.DurableFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * OSV's API (https://google.github.io/osv.dev/api/). It is asked for a thousand packages at once, and for each advisory
 * once. Answers are kept with their time, and asked for again after an hour. Where the API cannot be reached, kept answers
 * count with their own dates.
 */
public final class OsvApi implements OsvSource {
    public static final URI PUBLIC = URI.create("https://api.osv.dev");

    /** The most queries that {@code querybatch} takes. */
    private static final int BATCH = 1000;

    private static final int MOST_PAGES = 100;
    private static final Duration ASK_AGAIN = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LARGEST = 64L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final Path kept;
    private final Clock clock;
    private final HttpClient client;

    /** Why the API gave no answer: an API that cannot be reached is asked once in a run. */
    private String trouble = "";

    /** @param kept folder for answers and advisories */
    public OsvApi(URI base, Path kept, Clock clock) {
        this.base = base;
        this.kept = kept;
        this.clock = clock;
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /** An answer for one package. @param vulnerabilities time of the last change by the advisory's ID */
    record Answer(String asked, Map<String, String> vulnerabilities) {
        Answer {
            vulnerabilities = new TreeMap<>(vulnerabilities);
            asked = Instant.parse(asked).toString();
        }

        private Instant time() {
            return Instant.parse(asked);
        }
    }

    /** All answers of one API. */
    record Answers(Map<String, Answer> byPackage) {
        Answers {
            byPackage = Map.copyOf(byPackage);
        }
    }

    @Override
    public synchronized Lookup find(Collection<Coordinates> packages) throws IOException, InterruptedException {
        Map<String, Answer> answers = readAnswers();
        Instant fresh = clock.instant().minus(ASK_AGAIN);
        List<Coordinates> toAsk = packages.stream()
                .distinct()
                .filter(one -> {
                    Answer answer = answers.get(key(one));
                    return answer == null || answer.time().isBefore(fresh);
                })
                .toList();
        try {
            for (int from = 0; trouble.isEmpty() && from < toAsk.size(); from += BATCH) {
                ask(toAsk.subList(from, Math.min(toAsk.size(), from + BATCH)), answers);
            }
        } catch (IOException | JacksonException e) {
            trouble = told(e);
        }
        if (!toAsk.isEmpty()) {
            KeptFile.keep(answersFile(), new Answers(answers));
        }
        return lookup(packages, answers);
    }

    private Lookup lookup(Collection<Coordinates> packages, Map<String, Answer> answers)
            throws IOException, InterruptedException {
        Map<Ecosystem, Instant> dates = new EnumMap<>(Ecosystem.class);
        Map<Ecosystem, String> missing = new EnumMap<>(Ecosystem.class);
        Map<Coordinates, List<Advisory>> found = new LinkedHashMap<>();
        for (Coordinates one : packages) {
            Answer answer = answers.get(key(one));
            if (answer == null) {
                missing.put(one.ecosystem(), trouble);
                continue;
            }
            dates.merge(one.ecosystem(), answer.time(), (a, b) -> a.isBefore(b) ? a : b);
            List<Advisory> advisories = new ArrayList<>();
            for (Map.Entry<String, String> each : answer.vulnerabilities().entrySet()) {
                try {
                    Advisory advisory = advisory(each.getKey(), each.getValue());
                    if (!advisory.withdrawn()) {
                        advisories.add(advisory);
                    }
                } catch (IOException | JacksonException e) {
                    missing.put(one.ecosystem(), each.getKey() + " of " + one + ": " + told(e));
                }
            }
            if (!advisories.isEmpty()) {
                found.put(one, advisories);
            }
        }
        return new Lookup(String.valueOf(base.getHost()), dates, found, missing);
    }

    private void ask(List<Coordinates> packages, Map<String, Answer> answers) throws IOException, InterruptedException {
        Map<Coordinates, Map<String, String>> vulnerabilities = new LinkedHashMap<>();
        packages.forEach(one -> vulnerabilities.put(one, new TreeMap<>()));
        Map<Coordinates, String> open = new LinkedHashMap<>();
        packages.forEach(one -> open.put(one, ""));
        for (int page = 0; page < MOST_PAGES && !open.isEmpty(); page++) {
            List<Coordinates> asked = List.copyOf(open.keySet());
            List<Object> queries = new ArrayList<>();
            open.forEach((one, token) -> queries.add(query(one, token)));
            JsonNode results = JSON.readTree(post("/v1/querybatch", JSON.writeValueAsBytes(Map.of("queries", queries))))
                    .path("results");
            if (results.size() != asked.size()) {
                throw new IOException(base + " answered " + results.size() + " of " + asked.size() + " questions");
            }
            open.clear();
            for (int i = 0; i < asked.size(); i++) {
                JsonNode result = results.get(i);
                for (JsonNode one : result.path("vulns")) {
                    vulnerabilities
                            .getOrDefault(asked.get(i), new HashMap<>())
                            .put(
                                    one.path("id").asString(""),
                                    one.path("modified").asString(""));
                }
                String next = result.path("next_page_token").asString("");
                if (!next.isEmpty()) {
                    open.put(asked.get(i), next);
                }
            }
        }
        if (!open.isEmpty()) {
            throw new IOException(base + " has more than " + MOST_PAGES + " pages of answers");
        }
        String now = clock.instant().toString();
        vulnerabilities.forEach((one, ids) -> answers.put(key(one), new Answer(now, ids)));
    }

    private static Map<String, Object> query(Coordinates of, String token) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("package", Map.of("ecosystem", of.ecosystem().osvName(), "name", of.name()));
        query.put("version", of.version());
        if (!token.isEmpty()) {
            query.put("page_token", token);
        }
        return query;
    }

    private Advisory advisory(String id, String modified) throws IOException, InterruptedException {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9.:-]*")) {
            throw new IOException("not an advisory's name: " + id);
        }
        Path file = kept.resolve("advisories").resolve(id.replace(':', '_') + ".json");
        if (Files.isRegularFile(file)) {
            try {
                Advisory before = AdvisoryReader.read(Files.readAllBytes(file));
                if (before.id().equals(id) && before.modified().compareTo(modified) >= 0) {
                    return before;
                }
            } catch (JacksonException e) {
                // A damaged file is fetched again.
            }
        }
        byte[] json = get("/v1/vulns/" + id);
        Advisory advisory = AdvisoryReader.read(json);
        if (!advisory.id().equals(id)) {
            throw new IOException(base + " answered " + advisory.id() + " to the question for " + id);
        }
        DurableFiles.write(file, json);
        return advisory;
    }

    private byte[] post(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET().build());
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> response = sent.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(request.uri() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException(request.uri() + " gave no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    request.uri() + " cannot be reached: " + told(e.getCause() == null ? e : e.getCause()), e);
        } finally {
            sent.cancel(true);
        }
    }

    private static String told(Throwable problem) {
        return problem instanceof JacksonException json
                ? "the answer is not JSON: " + json.getOriginalMessage()
                : problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }

    private static String key(Coordinates of) {
        return of.purlName() + "@" + of.version();
    }

    private Path answersFile() {
        return kept.resolve("answers-" + base.getHost() + "-" + base.getPort() + ".json");
    }

    private Map<String, Answer> readAnswers() throws IOException {
        return KeptFile.read(answersFile(), Answers.class)
                .map(answers -> new HashMap<>(answers.byPackage()))
                .orElseGet(HashMap::new);
    }
}
