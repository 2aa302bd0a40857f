package dev.slipway.osv;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OSV's API and its exports, with the advisories that a test gives it. Answers have two vulnerabilities a page. */
public final class FakeOsv implements AutoCloseable {
    private static final int PAGE = 2;

    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    public volatile boolean broken;
    private final Map<String, byte[]> advisories = new LinkedHashMap<>();
    private final HttpServer server;

    public FakeOsv() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** An advisory as GitHub's are: from the first version on, fixed in one. @param fixed empty for none */
    public FakeOsv advisory(String id, String cve, String ecosystem, String name, String fixed, String vector) {
        return advisory(
                id,
                Map.of(
                        "id",
                        id,
                        "modified",
                        "2026-11-30T10:00:00Z",
                        "aliases",
                        List.of(cve),
                        "summary",
                        "something bad in " + name,
                        "severity",
                        List.of(Map.of("type", "CVSS_V3", "score", vector)),
                        "affected",
                        List.of(Map.of(
                                "package", Map.of("ecosystem", ecosystem, "name", name),
                                "ranges",
                                        List.of(Map.of(
                                                "type", ecosystem.equals("npm") ? "SEMVER" : "ECOSYSTEM",
                                                "events",
                                                        fixed.isEmpty()
                                                                ? List.of(Map.of("introduced", "0"))
                                                                : List.of(
                                                                        Map.of("introduced", "0"),
                                                                        Map.of("fixed", fixed))))))));
    }

    public FakeOsv advisory(String id, Map<String, Object> document) {
        advisories.put(id, JsonMapper.shared().writeValueAsBytes(document));
        return this;
    }

    /** Writes an export of each ecosystem that has advisories. */
    public void export(Path folder) throws IOException {
        Map<String, List<String>> byEcosystem = new TreeMap<>();
        advisories.forEach((id, json) -> JsonMapper.shared()
                .readTree(json)
                .path("affected")
                .forEach(one -> byEcosystem
                        .computeIfAbsent(one.path("package").path("ecosystem").asString(""), e -> new ArrayList<>())
                        .add(id)));
        for (Map.Entry<String, List<String>> one : byEcosystem.entrySet()) {
            Path file = folder.resolve(one.getKey()).resolve("all.zip");
            Files.createDirectories(file.getParent());
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (String id : one.getValue()) {
                    zip.putNextEntry(new ZipEntry(id + ".json"));
                    zip.write(advisories.get(id));
                }
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + path);
        byte @Nullable [] answer = path.equals("/v1/querybatch")
                ? batch(JsonMapper.shared().readTree(body))
                : advisories.get(path.replaceFirst("/v1/vulns/", ""));
        if (broken || answer == null) {
            exchange.sendResponseHeaders(broken ? 503 : 404, -1);
        } else {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private byte[] batch(JsonNode asked) {
        List<Object> results = new ArrayList<>();
        for (JsonNode query : asked.path("queries")) {
            Coordinates of = new Coordinates(
                    Ecosystem.ofOsv(query.path("package").path("ecosystem").asString(""))
                            .orElseThrow(),
                    query.path("package").path("name").asString(""),
                    query.path("version").asString(""));
            List<Object> all = new ArrayList<>();
            advisories.forEach((id, json) -> {
                Advisory advisory = AdvisoryReader.read(json);
                if (advisory.affects(of)) {
                    all.add(Map.of("id", id, "modified", advisory.modified()));
                }
            });
            int from = query.path("page_token").asInt(0);
            int to = Math.min(all.size(), from + PAGE);
            Map<String, Object> result = new LinkedHashMap<>();
            if (to > from) {
                result.put("vulns", all.subList(from, to));
            }
            if (to < all.size()) {
                result.put("next_page_token", String.valueOf(to));
            }
            results.add(result);
        }
        return JsonMapper.shared().writeValueAsBytes(Map.of("results", results));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
