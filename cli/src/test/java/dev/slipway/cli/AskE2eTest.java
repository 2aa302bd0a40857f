package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for in words, fixed and taken back on a real node, by the command line, seen through the API. */
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AskE2eTest {
    private static final String NIGHTLY =
            "-Dslipway.ask=all (or -Pnightly): the whole takes minutes, and the first two tests are for every build";
    private Terminal terminal;
    private PracticeNode node;
    private KubernetesClient client;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temp) throws Exception {
        folder = temp;
        node = PracticeNode.start("ask-e2e", temp);
        client = node.client();
        terminal = new Terminal(node.env());
    }

    @AfterAll
    void end() throws InterruptedException {
        if (node != null) {
            node.close();
        }
    }

    private Terminal.Said ask(String text, String... more) {
        String[] words = new String[more.length + 6];
        System.arraycopy(new String[] {"ask", text, "-n", "lab", "--provider", "embedded"}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return terminal.run(words);
    }

    private void done(String text) {
        Terminal.Said said = ask(text, "--yes");
        assertThat(said.exit()).as(text + "\n" + said.all()).isZero();
    }

    private static boolean failed(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(c -> c.getState().getWaiting() != null
                        && c.getState().getWaiting().getReason() != null
                        && !c.getState().getWaiting().getReason().equals("ContainerCreating"));
    }

    private Deployment deployment(String name) {
        return client.apps().deployments().inNamespace("lab").withName(name).get();
    }

    @Test
    @Order(1)
    void severalRequestsInOneTextAreMadeInOrderAndSeen() {
        Terminal.Said said = ask(
                "Create a namespace lab. Create a deployment web with image nginx:1.27, 2 replicas and port 80 in"
                        + " namespace lab, then expose it on port 8080 and set its memory limit to 64Mi",
                "--yes");
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out())
                .contains("✓ -n lab deployment/web 2 of 2 pods ready")
                .contains("service/web");
        assertThat(deployment("web").getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(deployment("web")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getLimits())
                .containsKey("memory");
        assertThat(client.services()
                        .inNamespace("lab")
                        .withName("web")
                        .get()
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getPort())
                .isEqualTo(8080);
    }

    @Test
    @Order(2)
    void theCommonObjectsAreMade() {
        done("create a pod pair with 2 containers, one using busybox:1.36 and another using nginx:1.27, sharing an"
                + " emptyDir at /shared");
        done("create a configmap look with color=blue and a secret named door with key=open");
        done("create a job greet with busybox:1.36 and the command \"echo hello\"");
        done("create a cronjob tick with busybox:1.36 every 10 minutes running \"date\"");
        done("create a statefulset kv with image nginx:1.27 and 1Gi of storage at /data");
        done(
                "Create a role reader that can get and list pods and bind it to service account bot. Create a quota with 30"
                        + " pods. Create a pdb for web with min available 1. Create a limit range with default memory 64Mi. Allow only"
                        + " pair to reach web on port 80. Autoscale web between 2 and 4 replicas at 70% cpu. Create an ingress for web"
                        + " with host web.example.com.");
        done("create a daemonset probe with busybox:1.36");
        assertThat(client.pods()
                        .inNamespace("lab")
                        .withName("pair")
                        .get()
                        .getSpec()
                        .getContainers())
                .hasSize(2);
        assertThat(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace("lab")
                        .withName("greet")
                        .get()
                        .getStatus()
                        .getSucceeded())
                .isEqualTo(1);
        assertThat(client.rbac().roleBindings().inNamespace("lab").list().getItems())
                .hasSize(1);
        assertThat(client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace("lab")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace("lab")
                        .withName("web")
                        .get())
                .isNotNull();
        assertThat(client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace("lab")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace("lab")
                        .withName("kv")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(1);
    }

    @Test
    @Order(3)
    @EnabledIfSystemProperty(named = "slipway.ask", matches = "all", disabledReason = NIGHTLY)
    void whatIsThereIsChanged() {
        done("delete the hpa web, then scale web to 3");
        assertThat(deployment("web").getStatus().getReadyReplicas()).isEqualTo(3);
        done("update web to nginx:1.26");
        assertThat(deployment("web")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("nginx:1.26");
        done("set MODE to fast on web and add a readiness probe on port 80 with path /");
        done("roll back web to revision 1");
        assertThat(deployment("web")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("nginx:1.27");
        done("mount the configmap look into web at /etc/look");
        done("label deployment web with tier=front");
        done("delete pod pair");
        assertThat(client.pods().inNamespace("lab").withName("pair").get()).isNull();
    }

    @Test
    @Order(4)
    @EnabledIfSystemProperty(named = "slipway.ask", matches = "all", disabledReason = NIGHTLY)
    void whatIsAskedIsAnswered() {
        assertThat(ask("which pods have no limits?").out())
                .contains("statefulset/kv")
                .contains("no limits: 4 of 5");
        assertThat(ask("show the logs of greet").out()).contains("hello");
        assertThat(ask("list the images").out()).contains("nginx:1.27");
        assertThat(ask("analyze the cluster health").out()).contains("of 100");
        assertThat(ask("optimize resource allocation").out()).contains("would fit");
        assertThat(ask("how many pods are running?").out()).contains("pods in namespace lab");
        assertThat(ask("scale wbe to 2", "--read-only").out())
                .contains("deployment/web")
                .contains("Nothing was changed");
        assertThat(ask("scale nothing-like-it to 2").exit()).isEqualTo(2);
        assertThat(ask("brew me some tea").out()).contains("Not understood");
    }

    @Test
    @Order(5)
    @EnabledIfSystemProperty(named = "slipway.ask", matches = "all", disabledReason = NIGHTLY)
    void nothingIsChangedWithoutConsent() throws Exception {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(ask("scale web to 1").out()).contains("Nothing was changed");
            System.setIn(new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(ask("delete namespace lab").out()).contains("does harm").contains("Nothing was changed");
        } finally {
            System.setIn(before);
        }
        assertThat(ask("delete namespace lab", "--yes", "--read-only").out()).contains("Nothing was changed");
        assertThat(ask("delete the namespace kube-system", "--YES").out()).contains("Not done");
        Path plan = folder.resolve("plan.json");
        assertThat(ask("scale web to 1", "--plan-only", plan.toString()).exit()).isZero();
        assertThat(deployment("web").getSpec().getReplicas()).isEqualTo(3);
        Terminal.Said applied = terminal.run("apply-plan", plan.toString(), "--yes", "--provider", "embedded");
        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(deployment("web").getSpec().getReplicas()).isEqualTo(1);
        Terminal.Said undone = terminal.run("undo", "--yes", "--provider", "embedded");
        assertThat(undone.exit()).as(undone.all()).isZero();
        assertThat(deployment("web").getSpec().getReplicas()).isEqualTo(3);
        Files.writeString(plan, Files.readString(plan).replace("\"edit\"", "\"exec\""));
        assertThat(terminal.run("apply-plan", plan.toString(), "--yes").err()).contains("SLIP-481");
    }

    @Test
    @Order(6)
    @EnabledIfSystemProperty(named = "slipway.ask", matches = "all", disabledReason = NIGHTLY)
    void whatIsBrokenIsMended() throws InterruptedException {
        done("create a deployment shop with image nginx:1.27 and port 80, then expose it");
        client.services().inNamespace("lab").withName("shop").edit(s -> {
            s.getSpec().setSelector(Map.of("app", "shpo"));
            return s;
        });
        Terminal.Said mended = ask("The service shop has no endpoints, fix it", "--yes");
        assertThat(mended.out()).as(mended.all()).contains("SLIP-670");
        assertThat(client.services()
                        .inNamespace("lab")
                        .withName("shop")
                        .get()
                        .getSpec()
                        .getSelector())
                .containsEntry("app", "shop");
        client.apps().deployments().inNamespace("lab").withName("shop").edit(d -> {
            d.getSpec().getTemplate().getSpec().getContainers().getFirst().setCommand(List.of("/no/such/program"));
            return d;
        });
        // The new pod has to have failed before anybody can tell why.
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (client.pods().inNamespace("lab").withLabel("app", "shop").list().getItems().stream()
                        .noneMatch(AskE2eTest::failed)
                && System.nanoTime() < until) {
            Thread.sleep(200);
        }
        Terminal.Said fixed = terminal.run("fix", "deployment/shop", "-n", "lab", "--yes", "--provider", "embedded");
        assertThat(fixed.out()).as(fixed.all()).contains("revision 1").contains("1 of 1 pods ready");
        assertThat(deployment("shop")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getCommand())
                .isEmpty();
    }
}
