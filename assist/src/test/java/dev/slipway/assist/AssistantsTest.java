package dev.slipway.assist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.gate.Check;
import dev.slipway.process.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantsTest {
    private static final Command.Result NONE = new Command.Result(127, List.of(), List.of("not found"));
    private static final String CLOSED = "http://127.0.0.1:1";

    private final List<String> keysSeen = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private int status = 200;
    private String body = "{\"data\":[{\"id\":\"m\"}],\"models\":[{\"name\":\"m\"},{\"name\":\"n\"}]}";

    @BeforeEach
    void endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            for (String header : List.of("Authorization", "x-api-key", "x-goog-api-key")) {
                String value = exchange.getRequestHeaders().getFirst(header);
                if (value != null) {
                    keysSeen.add(exchange.getRequestURI().getPath() + " " + header + " " + value);
                }
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Assistant find(String id, Map<String, String> env, Assistants.Probe probe)
            throws InterruptedException {
        return new Assistants(env, probe)
                .list().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
    }

    private static Assistants.Probe answering(String first, String output) {
        return command -> command.getFirst().equals(first) ? new Command.Result(0, List.of(output), List.of()) : NONE;
    }

    @Test
    void withNothingInstalledEachIsMissingAndNamesItsFallback() throws InterruptedException {
        List<Assistant> all = new Assistants(Map.of("OLLAMA_HOST", CLOSED), command -> NONE).list();
        assertThat(all)
                .extracting(Assistant::id)
                .containsExactly("gordon", "kubectl-ai", "kagent", "openai", "anthropic", "gemini", "ollama");
        assertThat(all).allSatisfy(a -> {
            assertThat(a.state()).isEqualTo(Assistant.State.MISSING);
            assertThat(a.fallback()).isNotBlank();
            assertThat(a.fix()).isNotBlank();
        });
    }

    @Test
    void gordonIsReadyWhenItTellsItsVersion() throws InterruptedException {
        Assistant gordon = find("gordon", Map.of("OLLAMA_HOST", CLOSED), answering("docker", "v1.9.11"));
        assertThat(gordon.state()).isEqualTo(Assistant.State.READY);
        assertThat(gordon.version()).isEqualTo("v1.9.11");
        assertThat(gordon.fix()).isEmpty();
    }

    @Test
    void kubectlAiIsIncompleteUntilAModelIsReady() throws InterruptedException {
        Assistants.Probe probe = answering("kubectl-ai", "version: 0.0.30");
        assertThat(find("kubectl-ai", Map.of("OLLAMA_HOST", CLOSED), probe).state())
                .isEqualTo(Assistant.State.INCOMPLETE);
        assertThat(find("kubectl-ai", Map.of("OLLAMA_HOST", url()), probe).state())
                .isEqualTo(Assistant.State.READY);
    }

    @Test
    void kagentIsIncompleteWithoutItsServer() throws InterruptedException {
        Map<String, String> env = Map.of("OLLAMA_HOST", CLOSED);
        assertThat(find("kagent", env, answering("kagent", "{\"backend_version\":\"unknown\"}"))
                        .state())
                .isEqualTo(Assistant.State.INCOMPLETE);
        assertThat(find("kagent", env, answering("kagent", "{\"backend_version\":\"0.9.9\"}"))
                        .state())
                .isEqualTo(Assistant.State.READY);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, OPENAI_API_KEY, OPENAI_BASE_URL, /models Authorization Bearer k-123, 1 models",
        "anthropic, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, /v1/models x-api-key k-123, 1 models",
        "gemini, GOOGLE_API_KEY, GEMINI_BASE_URL, /v1beta/models x-goog-api-key k-123, 2 models",
    })
    void anEndpointIsReadyWhenItListsModelsForTheKey(
            String id, String keyName, String urlName, String request, String detail) throws InterruptedException {
        Map<String, String> env = Map.of(keyName, "k-123", urlName, url(), "OLLAMA_HOST", CLOSED);
        Assistant endpoint = find(id, env, command -> NONE);
        assertThat(endpoint.state()).isEqualTo(Assistant.State.READY);
        assertThat(endpoint.detail()).contains(detail);
        assertThat(keysSeen).containsExactly(request);
        assertThat(endpoint.toString()).doesNotContain("k-123");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"401|{}|refuses the key", "500|{}|answered 500", "200|[]|lists no model"})
    void anEndpointThatCannotServeSaysWhy(int status, String body, String why) throws InterruptedException {
        this.status = status;
        this.body = body;
        Map<String, String> env = Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", url(), "OLLAMA_HOST", CLOSED);
        Assistant endpoint = find("openai", env, command -> NONE);
        assertThat(endpoint.state()).isEqualTo(Assistant.State.INCOMPLETE);
        assertThat(endpoint.detail()).contains(why);
        assertThat(endpoint.fix()).isNotBlank();
    }

    @Test
    void whatIsFoundIsACheckThatNeverFails() throws InterruptedException {
        Map<String, String> env = Map.of("OPENAI_API_KEY", "k-123", "OPENAI_BASE_URL", url(), "OLLAMA_HOST", CLOSED);
        AssistantChecks checks = new AssistantChecks(new Assistants(env, answering("docker", "v1.9.11")));

        assertThat(checks.programs())
                .extracting(Check::id)
                .containsExactly("G1.tool.gordon", "G1.tool.kubectl-ai", "G1.tool.kagent");
        assertThat(keysSeen).as("a run sends no key anywhere").isEmpty();
        assertThat(checks.programs().getFirst().status()).isEqualTo(Check.Status.PASS);
        assertThat(checks.programs().getFirst().evidence()).isEqualTo("v1.9.11");
        Check missing = checks.programs().getLast();
        assertThat(missing.status()).isEqualTo(Check.Status.NOTE);
        assertThat(missing.telling()).isEqualTo(Check.Telling.LIST);
        assertThat(missing.evidence()).contains("not on the PATH", "built-in checks");
        assertThat(checks.all()).allSatisfy(check -> {
            assertThat(check.status()).isNotEqualTo(Check.Status.FAIL);
            assertThat(check.requirements()).contains("G1", "P2");
        });
        assertThat(keysSeen).hasSize(1);
    }

    @Test
    void aKeyIsNotSentInTheClearToAnotherMachine() throws InterruptedException {
        Map<String, String> env =
                Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://models.invalid/v1", "OLLAMA_HOST", CLOSED);
        Assistant endpoint = find("openai", env, command -> NONE);
        assertThat(endpoint.state()).isEqualTo(Assistant.State.INCOMPLETE);
        assertThat(endpoint.detail()).contains("the key was not sent");
    }

    @Test
    void ollamasAddressMayLackItsScheme() throws InterruptedException {
        Assistant ollama = find(
                "ollama", Map.of("OLLAMA_HOST", "0.0.0.0:" + server.getAddress().getPort()), command -> NONE);
        assertThat(ollama.state()).isEqualTo(Assistant.State.READY);
        assertThat(keysSeen).isEmpty();
    }
}
