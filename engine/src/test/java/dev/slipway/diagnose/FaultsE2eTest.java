package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.cluster.node.Busybox;
import dev.slipway.compile.GoPrograms;
import dev.slipway.debian.DebianArchive;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.SnapshotReader;
import dev.slipway.gate.Check;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Archive;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layout;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults on a real node, side by side, each in a namespace of its own: each is named, and nothing else with it.
 * {@code -Dslipway.faults=some} provokes a spread of them, {@code all} every one, and a list of names these; {@code -Dslipway.golden=write} writes their times to
 * docs/diagnose.md.
 */
@EnabledIfSystemProperty(
        named = "slipway.faults",
        matches = ".+",
        disabledReason = "-Dslipway.faults=some (or all, or names of faults): it takes minutes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsE2eTest {
    private static final String ASKED = System.getProperty("slipway.faults", "");
    private static final boolean ALL = ASKED.equals("all");
    private static final Duration PATIENCE = ALL ? Duration.ofMinutes(6) : Duration.ofSeconds(90);
    /** What is well has to stay so for as long. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private Clusters clusters;
    private KubernetesClient client;
    private Fault.Maker maker;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Map<String, String> env = new HashMap<>(System.getenv());
        Path shared = Workspace.of(Path.of("."), env).home();
        Path home = folder.resolve("home");
        Files.createDirectories(home);
        for (String cache : List.of("go", "programs", "debian", "tools")) {
            Files.createDirectories(shared.resolve(cache));
            Files.createSymbolicLink(home.resolve(cache), shared.resolve(cache));
        }
        env.put("SLIPWAY_HOME", home.toString());
        env.put("SLIPWAY_CLUSTER", "faults-" + ProcessHandle.current().pid());
        Workspace workspace = Workspace.of(folder, env);
        Clusters node = new Clusters(
                workspace, new GoPrograms(workspace, Path.of("../node"), Progress.SILENT), Progress.SILENT);
        Check embedded = node.examine(Clusters.Choice.ANY).stream()
                .filter(c -> c.id().equals("G1.provider.embedded"))
                .findFirst()
                .orElseThrow();
        assumeTrue(
                embedded.status() == Check.Status.PASS, () -> "this machine cannot run a node: " + embedded.evidence());
        node.warm();
        clusters = node;
        Cluster cluster = node.start(new Clusters.Choice("embedded", ""));
        client = Kube.client(cluster);
        Layout layout = Layout.open(folder.resolve("oci"));
        image(layout, shared.resolve("debian"));
        node.images(cluster)
                .load(out -> Archive.of(layout, List.of(Fault.IMAGE)).writeTo(out, Set.of()));
        maker = new Fault.Maker(client);
    }

    @AfterAll
    void end() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (clusters != null) {
            clusters.delete();
        }
    }

    private static void image(Layout layout, Path debian) throws Exception {
        byte[] other = "\177ELF of no processor".getBytes(StandardCharsets.ISO_8859_1);
        layout.addImage(new ImageSpec(
                Fault.IMAGE,
                DebianArchive.hostArchitecture(),
                List.of(Busybox.layer(
                        layout,
                        debian,
                        Entry.file("/not-executable", 0644, 0, 0, "#!/busybox sh\n".getBytes(StandardCharsets.UTF_8)),
                        Entry.file("/other-processor", 0755, 0, 0, other))),
                List.of("/busybox", "sleep", "600"),
                Map.of(),
                "/",
                "65532:65532",
                List.of(),
                Map.of()));
    }

    /** How long it took until a fault was named. */
    private record Seen(Fault fault, Duration sinceEvent, Duration sinceMade) {}

    @Test
    void eachFaultIsNamedAndNothingElseWithIt() throws Exception {
        List<Fault> faults = Fault.all().stream()
                .filter(f -> ALL
                        || (ASKED.equals("some")
                                ? f.spread()
                                : List.of(ASKED.split(",")).contains(f.name())))
                .toList();
        maker.healthy();
        Map<Fault, Instant> made = new TreeMap<>();
        for (Fault fault : faults) {
            made.put(fault, Instant.now());
            maker.make(fault);
        }
        Map<Fault, Seen> seen = new TreeMap<>();
        List<RootCause> last = List.of();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (seen.size() < faults.size() && Instant.now().isBefore(deadline)) {
            SnapshotReader.Survey survey = new SnapshotReader(client).survey("", Instant.now());
            last = Diagnoser.findings(survey);
            Instant now = Instant.now();
            for (Fault fault : faults) {
                if (!seen.containsKey(fault) && last.stream().anyMatch(fault::isNamedBy)) {
                    Instant from = made.getOrDefault(fault, now);
                    seen.put(
                            fault,
                            new Seen(
                                    fault,
                                    Duration.between(firstEvent(survey, fault, from), now),
                                    Duration.between(from, now)));
                }
                maker.goOn(fault);
            }
            Thread.sleep(PAUSE);
        }
        List<RootCause> found = last;
        assertThat(faults.stream()
                        .filter(f -> !seen.containsKey(f))
                        .map(f -> f + ": "
                                + found.stream()
                                        .filter(n -> n.namespace().equals(f.namespace()))
                                        .map(n ->
                                                n.cause().id() + " " + n.cause().why())
                                        .toList()
                                + " " + pods(f)))
                .as("faults that were not named, and what was said of them")
                .isEmpty();
        assertThat(faults.stream()
                        .flatMap(f -> found.stream()
                                .filter(n -> n.blocks() && n.namespace().equals(f.namespace()) && !f.explains(n))
                                .map(n -> f + ": " + n.cause().id() + " "
                                        + n.cause().summary() + " " + n.cause().why())))
                .as("what else was named as blocking")
                .isEmpty();
        theHealthyStaySilent();
        write(new ArrayList<>(seen.values()));
    }

    /** How its pods are, for the message of an assertion that does not hold. */
    private List<String> pods(Fault fault) {
        return client.pods().inNamespace(fault.namespace()).list().getItems().stream()
                .map(p -> p.getMetadata().getName() + " " + p.getStatus().getPhase() + " "
                        + p.getStatus().getConditions() + " " + p.getStatus().getContainerStatuses())
                .toList();
    }

    private void theHealthyStaySilent() throws InterruptedException {
        Instant until = Instant.now().plus(CALM);
        do {
            assertThat(Diagnoser.findings(new SnapshotReader(client).survey(Fault.HEALTHY, Instant.now())))
                    .filteredOn(f -> f.namespace().equals(Fault.HEALTHY))
                    .extracting(f -> f.cause().id() + " " + f.cause().summary() + " "
                            + f.cause().why())
                    .isEmpty();
            Thread.sleep(PAUSE);
        } while (Instant.now().isBefore(until));
    }

    /** The first warning of the namespace, whose time is in whole seconds; where there is none, when it was made. */
    private static Instant firstEvent(SnapshotReader.Survey survey, Fault fault, Instant made) {
        return survey.namespaces().stream()
                .filter(s -> s.namespace().equals(fault.namespace()))
                .map(Snapshot::events)
                .flatMap(List::stream)
                .filter(e -> "Warning".equals(e.getType()) && e.getFirstTimestamp() != null)
                .map(e -> Instant.parse(e.getFirstTimestamp()))
                .min(Instant::compareTo)
                .orElse(made);
    }

    /** Where it is asked for, as golden files are. */
    private static void write(List<Seen> seen) throws IOException {
        if (!ALL || !"write".equals(System.getProperty("slipway.golden"))) {
            return;
        }
        FaultTimes times = new FaultTimes(Path.of("../docs/diagnose.md"));
        times.write(seen.stream()
                .map(s -> new FaultTimes.Row(s.fault().name(), s.fault().id(), s.sinceEvent(), s.sinceMade()))
                .toList());
    }
}
