package dev.slipway.assist.second;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.application.Application;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.assist.guard.Redaction;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Opinion;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.run.Phase;
import dev.slipway.run.SecondOpinions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three assistants, by stand-ins that were written from their published interfaces, and what comes of each kind of answer. */
class OpinionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    private Path bin;
    private Path source;
    private HttpServer server;
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final Deque<String> answers = new ArrayDeque<>();

    @BeforeEach
    void prepare() throws IOException {
        bin = Files.createDirectories(temp.resolve("bin"));
        source = Files.createDirectories(temp.resolve("app"));
        Files.writeString(source.resolve("main.py"), "print('hello')\n");
        Files.writeString(source.resolve(".env"), "PASSWORD=hunter2hunter2\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    /** A program of this name, as a shell script. */
    private void program(String name, String script) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> env() {
        Map<String, String> env = new HashMap<>();
        env.put("PATH", bin + ":/usr/bin:/bin");
        env.put("SLIPWAY_HOME", temp.resolve("home").toString());
        env.put("KAGENT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        env.put("API_TOKEN", "known-secret-value");
        return env;
    }

    private Workspace workspace() {
        return Workspace.of(source, env());
    }

    private static Gate gate(String id) {
        return new Gate(
                id,
                List.of(
                        Check.pass("X.well", List.of("C2"), "Well", "it is"),
                        Check.note(
                                "X.size.backend",
                                List.of("C2"),
                                "Size of backend",
                                "80 MB, the budget is 60 MB; password=hunter2hunter2",
                                "make it smaller")));
    }

    private SecondOpinions.SoFar soFar() {
        Service backend = new Service(
                "backend",
                Role.BACKEND,
                "python",
                "",
                "",
                8000,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of());
        return new SecondOpinions.SoFar(
                Optional.of(new Application("shop", List.of(backend), List.of())),
                Optional.of(new Images("layout", List.of(image(80_000_000)))),
                Optional.empty());
    }

    private static BuiltImage image(long size) {
        return new BuiltImage(
                "backend",
                "slipway.local/shop/backend",
                "t",
                "sha256:00",
                size,
                65532,
                List.of("/app"),
                List.of(),
                new BuiltImage.Measurements(900, 0),
                List.of(),
                Profile.Sizing.USUAL,
                "",
                "none");
    }

    private Opinion one(Colleague colleague, Phase phase, Duration patience) throws InterruptedException {
        Opinions opinions = new Opinions(List.of(colleague), new Redaction(env()), Progress.SILENT, patience);
        opinions.after(phase, gate("G"), soFar());
        List<Opinion> all = opinions.collected();
        assertThat(all).hasSize(1);
        assertThat(all.toString()).doesNotContain("hunter2").doesNotContain("known-secret-value");
        return all.getFirst();
    }

    private Opinion one(Colleague colleague, Phase phase) throws InterruptedException {
        return one(colleague, phase, PATIENCE);
    }

    private Gordon gordon(long size) {
        return new Gordon(workspace(), (folder, service) -> {
            assertThat(folder.resolve("main.py")).exists();
            assertThat(folder.resolve(".env")).doesNotExist();
            return size < 0 ? Optional.empty() : size == 0 ? fails() : Optional.of(image(size));
        });
    }

    private static Optional<BuiltImage> fails() {
        throw new SlipwayFailure(new Failure("SLIP-201", "It does not build.", "no such base", "mend it"));
    }

    private static final String WRITES =
            "[ \"$1\" = ai ] && [ \"$2\" = -C ] || exit 9\n[ -t 1 ] && printf '\\033[2J'\nprintf 'FROM scratch\\nCOPY main.py /\\n' > \"$3/Dockerfile\"\n"
                    + "echo 'I made it smaller'\n";

    @Test
    void gordonsSmallerImageIsLaidOutWithItsMeasure() throws Exception {
        program("docker", WRITES);
        Opinion opinion = one(gordon(50_000_000), Phase.CONTAINERIZE);
        assertThat(opinion.outcome()).as(opinion.toString()).isEqualTo(Opinion.Outcome.BETTER);
        assertThat(opinion.why()).contains("50.0 MB", "ours 80.0 MB", "stack: dockerfile");
        assertThat(source.resolve("Dockerfile"))
                .as("the person's folder is not touched")
                .doesNotExist();
        assertThat(workspace().work().resolve("assistance/backend/Dockerfile"))
                .content()
                .contains("COPY main.py");
    }

    @ParameterizedTest
    @CsvSource({"90000000, built and started", "0, tried; it fails", "-1, no image"})
    void whatIsNotBetterIsRefusedWithTheMeasure(long size, String why) throws Exception {
        program("docker", WRITES);
        Opinion opinion = one(gordon(size), Phase.CONTAINERIZE);
        assertThat(opinion.outcome()).isEqualTo(Opinion.Outcome.REFUSED);
        assertThat(opinion.why()).contains(why.replace(';', ','));
        assertThat(workspace().work().resolve("assistance")).doesNotExist();
    }

    @Test
    void gordonsSessionEndsWhenItsFileHasSettled() throws Exception {
        program("docker", WRITES + "sleep 60");
        long began = System.nanoTime();
        Opinion opinion = one(gordon(50_000_000), Phase.CONTAINERIZE);
        assertThat(opinion.outcome()).isEqualTo(Opinion.Outcome.BETTER);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
    }

    @Test
    void dockerWithoutGordonIsNotGordon() throws Exception {
        program("docker", "echo \"docker: 'ai' is not a docker command.\"; exit 1");
        assertThat(one(gordon(1), Phase.CONTAINERIZE).outcome()).isEqualTo(Opinion.Outcome.NOT_ASKED);
        Files.delete(bin.resolve("docker"));
    }

    @Test
    void gordonThatWritesNothingOrIsSlowCameToNothing() throws Exception {
        program("docker", "echo 'Sign in first'; exit 0");
        Opinion opinion = one(gordon(1), Phase.CONTAINERIZE);
        assertThat(opinion.outcome()).isEqualTo(Opinion.Outcome.FAILED);
        assertThat(opinion.answered()).contains("Sign in first");
        program("docker", "sleep 60");
        assertThat(one(gordon(1), Phase.CONTAINERIZE, Duration.ofSeconds(2)).outcome())
                .isEqualTo(Opinion.Outcome.FAILED);
    }

    @Test
    void kubectlAiAnswersInWordsAndCanReachNothing() throws Exception {
        program(
                "kubectl-ai",
                "[ \"$1\" = --quiet ] || exit 9\nfor a in \"$@\"; do [ \"$a\" = --skip-permissions ] && exit 8; done\n"
                        + "grep -q 'server' \"$KUBECONFIG\" && exit 7\necho 'Add a PodDisruptionBudget. password=hunter2hunter2'");
        Opinion opinion = one(new KubectlAi(env()), Phase.PACKAGE);
        assertThat(opinion.outcome()).as(opinion.toString()).isEqualTo(Opinion.Outcome.NOTED);
        assertThat(opinion.answered()).contains("PodDisruptionBudget");
        assertThat(opinion.why()).contains("without any cluster");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0|it answered nothing",
                "echo 'no API key' >&2; exit 1|no API key",
                "sleep 60|no answer in",
                "printf '\\033[31m\\033[0m'|it answered nothing"
            })
    void kubectlAiThatFailsIsToldInALine(String script, String why) throws Exception {
        program("kubectl-ai", script);
        Opinion opinion = one(new KubectlAi(env()), Phase.PACKAGE, Duration.ofSeconds(4));
        assertThat(opinion.outcome()).isEqualTo(Opinion.Outcome.FAILED);
        assertThat(opinion.why()).contains(why);
    }

    @Test
    void whoIsNotHereIsNotAskedAndWhatServedIsTold() throws Exception {
        server.stop(0);
        for (Colleague colleague : List.of(gordon(1), new KubectlAi(env()))) {
            Opinion opinion =
                    one(colleague, colleague.isAskedAfter(Phase.PACKAGE) ? Phase.PACKAGE : Phase.CONTAINERIZE);
            assertThat(opinion.outcome()).as(opinion.toString()).isEqualTo(Opinion.Outcome.NOT_ASKED);
            assertThat(opinion.served()).isNotBlank();
        }
        Opinion kagent = one(new Kagent(env()), Phase.DEPLOY);
        assertThat(kagent.outcome()).isEqualTo(Opinion.Outcome.NOT_ASKED);
        assertThat(kagent.why()).contains("does not answer");
    }

    @Test
    void aGateWithoutNotesAsksNobody() throws Exception {
        Opinions opinions =
                new Opinions(List.of(new KubectlAi(env())), new Redaction(env()), Progress.SILENT, PATIENCE);
        opinions.after(Phase.PACKAGE, new Gate("G3", List.of(Check.pass("X", List.of(), "Well", "it is"))), soFar());
        assertThat(opinions.collected().getFirst().outcome()).isEqualTo(Opinion.Outcome.NOT_ASKED);
    }

    private static final String AGENTS =
            "{\"data\":[{\"agent\":{\"metadata\":{\"name\":\"helm-agent\",\"namespace\":\"kagent\"}}},"
                    + "{\"agent\":{\"metadata\":{\"name\":\"k8s-agent\",\"namespace\":\"kagent\"}}}]}";

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            if (path.equals("/api/agents")) {
                answer(http, 200, "application/json", AGENTS);
                return;
            }
            if (!path.equals("/api/a2a/kagent/k8s-agent/")) {
                answer(http, 404, "text/plain", "nothing here: " + path);
                return;
            }
            bodies.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String next = answers.size() > 1 ? answers.poll() : answers.peek();
            if (next == null || next.equals("hang")) {
                Thread.sleep(30_000);
                return;
            }
            answer(http, 200, next.startsWith("data:") ? "text/event-stream" : "application/json", next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange http, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", type);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static String event(String result) {
        return "data: {\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":" + result + "}\n\n";
    }

    private static String status(String state, boolean last) {
        return event("{\"kind\":\"status-update\",\"taskId\":\"t1\",\"contextId\":\"c\",\"final\":" + last
                + ",\"status\":{\"state\":\"" + state + "\"}}");
    }

    private static final String ARTIFACT =
            event("{\"kind\":\"artifact-update\",\"taskId\":\"t1\",\"artifact\":{\"artifactId\":\"a\","
                    + "\"parts\":[{\"kind\":\"text\",\"text\":\"The probe is too strict. token=hunter2hunter2\"}]}}");

    @Test
    void kagentIsAskedByA2aAndItsStreamIsRead() throws Exception {
        answers.add(status("submitted", false) + status("working", false) + ARTIFACT + status("completed", true));
        Opinion opinion = one(new Kagent(env()), Phase.DEPLOY);
        assertThat(opinion.outcome()).as(opinion.toString()).isEqualTo(Opinion.Outcome.NOTED);
        assertThat(opinion.answered()).contains("The probe is too strict");
        assertThat(opinion.asked()).startsWith("kagent/k8s-agent");
        assertThat(bodies.getFirst()).contains("message/stream", "messageId").doesNotContain("hunter2");
    }

    @Test
    void aStreamThatEndsEarlyIsFollowedByItsTask() throws Exception {
        answers.add(status("working", false));
        answers.add(
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"kind\":\"task\",\"id\":\"t1\",\"status\":{\"state\":\"completed\"},"
                        + "\"artifacts\":[{\"parts\":[{\"kind\":\"text\",\"text\":\"Raise the memory limit.\"}]}]}}");
        Opinion opinion = one(new Kagent(env()), Phase.VALIDATE);
        assertThat(opinion.answered()).contains("Raise the memory limit");
        assertThat(bodies.get(1)).contains("tasks/get");
    }

    @Test
    void anAgentWithoutStreamsIsAskedWithoutOne() throws Exception {
        answers.add("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":-32601,\"message\":\"no such method\"}}");
        answers.add(
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"kind\":\"message\",\"messageId\":\"m\",\"role\":\"agent\","
                        + "\"parts\":[{\"kind\":\"text\",\"text\":\"All is well.\"}]}}");
        assertThat(one(new Kagent(env()), Phase.DEPLOY).answered()).contains("All is well");
        assertThat(bodies.get(1)).contains("message/send");
    }

    @Test
    void anApprovalIsNotGivenAndTheTaskIsCancelled() throws Exception {
        answers.add(status("input-required", true));
        Opinion opinion = one(new Kagent(env()), Phase.DEPLOY);
        assertThat(opinion.outcome()).isEqualTo(Opinion.Outcome.FAILED);
        assertThat(opinion.why()).contains("approval");
        assertThat(bodies.getLast()).contains("tasks/cancel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "data: {broken\n\n", "hang", "[]"})
    void kagentThatAnswersRubbishOrNothingCameToNothing(String answer) throws Exception {
        answers.add(answer);
        Opinion opinion = one(new Kagent(env()), Phase.DEPLOY, Duration.ofSeconds(3));
        assertThat(opinion.outcome()).as(opinion.toString()).isEqualTo(Opinion.Outcome.FAILED);
    }
}
