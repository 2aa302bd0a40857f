package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.chart.Chart;
import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.supply.RegistrySupply;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster whose nodes take no images from this machine, and a registry between them. */
class RegistryDeployTest {
    private static final ImageStore NODES = new ImageStore() {
        @Override
        public Set<String> held() {
            return Set.of();
        }

        @Override
        public void load(ArchiveSource archive) {
            throw new SlipwayFailure(new Failure("SLIP-419", "No images.", "none", "--registry"));
        }
    };

    @TempDir
    Path dir;

    private final List<Progress.Event> events = new ArrayList<>();
    private final RecordedReleases releases = new RecordedReleases();
    private final ServingForwards forwards = new ServingForwards();
    private StandInRegistry registry;
    private FakeCluster cluster;
    private Shop shop;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop(dir);
        registry = new StandInRegistry();
        cluster = new FakeCluster(dir);
        releases.made = () -> {
            cluster.service("shop", "backend", true);
            cluster.service("shop", "frontend", true);
        };
    }

    @AfterEach
    void stop() {
        forwards.close();
        cluster.close();
        registry.close();
    }

    private void deploy(Optional<String> named) throws Exception {
        deployer(named)
                .deploy(Shop.APPLICATION, shop.images("first"), shop.chart("1"), cluster.cluster(true), Consent.NONE);
    }

    private Deployer deployer(Optional<String> named) {
        Workspace workspace = Workspace.of(
                dir, Map.of("SLIPWAY_HOME", dir.toString(), "HOME", dir.toString(), "PATH", "/usr/bin:/bin"));
        return new Deployer(
                workspace,
                events::add,
                c -> releases,
                new RegistrySupply(workspace, named, NODES, forwards, events::add),
                forwards,
                Time.SYSTEM,
                Duration.ofSeconds(20),
                NamespaceLease.Timing.USUAL);
    }

    private Optional<String> named() {
        return Optional.of(registry.host() + "/team");
    }

    private String values() throws IOException {
        Chart chart = releases.charts.getLast();
        return Files.readString(Path.of(chart.values().getLast()));
    }

    private Failure failure(Optional<String> named) {
        return catchThrowableOfType(SlipwayFailure.class, () -> deploy(named)).failure();
    }

    @Test
    void imagesArePushedAndPulledByTheirDigests() throws Exception {
        deploy(named());

        assertThat(registry.manifests.keySet()).containsExactly("/v2/team/shop-backend/manifests/first");
        assertThat(values())
                .contains(registry.host() + "/team/shop-backend")
                .contains("sha256:" + registry.manifests.values().iterator().next())
                .doesNotContain("imagePullSecrets");
        assertThat(events)
                .filteredOn(e -> e instanceof Progress.Event.Done && e.step().equals("images"))
                .singleElement()
                .satisfies(e -> assertThat(e.detail()).startsWith("1 of 1 images to " + registry.host() + "/team"));
    }

    @Test
    void theSecondTimeNothingIsPushed() throws Exception {
        deploy(named());
        registry.requests.clear();

        deploy(named());

        assertThat(registry.requests).noneMatch(line -> line.startsWith("PATCH") || line.startsWith("PUT"));
        assertThat(releases.calls).hasSize(1);
    }

    @Test
    void theLoginOfDockerIsUsedAndGivenToThePods() throws Exception {
        registry.account = "me:word";
        String pair = Base64.getEncoder().encodeToString("me:word".getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                Files.createDirectories(dir.resolve(".docker")).resolve("config.json"),
                "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + pair + "\"}}}");

        deploy(named());

        Secret secret = cluster.client
                .secrets()
                .inNamespace("shop")
                .withName("slipway-registry")
                .get();
        assertThat(secret.getType()).isEqualTo("kubernetes.io/dockerconfigjson");
        assertThat(new String(
                        Base64.getDecoder().decode(secret.getData().get(".dockerconfigjson")), StandardCharsets.UTF_8))
                .contains(registry.host(), pair);
        assertThat(values()).contains("imagePullSecrets:\n  - name: slipway-registry");
    }

    @Test
    void aRegistryThatTheClusterTellsOfIsTaken() throws Exception {
        cluster.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("local-registry-hosting")
                        .withNamespace("kube-public")
                        .endMetadata()
                        .withData(Map.of(
                                "localRegistryHosting.v1",
                                "host: \"" + registry.host() + "\"\nhostFromContainerRuntime: \"registry:5000\"\n"))
                        .build())
                .create();

        deploy(Optional.empty());

        assertThat(registry.manifests).hasSize(1);
        assertThat(values()).contains("registry:5000/shop-backend");
    }

    @Test
    void withoutARegistryNothingIsChanged() {
        assertThat(failure(Optional.empty()).id()).isEqualTo("SLIP-419");
        assertThat(cluster.client.namespaces().withName("shop").get()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "POST .*,401,SLIP-431,docker login",
        "POST .*,403,SLIP-432,right to push",
        "POST .*,404,SLIP-433,make the repository",
        "PATCH .*,413,SLIP-434,client_max_body_size",
        "POST .*,429,SLIP-435,wait",
        "PUT .*/manifests/.*,400,SLIP-436,OCI images"
    })
    void whatARegistryRefusesIsToldBeforeTheClusterIsTouched(String request, int status, String id, String fix) {
        registry.refusals.put(request, status);
        Failure failure = failure(named());
        assertThat(failure.id()).isEqualTo(id);
        assertThat(failure.fix()).contains(fix);
        assertThat(cluster.client.namespaces().withName("shop").get()).isNull();
        assertThat(releases.calls).isEmpty();
    }

    @Test
    void oneThatIsNotThereIsTold() {
        String host = registry.host();
        registry.close();
        Failure failure = failure(Optional.of(host));
        assertThat(failure.id()).isEqualTo("SLIP-438");
        assertThat(failure.why()).contains(host);
    }

    @Test
    void aNameThatIsNoneIsTold() {
        assertThat(failure(Optional.of("team/app")))
                .satisfies(f -> assertThat(f.id()).isEqualTo("SLIP-439"))
                .satisfies(f -> assertThat(f.why()).contains("docker.io"));
    }

    @Test
    void beforeAnythingIsBuiltTheRegistryIsTried() {
        registry.refusals.put("POST .*", 403);
        assertThat(catchThrowableOfType(
                                SlipwayFailure.class,
                                () -> deployer(named()).claim(Shop.APPLICATION, cluster.cluster(true), Consent.NONE))
                        .failure()
                        .id())
                .isEqualTo("SLIP-432");
    }
}
