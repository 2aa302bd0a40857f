package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job, as a person does it: two applications from source to a verified release on one real node, and away again. */
@DisabledIfSystemProperty(
        named = "skipE2e",
        matches = "|true",
        disabledReason = "-DskipE2e: tests on the embedded node were left out by wish")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpE2eTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> MADE = Set.of("node_modules", ".next", "target", ".slipway", ".venv", ".git");

    private Path todo = Path.of(".");
    private Path example = Path.of(".");
    private Terminal terminal = new Terminal(Map.of());
    private String address = "";

    @BeforeAll
    void copies(@TempDir Path folder) throws IOException {
        todo = copy(ROOT.resolve("todo"), folder.resolve("todo"));
        example = copy(ROOT.resolve("examples/fastapi-nextjs"), folder.resolve("fastapi-nextjs"));
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("SLIPWAY_CLUSTER", "up-e2e");
        env.put("SLIPWAY_ROOT", ROOT.toString());
        terminal = new Terminal(env);
    }

    @AfterAll
    void away() {
        terminal.run("cluster", "delete");
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                if (MADE.contains(dir.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(dir)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    @Test
    @Order(1)
    void todoChatbotComesUpVerified() throws Exception {
        JsonNode result = up(todo);
        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(Path.of(result.path("report").asString())).exists();
        address = result.path("url").asString();
        assertThat(get(address)).contains("<html");

        JsonNode report = report(result);
        assertThat(report.path("gates").valueStream().map(g -> g.path("id").asString("")))
                .containsExactly("G1", "G2", "G3", "G4", "G5");
        JsonNode steps = report.path("verdict").path("steps");
        assertThat(steps.size()).isGreaterThan(20);
        assertThat(steps.valueStream()).allMatch(step -> step.path("ok").asBoolean());
        assertThat(steps.valueStream().map(s -> s.path("screenshot").asString("")))
                .anyMatch(picture -> picture.endsWith(".png") && Files.exists(Path.of(picture)));
        assertThat(ProcessHandle.allProcesses()
                        .filter(p -> p.info().commandLine().orElse("").contains("AotQuarkusEntryPoint")))
                .as("virtual machines of the backend, each with its class archive")
                .isNotEmpty()
                .allMatch(p -> maps(p.pid()).contains("classes.jsa"));
    }

    private static String maps(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/maps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(2)
    void secondRunHasNothingToDo() {
        Terminal.Said said = terminal.run("up", todo.toString());
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out()).contains("Nothing to do");

        Terminal.Said named = terminal.run("up", "--provider", "embedded", todo.toString());
        assertThat(named.exit()).as(named.all()).isZero();
        assertThat(named.out())
                .contains("./slipway down --provider embedded", "cluster kubeconfig --provider embedded)");
    }

    @Test
    @Order(2)
    void anotherFolderOfTheSameNameTouchesNothing(@TempDir Path elsewhere) throws Exception {
        Path other = copy(example, elsewhere.resolve("todo-chatbot"));

        Terminal.Said up = terminal.run("up", other.toString());
        Terminal.Said down = terminal.run("down", other.toString());

        assertThat(up.exit()).as(up.all()).isEqualTo(40);
        assertThat(up.all()).contains("SLIP-492", todo.toRealPath().toString(), "--adopt");
        assertThat(down.exit()).as(down.all()).isEqualTo(40);
        assertThat(get(address)).contains("<html");
    }

    @Test
    @Order(3)
    void thePageDoesWhatItIsSpecifiedToDo() throws Exception {
        assertThat(npm("ci", "--no-audit", "--no-fund").ok()).isTrue();
        Command.Result tested = npm("run", "test:browser");
        assertThat(tested.exit())
                .as(tested.text() + "\n" + String.join("\n", tested.err()))
                .isZero();
    }

    private Command.Result npm(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("npm"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .in(todo.resolve("frontend"))
                .with(Map.of("TODO_URL", address))
                .within(Duration.ofMinutes(15))
                .run();
    }

    @Test
    @Order(4)
    void anotherApplicationComesUpBesideItInANamespaceOfItsOwn() throws Exception {
        JsonNode result = up(example);
        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(get(result.path("url").asString())).contains("<html");
        assertThat(pods("todo-chatbot")).isNotEmpty();
        assertThat(pods("fastapi-nextjs").keySet()).anyMatch(name -> name.startsWith("backend"));
    }

    @Test
    @Order(5)
    void aLineOfTheBackendRollsItsDeploymentAlone() throws Exception {
        Map<String, String> before = pods("fastapi-nextjs");
        Path main = example.resolve("backend/app/main.py");
        Files.writeString(main, Files.readString(main) + "\n# one more line\n");

        JsonNode report = report(up(example));
        Map<String, String> after = pods("fastapi-nextjs");
        assertThat(names(after, "frontend")).isEqualTo(names(before, "frontend"));
        assertThat(names(after, "postgres")).isEqualTo(names(before, "postgres"));
        assertThat(names(after, "backend")).doesNotContainAnyElementsOf(names(before, "backend"));
        long rebuilt = report.path("images")
                .path("images")
                .valueStream()
                .flatMap(image -> image.path("layers").valueStream())
                .filter(layer -> layer.path("rebuilt").asBoolean())
                .count();
        assertThat(rebuilt).isEqualTo(1);
    }

    @Test
    @Order(6)
    void aBrokenChangeIsNamedAndTheReleaseBeforeItServesOn() throws Exception {
        Path database = example.resolve("backend/app/db.py");
        String good = Files.readString(database);
        Files.writeString(database, "import nothing_of_this_name\n" + good);
        Terminal.Said said = terminal.run("up", example.toString());
        assertThat(said.exit()).as(said.all()).isBetween(20, 49);
        assertThat(said.err()).contains("nothing_of_this_name");

        Files.writeString(database, good);
        assertThat(up(example).path("ok").asBoolean()).isTrue();
    }

    @Test
    @Order(7)
    void downTakesAnApplicationAwayAndLeavesTheOther() throws Exception {
        Terminal.Said said = terminal.run("down", example.toString());
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(pods("fastapi-nextjs")).isEmpty();
        assertThat(pods("todo-chatbot")).isNotEmpty();
    }

    @Test
    @Order(8)
    void killedPodsLoseNothingAndDoubleNothing() throws Exception {
        try (KubernetesClient cluster = cluster()) {
            Resilience resilience = new Resilience(cluster, address);
            resilience.scale();
            resilience.killedPodsLoseNothingAndDoubleNothing();
        }
    }

    @Test
    @Order(9)
    void aRolloutDropsNoRequest() throws Exception {
        try (KubernetesClient cluster = cluster()) {
            new Resilience(cluster, address).aRolloutDropsNoRequest("backend", "frontend");
        }
    }

    private JsonNode up(Path application) {
        Terminal.Said said = terminal.run("up", application.toString(), "-o", "json");
        assertThat(said.exit()).as(said.all()).isZero();
        return JsonMapper.shared().readTree(said.out().strip());
    }

    private static JsonNode report(JsonNode result) throws IOException {
        Path page = Path.of(result.path("report").asString());
        return JsonMapper.shared()
                .readTree(Files.readString(page.resolveSibling("report.json")))
                .path("run");
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private KubernetesClient cluster() {
        Terminal.Said status = terminal.run("cluster", "kubeconfig");
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(new File(status.out().strip())))
                .build();
    }

    /** Phases of the pods in a namespace, by name. */
    private Map<String, String> pods(String namespace) {
        try (KubernetesClient client = cluster()) {
            Map<String, String> pods = new TreeMap<>();
            client.pods().inNamespace(namespace).list().getItems().stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .forEach(pod -> pods.put(
                            pod.getMetadata().getName(), pod.getStatus().getPhase()));
            return pods;
        }
    }

    private static List<String> names(Map<String, String> pods, String service) {
        return pods.keySet().stream().filter(name -> name.startsWith(service)).toList();
    }
}
