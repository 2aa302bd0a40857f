package dev.slipway.cluster.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterUse;
import dev.slipway.cluster.DetachedProcess;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Pipe;
import dev.slipway.cluster.node.NodeStartup;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The providers against what their tools print, with no tool and no cluster. */
class ClustersTest {
    private static final String HEALTHY = """
            {"Name":"minikube","Host":"Running","Kubelet":"Running","APIServer":"Running","Kubeconfig":"Configured","Worker":false}""";
    private static final String STOPPED = """
            {"Name":"minikube","Host":"Stopped","Kubelet":"Stopped","APIServer":"Stopped","Kubeconfig":"Stopped","Worker":false}""";
    private static final String ENGINE = """
            {"ServerVersion":"29.1.2","OperatingSystem":"Debian GNU/Linux 13 (trixie)","CgroupVersion":"2"}""";

    @TempDir
    Path folder;

    private final Map<String, Command.Result> answers = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final Set<String> answering = new HashSet<>();
    private final List<Progress.Event> events = new ArrayList<>();
    private Path root;

    @BeforeEach
    void aMachineThatCanRunTheNode() throws IOException {
        root = folder.resolve("root");
        write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t000001fffeffffff\n");
        for (String namespace : List.of("ipc", "mnt", "net", "pid", "uts")) {
            write("proc/self/ns/" + namespace, "");
        }
        write("proc/filesystems", "nodev\tproc\nnodev\toverlay\n");
        write("proc/sys/kernel/osrelease", "6.12.1-amd64\n");
        write("proc/meminfo", "MemTotal:       16384000 kB\n");
        write("sys/fs/cgroup/cgroup.controllers", "cpu memory");
        kubeconfig("minikube", "https://192.168.49.2:8443", "minikube.sigs.k8s.io");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void kubeconfig(String context, String server, String maker) throws IOException {
        Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: c
                    cluster:
                      server: %s
                      extensions: [{name: cluster_info, extension: {provider: "%s"}}]
                contexts: [{name: %s, context: {cluster: c, user: u}}]
                users: [{name: u, user: {}}]
                """.formatted(server, maker, context));
    }

    private Command.Result answer(Command command) {
        String words = String.join(" ", command.words());
        commands.add(words);
        Command.Result result = answers.entrySet().stream()
                .filter(a -> words.startsWith(a.getKey()))
                .max(Comparator.comparingInt(a -> a.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(new Command.Result(127, List.of(), List.of("No such file or directory")));
        result.out().forEach(command.onLine());
        return result;
    }

    private void prints(String command, String... lines) {
        answers.put(command, new Command.Result(0, List.of(lines), List.of()));
    }

    private Clusters clusters() {
        return clusters("Linux");
    }

    private Clusters clusters(String os) {
        Workspace workspace = new Workspace(
                folder.resolve("home"),
                folder,
                folder.resolve(".slipway"),
                Map.of("KUBECONFIG", folder.resolve("config").toString()));
        return new Clusters(
                workspace,
                program -> {
                    throw new AssertionError("nothing is to be compiled here: " + program);
                },
                events::add,
                this::answer,
                (file, context) -> answering.contains(context) ? Optional.of("1.37.2") : Optional.empty(),
                root,
                os);
    }

    private Check check(String id) throws InterruptedException {
        return clusters().examine(Clusters.Choice.ANY).stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Failure startFails(Clusters.Choice choice) {
        return catchThrowableOfType(SlipwayFailure.class, () -> clusters().start(choice))
                .failure();
    }

    @Test
    void withoutAnyToolTheEmbeddedNodeIsTakenAndTheOthersAreNotes() throws InterruptedException {
        List<Check> checks = clusters().examine(Clusters.Choice.ANY);
        assertThat(checks)
                .extracting(Check::id)
                .containsExactly(
                        "G1.provider.minikube",
                        "G1.provider.kind",
                        "G1.provider.k3d",
                        "G1.provider.docker-desktop",
                        "G1.provider.embedded",
                        "G1.provider.chosen");
        assertThat(checks.subList(0, 4)).allSatisfy(c -> {
            assertThat(c.status()).isEqualTo(Check.Status.NOTE);
            assertThat(c.evidence()).contains("not installed");
            assertThat(c.fix()).startsWith("https://");
            assertThat(c.requirements()).contains("P1", "R2", "D1");
        });
        assertThat(checks.getLast().evidence()).startsWith("embedded: no other cluster runs here");
    }

    @Test
    void aToolsClusterOnAnotherMachineIsNotCalledLocal() throws Exception {
        kubeconfig("minikube", "https://build.example.org:8443", "minikube.sigs.k8s.io");
        prints("minikube status", HEALTHY);
        answering.add("minikube");

        assertThat(clusters().running(Clusters.Choice.ANY).orElseThrow().local())
                .isFalse();
    }

    @Test
    void theContextThatWasNamedIsTheOneThatIsTold() throws InterruptedException {
        Check gone = clusters().examine(new Clusters.Choice("", "gone")).getLast();
        assertThat(gone.id()).isEqualTo("G1.provider.chosen");
        assertThat(gone.status()).isEqualTo(Check.Status.FAIL);
        assertThat(gone.evidence()).startsWith("no context gone in");
        assertThat(gone.fix()).contains("KUBECONFIG");
        answering.add("minikube");
        Check there = clusters().examine(new Clusters.Choice("", "minikube")).getLast();
        assertThat(there.status()).isEqualTo(Check.Status.PASS);
        assertThat(there.evidence()).startsWith("context: it was named; context minikube leads to");
    }

    @Test
    void aRunningMinikubeIsTaken() throws InterruptedException {
        prints("minikube status", HEALTHY);
        answering.add("minikube");
        assertThat(check("G1.provider.chosen").evidence()).startsWith("minikube: it runs already");
        Cluster cluster = clusters().running(Clusters.Choice.ANY).orElseThrow();
        assertThat(cluster)
                .isEqualTo(new Cluster(
                        "minikube", "minikube", folder.resolve("config").toString(), "minikube", "1.37.2", true, ""));
    }

    @Test
    void aMinikubeWhoseServerDoesNotAnswerIsPassedOver() throws InterruptedException {
        prints("minikube status", HEALTHY);
        Check minikube = check("G1.provider.minikube");
        assertThat(minikube.status()).isEqualTo(Check.Status.NOTE);
        assertThat(minikube.fix()).contains("minikube update-context");
        assertThat(check("G1.provider.chosen").evidence()).startsWith("embedded");
    }

    @Test
    void aMinikubeWithoutADriverIsNotTried() throws InterruptedException {
        answers.put("minikube status", new Command.Result(85, List.of("* Profile \"minikube\" not found."), List.of()));
        Failure failure = startFails(new Clusters.Choice("minikube", ""));
        assertThat(failure.id()).isEqualTo("SLIP-418");
        assertThat(failure.why()).contains("no driver");
        assertThat(commands).noneMatch(c -> c.startsWith("minikube start"));
    }

    @Test
    void aStoppedMinikubeIsStartedWithFittingResourcesAndToldStepByStep() throws InterruptedException {
        prints("minikube status", STOPPED);
        prints("minikube start", """
                {"data":{"currentstep":"5","message":"Creating container\\n","name":"Creating Container","totalsteps":"20"},"type":"io.k8s.sigs.minikube.step"}""");
        answering.add("minikube");
        assertThat(clusters().start(new Clusters.Choice("minikube", "")).provider())
                .isEqualTo("minikube");
        assertThat(commands)
                .filteredOn(c -> c.startsWith("minikube start"))
                .singleElement()
                .asString()
                .contains("--memory=8000mb")
                .doesNotContain("fail-cgroupv1");
        assertThat(events)
                .filteredOn(Progress.Event.Advanced.class::isInstance)
                .map(Progress.Event.Advanced.class::cast)
                .anySatisfy(a -> assertThat(a.fraction()).isEqualTo(0.25));
    }

    @Test
    void onOldControlGroupsMinikubeIsToldSo() throws InterruptedException, IOException {
        Files.delete(root.resolve("sys/fs/cgroup/cgroup.controllers"));
        Files.createDirectories(root.resolve("sys/fs/cgroup/memory"));
        prints("minikube status", STOPPED);
        prints("minikube start");
        answering.add("minikube");
        clusters().start(new Clusters.Choice("minikube", ""));
        assertThat(commands).anyMatch(c -> c.contains("--extra-config=kubelet.fail-cgroupv1=false"));
    }

    @Test
    void minikubesOwnReasonIsTold() {
        prints("minikube status", STOPPED);
        answers.put(
                "minikube start",
                new Command.Result(
                        80, List.of(), List.of("X Exiting due to GUEST_START: failed to start node: no cgroups")));
        Failure failure = startFails(new Clusters.Choice("minikube", ""));
        assertThat(failure.why()).isEqualTo("GUEST_START: failed to start node: no cgroups");
        assertThat(failure.fix()).contains("--provider embedded");
    }

    @Test
    void aKindClusterIsCreatedWhereDockerAnswers() throws Exception {
        prints("kind get clusters");
        prints("docker info", ENGINE);
        prints("kind create cluster --name slipway");
        kubeconfig("kind-slipway", "https://127.0.0.1:34567", "");
        assertThat(check("G1.provider.kind").evidence()).contains("Docker 29.1.2 answers");
        assertThat(check("G1.provider.chosen").evidence()).startsWith("embedded");

        assertThat(startFails(new Clusters.Choice("kind", "")).why()).contains("no API server answers");
        answering.add("kind-slipway");
        prints("kind get clusters", "other", "slipway");
        Cluster cluster = clusters().start(new Clusters.Choice("kind", ""));
        assertThat(cluster.context()).isEqualTo("kind-slipway");
        assertThat(cluster.local()).isTrue();
    }

    @Test
    void aStoppedK3dClusterIsStartedAndNotMadeAnew() throws Exception {
        prints("k3d cluster list", "[{\"name\":\"slipway\",\"serversCount\":1,\"serversRunning\":0}]");
        prints("docker info", ENGINE);
        prints("k3d cluster start slipway");
        kubeconfig("k3d-slipway", "https://0.0.0.0:41000", "");
        answering.add("k3d-slipway");
        assertThat(clusters().start(new Clusters.Choice("k3d", "")).name()).isEqualTo("slipway");
        assertThat(commands).noneMatch(c -> c.contains("k3d cluster create"));
    }

    @Test
    void dockerDesktopWithoutKubernetesSaysHowToEnableIt() throws InterruptedException {
        prints("docker info", "{\"ServerVersion\":\"29.1.2\",\"OperatingSystem\":\"Docker Desktop\"}");
        Check check = check("G1.provider.docker-desktop");
        assertThat(check.evidence()).contains("without Kubernetes");
        assertThat(check.fix()).contains("settings");
    }

    @Test
    void imagesGoInByTheToolsOwnCommandAsAWholeArchive() throws Exception {
        prints("minikube -p minikube image load");
        prints("kind load image-archive");
        prints("k3d image import");
        prints("docker load --input");
        Map<String, String> contexts = Map.of(
                "minikube",
                "minikube",
                "kind",
                "kind-slipway",
                "k3d",
                "k3d-slipway",
                "docker-desktop",
                "docker-desktop");
        for (Map.Entry<String, String> each : contexts.entrySet()) {
            ImageStore store =
                    clusters().images(new Cluster(each.getKey(), "slipway", "/k", each.getValue(), "1.37.2", true, ""));
            assertThat(store.held()).isEmpty();
            store.load(out -> out.write("archive".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(commands)
                .anyMatch(c -> c.matches("kind load image-archive \\S+\\.tar --name slipway"))
                .anyMatch(c -> c.matches("k3d image import \\S+\\.tar --cluster slipway"))
                .anyMatch(c -> c.matches("minikube -p minikube image load \\S+\\.tar"))
                .anyMatch(c -> c.matches("docker load --input \\S+\\.tar"));
    }

    @Test
    void aNamedContextIsUsedAndKnownByItsAddress() throws Exception {
        kubeconfig("prod", "https://k8s.example.com:6443", "");
        answering.add("prod");
        Cluster cluster = clusters().running(new Clusters.Choice("", "prod")).orElseThrow();
        assertThat(cluster.provider()).isEqualTo("context");
        assertThat(cluster.local()).isFalse();
        Failure failure = catchThrowableOfType(
                        SlipwayFailure.class, () -> clusters().images(cluster).load(out -> {}))
                .failure();
        assertThat(failure.id()).isEqualTo("SLIP-419");
    }

    @Test
    void aContextThatOnlyHasALocalNameIsNotLocal() throws Exception {
        kubeconfig("kind-slipway", "https://10.1.2.3:6443", "");
        answering.add("kind-slipway");
        Cluster cluster =
                clusters().running(new Clusters.Choice("", "kind-slipway")).orElseThrow();
        assertThat(cluster.local()).isFalse();
        assertThat(cluster.provider()).isEqualTo("context");
    }

    @Test
    void anUnknownContextNamesThoseThereAreAndTakesNoOther() {
        Failure failure = startFails(new Clusters.Choice("", "staging"));
        assertThat(failure.id()).isEqualTo("SLIP-409");
        assertThat(failure.why()).contains("no context staging").contains("minikube");
        assertThat(commands).isEmpty();
    }

    @Test
    void anUnknownProviderNamesThoseThereAre() {
        assertThat(startFails(new Clusters.Choice("swarm", "")).why()).contains("embedded, minikube, kind, k3d");
    }

    @Test
    void whatTheMachineLacksIsSaidAtOnceWithWhatElseServes() throws Exception {
        write("proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0\n");
        write("proc/filesystems", "ext4\n");
        write("proc/sys/kernel/osrelease", "4.19.0\n");
        Failure failure = startFails(new Clusters.Choice("embedded", ""));
        assertThat(failure.id()).isEqualTo("SLIP-410");
        assertThat(failure.why()).contains("root", "overlay", "5.10");
        assertThat(failure.fix()).contains("minikube", "kind", "k3d", "--context");
    }

    @Test
    void aRootWithoutItsRightsIsToldWhichItLacks() throws Exception {
        write("proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n");
        assertThat(check("G1.provider.embedded").evidence())
                .contains("CAP_NET_ADMIN")
                .contains("CAP_SYS_ADMIN");
    }

    @Test
    void elsewhereThanOnLinuxAToolThatCanStartIsTaken() throws Exception {
        prints("kind get clusters");
        prints("docker info", ENGINE);
        Check chosen = clusters("Mac OS X").examine(Clusters.Choice.ANY).getLast();
        assertThat(chosen.evidence()).startsWith("kind: the embedded node cannot run here");
    }

    @Test
    void whereNothingServesTheChoiceFailsWithAllThatWasFound() throws Exception {
        Clusters onMac = clusters("Mac OS X");
        assertThat(onMac.examine(Clusters.Choice.ANY).getLast().status()).isEqualTo(Check.Status.FAIL);
        Failure failure = catchThrowableOfType(SlipwayFailure.class, () -> onMac.start(Clusters.Choice.ANY))
                .failure();
        assertThat(failure.evidence()).hasSize(5).anyMatch(l -> l.contains("Mac OS X"));
    }

    @Test
    void aNodeThatWasNeverStartedIsAbsentAndNothingIsDoneToIt() throws InterruptedException {
        Clusters clusters = clusters();
        assertThat(clusters.status().phase()).isEqualTo("absent");
        clusters.stop();
        clusters.delete();
        assertThat(commands).isEmpty();
    }

    @Test
    void aNodeThatACommandUsesIsNeitherStoppedNorDeleted() throws Exception {
        Workspace workspace = Workspace.of(
                folder, Map.of("SLIPWAY_HOME", folder.resolve("home").toString()));
        try (ClusterUse first = ClusterUse.of(workspace);
                ClusterUse second = ClusterUse.of(workspace)) {
            assertThatThrownBy(() -> clusters().stop()).hasMessageContaining("SLIP-904");
            second.close();
            assertThatThrownBy(() -> clusters().delete()).hasMessageContaining("SLIP-904");
        }
        clusters().stop();
    }

    @Test
    void aNodeThatEndedAndIsNotReapedDoesNotRunAndStoppingItSignalsNobody() throws Exception {
        Path node = Files.createDirectories(folder.resolve("home/clusters/slipway"));
        // A parent that asks after none of its children, as the first process of many a container.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try {
            long pid = Long.parseLong(parent.inputReader().readLine());
            ProcessIdentity child = ProcessIdentity.of(pid).orElseThrow();
            Files.writeString(node.resolve("pid"), child.pid() + " " + child.start() + "\n");
            assertThat(clusters().status().phase()).isEqualTo("starting");
            child.process().orElseThrow().destroyForcibly();
            while (child.alive()) {
                Thread.sleep(10);
            }

            assertThat(ProcessHandle.of(pid)).as("not reaped").isPresent();
            assertThat(clusters().status().phase()).isEqualTo("stopped");
            clusters().stop();
            assertThat(parent.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void stoppingANodeThatAnEarlierSlipwayStartedDoesNotEndAParentThatIsNoNode() throws Exception {
        Path node = Files.createDirectories(folder.resolve("home/clusters/slipway"));
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait; sleep 600").start();
        try {
            ProcessIdentity child = ProcessIdentity.of(
                            Long.parseLong(parent.inputReader().readLine()))
                    .orElseThrow();
            Files.writeString(node.resolve("pid"), child.pid() + " " + child.start() + "\n");

            clusters().stop();

            assertThat(child.alive()).isFalse();
            assertThat(parent.isAlive()).isTrue();
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    @Test
    void whatOutlivesTheCommandHasNothingOfItsEnvironment() throws Exception {
        Path log = folder.resolve("log");

        new DetachedProcess(List.of("env"), log).startAlone().waitFor();

        assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> line.matches("(PATH|HOME|LANG)=.*"));
    }

    @Test
    void aCommandThatNeitherReadsNorEndsIsEnded() throws Exception {
        Command.Result result =
                Pipe.into(List.of("sleep", "600"), out -> out.write(new byte[1 << 22]), Duration.ofMillis(300));

        assertThat(result.exit()).isEqualTo(124);
        assertThat(result.err()).singleElement().asString().contains("did not end within");
    }

    @Test
    void aStartThatIsBrokenOffLeavesNoNode() throws IOException {
        Process node = new ProcessBuilder("sleep", "600").start();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new NodeStartup("node", folder, folder.resolve("node.log"), events::add).await(node))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(node.isAlive()).isFalse();
    }
}
