package dev.slipway.assist;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An endpoint of language models. It is examined by asking for its list of models, which costs nothing.
 *
 * @param keyNames variables that may have its key; empty if it needs none
 * @param key its value; empty if it is not set
 * @param list URL of the list of models
 * @param header name of the header with the key, and the text before the key
 * @param models field of the answer with the list
 */
public record ModelEndpoint(
        String id,
        String name,
        List<String> keyNames,
        String key,
        URI list,
        String header,
        String beforeKey,
        String models) {
    private static final String FALLBACK = "built-in rules, which need no model";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Never prints the key. */
    @Override
    public String toString() {
        return id + " at " + list;
    }

    static List<ModelEndpoint> known(Map<String, String> env) {
        return List.of(
                endpoint(
                        env,
                        "openai",
                        "OpenAI-compatible",
                        List.of("OPENAI_API_KEY"),
                        env.getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1") + "/models",
                        "Authorization",
                        "Bearer ",
                        "data"),
                endpoint(
                        env,
                        "anthropic",
                        "Anthropic",
                        List.of("ANTHROPIC_API_KEY"),
                        env.getOrDefault("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/models",
                        "x-api-key",
                        "",
                        "data"),
                endpoint(
                        env,
                        "gemini",
                        "Gemini",
                        List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
                        env.getOrDefault("GEMINI_BASE_URL", "https://generativelanguage.googleapis.com")
                                + "/v1beta/models",
                        "x-goog-api-key",
                        "",
                        "models"),
                endpoint(env, "ollama", "Ollama", List.of(), ollama(env) + "/api/tags", "", "", "models"));
    }

    /** The endpoint of a provider: openai, anthropic, gemini or ollama. */
    public static Optional<ModelEndpoint> of(String id, Map<String, String> env) {
        return known(env).stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /** Where its API is, without a slash at the end. */
    public String base() {
        return list.toString().replaceFirst("/(?:models|api/tags)$", "");
    }

    /** Whether it cannot be asked, and why; empty where it can. */
    public String obstacle() {
        return !keyNames.isEmpty() && key.isEmpty()
                ? "there is no key in " + String.join(" or ", keyNames)
                : !key.isEmpty() && inTheClear() ? list.getHost() + " is not encrypted: the key is not sent" : "";
    }

    private boolean inTheClear() {
        return !"https".equals(list.getScheme()) && !loopback();
    }

    private static ModelEndpoint endpoint(
            Map<String, String> env,
            String id,
            String name,
            List<String> keyNames,
            String list,
            String header,
            String beforeKey,
            String models) {
        String key = keyNames.stream()
                .map(variable -> env.getOrDefault(variable, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return new ModelEndpoint(id, name, keyNames, key, URI.create(list), header, beforeKey, models);
    }

    /** OLLAMA_HOST may be a URL, a host with a port, or the address that the server listens on. */
    private static String ollama(Map<String, String> env) {
        String host = env.getOrDefault("OLLAMA_HOST", "").strip();
        if (host.isEmpty()) {
            return "http://127.0.0.1:11434";
        }
        String url = host.contains("://") ? host : "http://" + host;
        String port = url.matches(".*:[0-9]+/?$") ? "" : ":11434";
        return (url.replaceFirst("/$", "") + port).replace("//0.0.0.0", "//127.0.0.1");
    }

    Assistant examine(Duration patience) throws InterruptedException {
        if (!keyNames.isEmpty() && key.isEmpty()) {
            return answer(Assistant.State.MISSING, "no key in the environment", "set " + keyNames.getFirst());
        }
        if (!key.isEmpty() && inTheClear()) {
            return answer(
                    Assistant.State.INCOMPLETE,
                    list.getHost() + " is not encrypted: the key was not sent",
                    "use an https URL");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(list).timeout(patience);
        if (!key.isEmpty()) {
            request.header(header, beforeKey + key);
        }
        if (id.equals("anthropic")) {
            request.header("anthropic-version", "2023-06-01");
        }
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(patience).build()) {
            return judge(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((response, error) -> client.shutdownNow())
                    .join());
        } catch (CompletionException e) {
            return answer(
                    keyNames.isEmpty() ? Assistant.State.MISSING : Assistant.State.INCOMPLETE,
                    "no answer from " + list.getAuthority(),
                    keyNames.isEmpty() ? "start it: ollama serve" : "check the network and its proxy");
        }
    }

    private Assistant judge(HttpResponse<String> response) {
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            return answer(
                    Assistant.State.INCOMPLETE,
                    list.getAuthority() + " refuses the key (" + response.statusCode() + ")",
                    "set a valid key");
        }
        if (response.statusCode() != 200) {
            return answer(
                    Assistant.State.INCOMPLETE,
                    list.getAuthority() + " answered " + response.statusCode(),
                    "try again later, or check its URL");
        }
        int count = count(response.body());
        return count > 0
                ? answer(Assistant.State.READY, count + " models at " + list.getAuthority(), "")
                : answer(
                        Assistant.State.INCOMPLETE,
                        list.getAuthority() + " answers, but lists no model",
                        id.equals("ollama") ? "ollama pull MODEL" : "check its URL");
    }

    private int count(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root.path(models).size();
        } catch (JacksonException e) {
            return 0;
        }
    }

    private boolean loopback() {
        String host = String.valueOf(list.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private Assistant answer(Assistant.State state, String detail, String fix) {
        return new Assistant(id, name, state, "", detail, FALLBACK, fix);
    }
}
