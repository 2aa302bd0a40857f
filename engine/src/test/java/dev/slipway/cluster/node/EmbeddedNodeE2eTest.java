package dev.slipway.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterStatus;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.compile.Programs;
import dev.slipway.debian.DebianArchive;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Archive;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.process.Command;
import dev.slipway.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real node of its own name, used as an application would, and then looked for on the machine. */
@DisabledIfSystemProperty(
        named = "skipE2e",
        matches = "|true",
        disabledReason = "-DskipE2e: tests on the embedded node were left out by wish")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedNodeE2eTest {
    private static final String NAME = "e2e-" + ProcessHandle.current().pid();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private Path folder;
    private Path home;
    private Clusters clusters;
    private Programs programs;
    private Cluster cluster;
    private Traces before;

    /** What a node could leave on the machine. Other programs' doings are no concern of this test. */
    private record Traces(Set<String> links, Set<String> tables) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        List<String> missing = new HostNeeds(Path.of("/"), System.getProperty("os.name")).missing();
        assumeTrue(missing.isEmpty(), () -> "this machine cannot run a node; missing: " + missing);
        home = folder.resolve("home");
        Files.createDirectories(home);
        Map<String, String> env = new HashMap<>(System.getenv());
        Path shared = Workspace.of(Path.of("."), env).home();
        // Compiling takes minutes and downloads cost others' bandwidth: what this machine has of them serves here too.
        for (String cache : List.of("go", "programs", "debian", "tools")) {
            Files.createDirectories(shared.resolve(cache));
            Files.createSymbolicLink(home.resolve(cache), shared.resolve(cache));
        }
        env.put("SLIPWAY_HOME", home.toString());
        env.put("SLIPWAY_CLUSTER", NAME);
        Workspace workspace = Workspace.of(folder, env);
        programs = new GoPrograms(workspace, Path.of("../node"), Progress.SILENT);
        clusters = new Clusters(workspace, programs, Progress.SILENT);
        clusters.warm();
        before = traces();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cluster> other = beside.submit(() ->
                    new Clusters(workspace, programs, Progress.SILENT).start(new Clusters.Choice("embedded", "")));
            cluster = clusters.start(new Clusters.Choice("embedded", ""));
            assertThat(other.get().gateway())
                    .as("the ingress of two who start the node at once")
                    .isEqualTo(cluster.gateway());
        }
    }

    @AfterAll
    void end() throws InterruptedException {
        if (clusters != null) {
            clusters.delete();
        }
    }

    private Command.Result kubectl(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                programs.get(Programs.Program.NODE).toString(), "kubectl", "--kubeconfig", cluster.kubeconfig()));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).within(PATIENCE).run();
    }

    private String ok(String... words) throws InterruptedException {
        Command.Result result = kubectl(words);
        assertThat(result.exit())
                .as(String.join(" ", words) + ": " + result.tail(5))
                .isZero();
        return result.text();
    }

    /** Until it is true, or the last answer. */
    private static boolean eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(200);
        }
        return true;
    }

    private boolean answers(URI uri, String text) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** A static web server that says {@code text}; of two of them the layer with the server is the same. */
    private String image(Layout layout, String text) throws Exception {
        String architecture = DebianArchive.hostArchitecture();
        DebianArchive archive = DebianArchive.standard(architecture, home.resolve("debian"));
        Entry busybox = archive.entries(archive.resolve("forky", List.of("busybox-static"))).stream()
                .filter(e -> e.path().endsWith("/busybox") && e.kind() == Entry.Kind.FILE)
                .findFirst()
                .orElseThrow();
        Layer server = layout.addLayer(
                "server",
                List.of(Entry.file("/busybox", 0755, 0, 0, busybox.size(), busybox.content())),
                Compression.GZIP);
        Layer page = layout.addLayer(
                "page",
                List.of(
                        Entry.directory("/www", 0755, 0, 0),
                        Entry.file("/www/index.html", 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8))),
                Compression.GZIP);
        String reference = "slipway.local/e2e/web:" + text;
        layout.addImage(new ImageSpec(
                reference,
                architecture,
                List.of(server, page),
                List.of("/busybox", "sh", "-c", "echo serving " + text + "; exec /busybox httpd -f -p 8080 -h /www"),
                Map.of(),
                "/",
                "65532:65532",
                List.of(8080),
                Map.of()));
        return reference;
    }

    @Test
    @Order(0)
    void aNodeOfOlderSourcesIsToldAndHowToRenewIt() throws Exception {
        assertThat(clusters.status().detail()).isEmpty();
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("SLIPWAY_HOME", home.toString());
        env.put("SLIPWAY_CLUSTER", NAME);
        Programs newer = program -> folder.resolve("newer");
        assertThat(new Clusters(Workspace.of(folder, env), newer, Progress.SILENT)
                        .status()
                        .detail())
                .contains("./slipway cluster stop");
    }

    @Test
    @Order(1)
    void anImageIsSentWithoutTheBlobsThatTheNodeHasAndRuns() throws Exception {
        Layout layout = Layout.open(folder.resolve("oci"));
        ImageStore store = clusters.images(cluster);
        String first = image(layout, "one");
        store.load(out -> Archive.of(layout, List.of(first)).writeTo(out, Set.of()));
        Set<String> held = store.held();
        String second = image(layout, "two");
        List<Archive.Written> written = new ArrayList<>();
        store.load(out -> written.add(Archive.of(layout, List.of(second)).writeTo(out, held)));
        assertThat(written.getFirst().leftOut()).hasSize(1);

        Path manifest = folder.resolve("web.yaml");
        Files.writeString(manifest, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Mi}}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - {name: web, image: "%s", volumeMounts: [{name: data, mountPath: /data}]}
                      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
                """.formatted(second));
        ok("apply", "-f", manifest.toString());
        ok("rollout", "status", "deployment/web", "--timeout=150s");
        assertThat(ok("logs", "deployment/web")).contains("serving two");
    }

    @Test
    @Order(2)
    void aClaimIsBoundByTheDefaultStorageClass() throws Exception {
        assertThat(ok("get", "storageclass")).contains("(default)");
        assertThat(ok("get", "pvc", "data", "-o", "jsonpath={.status.phase}")).isEqualTo("Bound");
    }

    @Test
    @Order(3)
    void aForwardLeadsToTheServiceIsFoundAgainAndClosed() throws Exception {
        Forwards forwards = clusters.forwards(cluster);
        URI uri = forwards.open("default", "web", 80, 18080);
        assertThat(eventually(() -> answers(uri, "two"))).isTrue();
        assertThat(clusters.forwards(cluster).open("default", "web", 80, 18080)).isEqualTo(uri);
        assertThat(clusters.forwards(cluster).open("default")).containsExactly(Map.entry("web", uri));
        ok("delete", "pod", "-l", "app=web");
        ok("rollout", "status", "deployment/web", "--timeout=150s");
        assertThat(eventually(() -> answers(uri, "two")))
                .as("after the pod was replaced")
                .isTrue();
        forwards.close("default");
        assertThat(answers(uri, "two")).isFalse();
        assertThat(forwards.open("default")).isEmpty();
    }

    @Test
    @Order(4)
    void theIngressAnswersOnThisMachine() throws Exception {
        assumeTrue(!cluster.gateway().isEmpty(), "no ingress: Envoy could not be fetched with pip on this machine");
        assertThat(eventually(() -> answers(URI.create(cluster.gateway()), "two")))
                .isTrue();
    }

    @Test
    @Order(5)
    void usageIsMeasured() throws Exception {
        assertThat(eventually(() -> kubectl("top", "node").ok())).isTrue();
        assertThat(eventually(() -> kubectl("top", "pod").text().contains("web-")))
                .isTrue();
        ClusterStatus status = clusters.status();
        assertThat(status.phase()).isEqualTo("ready");
        assertThat(status.version()).startsWith("1.");
        assertThat(status.memory()).isPositive();
    }

    /** It reads back what stands in nftables, as it does once an hour. */
    @Test
    @Order(6)
    void servicesAreReachedWhenTheProxyHasBegunAnew() throws Exception {
        ProcessHandle proxy = proxy().orElseThrow();
        proxy.destroy();
        assertThat(eventually(() -> proxy().filter(p -> !p.equals(proxy)).isPresent()))
                .isTrue();
        ok("expose", "deployment", "web", "--name=later", "--port=80", "--target-port=8080");
        String later = ok("get", "service", "later", "-o", "jsonpath={.spec.clusterIP}");
        assertThat(eventually(() -> reaches(later)))
                .as("a service that the new one made")
                .isTrue();
        String web = ok("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}");
        assertThat(reaches(web)).as("a service of before").isTrue();
    }

    @Test
    @Order(6)
    void aLoadBalancerHasAnAddressOfThisMachineAsLongAsItIsThere() throws Exception {
        ok("expose", "deployment", "web", "--name=public", "--type=LoadBalancer", "--port=8099", "--target-port=8080");
        String path = "jsonpath={.status.loadBalancer.ingress[0].ip}";
        assertThat(eventually(() ->
                        !kubectl("get", "service", "public", "-o", path).text().isBlank()))
                .isTrue();
        URI address = URI.create("http://" + ok("get", "service", "public", "-o", path) + ":8099/");
        assertThat(InetAddress.getByName(address.getHost()).isLoopbackAddress()).isTrue();
        assertThat(eventually(() -> answers(address, "two"))).isTrue();

        ok("delete", "service", "public");
        assertThat(eventually(() -> !answers(address, "two"))).isTrue();
    }

    private Optional<ProcessHandle> proxy() throws IOException {
        return host().descendants()
                .filter(p ->
                        p.info().arguments().map(List::of).orElse(List.of()).contains("kube-proxy"))
                .findFirst();
    }

    private ProcessHandle host() {
        return NodeProcess.of(clusterHome())
                .orElseThrow()
                .host()
                .flatMap(ProcessIdentity::process)
                .orElseThrow();
    }

    private boolean reaches(String address) throws InterruptedException {
        return kubectl(
                        "exec",
                        "deployment/web",
                        "--",
                        "/busybox",
                        "wget",
                        "-T",
                        "3",
                        "-q",
                        "-O",
                        "-",
                        "http://" + address)
                .text()
                .contains("two");
    }

    @Test
    @Order(6)
    void podsReachThisMachineByNameAndAddressAndResolveAsItDoes() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "the machine".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            for (String host : List.of("host.slipway.internal", "10.124.0.254")) {
                assertThat(ok(
                                "exec",
                                "deployment/web",
                                "--",
                                "/busybox",
                                "wget",
                                "-T",
                                "10",
                                "-q",
                                "-O",
                                "-",
                                "http://" + host + ":" + port + "/"))
                        .as(host)
                        .isEqualTo("the machine");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Order(7)
    void stateOutlivesAStopAndNothingRunsMeanwhile() throws Exception {
        clusters.stop();
        assertThat(clusters.status().phase()).isEqualTo("stopped");
        assertNothingIsLeftOutsideOfTheHome();
        behindAProxyThatIsNotThere();
        cluster = clusters.start(new Clusters.Choice("embedded", ""));
        assertThat(ok("get", "deployment", "web", "-o", "name")).contains("web");
    }

    /** The node's own requests go to none, whatever the environment of the person who starts it names. */
    private void behindAProxyThatIsNotThere() throws Exception {
        ProcessBuilder node = new ProcessBuilder(
                        programs.get(Programs.Program.NODE).toString(),
                        "run",
                        "--config",
                        NodeConfig.file(clusterHome()).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile());
        node.environment().putAll(Map.of("https_proxy", "http://127.0.0.1:9", "HTTPS_PROXY", "http://127.0.0.1:9"));
        Process started = node.start();
        new NodeStartup(NAME, clusterHome(), folder.resolve("node.log"), Progress.SILENT).await(started);
        assertThat(clusters.status().phase()).isEqualTo("ready");
        clusters.stop();
    }

    @Test
    @Order(8)
    void theDeathOfItsProcessTakesEverythingAlongAndItStartsAgain() throws Exception {
        URI uri = clusters.forwards(cluster).open("default", "web", 80, 18080);
        host().destroyForcibly();
        assertNothingIsLeftOutsideOfTheHome();
        assertThat(answers(uri, "two")).isFalse();
        cluster = clusters.start(new Clusters.Choice("embedded", ""));
        assertThat(ok("get", "deployment", "web", "-o", "name")).contains("web");
    }

    @Test
    @Order(9)
    void deletedItLeavesNothing() throws Exception {
        clusters.forwards(cluster).open("default", "web", 80, 18080);
        clusters.delete();
        assertNothingIsLeftOutsideOfTheHome();
        assertThat(clusterHome()).doesNotExist();
        assertThat(home.resolve("clusters")).isEmptyDirectory();
        assertThat(clusters.status().phase()).isEqualTo("absent");
    }

    private Path clusterHome() {
        return home.resolve("clusters").resolve(NAME);
    }

    private void assertNothingIsLeftOutsideOfTheHome() throws Exception {
        assertThat(eventually(() -> processes().isEmpty()))
                .as("processes %s", processes())
                .isTrue();
        assertThat(eventually(() -> cgroups().isEmpty()))
                .as("control groups %s", cgroups())
                .isTrue();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(clusterHome().toString());
        Traces now = traces();
        assertThat(before.links()).containsAll(now.links());
        assertThat(before.tables()).containsAll(now.tables());
    }

    /** Processes of the node, its pods and its forwards: all have its home or its control group. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.pid() != ProcessHandle.current().pid())
                .filter(p -> read("/proc/" + p.pid() + "/cmdline")
                                .contains(clusterHome().toString())
                        || read("/proc/" + p.pid() + "/cgroup").contains("slipway-" + NAME))
                .map(p -> p.pid() + " " + p.info().command().orElse("?"))
                .toList();
    }

    private static List<Path> cgroups() throws IOException {
        List<Path> found = new ArrayList<>();
        List<Path> trees = new ArrayList<>(List.of(Path.of("/sys/fs/cgroup")));
        try (var hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            hierarchies.filter(Files::isDirectory).forEach(trees::add);
        }
        for (Path tree : trees) {
            try (var groups = Files.newDirectoryStream(tree, "slipway-" + NAME + "-*")) {
                groups.forEach(found::add);
            }
        }
        return found;
    }

    private Traces traces() throws IOException, InterruptedException {
        Path system = new NodeSystem(home, Progress.SILENT).present().orElseThrow();
        Command.Result nft = Command.of("chroot", system.toString(), "/usr/sbin/nft", "list", "tables")
                .run();
        assertThat(nft.exit()).as("nft: " + nft.err()).isZero();
        try (var links = Files.list(Path.of("/sys/class/net"))) {
            return new Traces(
                    links.map(l -> l.getFileName().toString()).collect(Collectors.toSet()), Set.copyOf(nft.out()));
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
