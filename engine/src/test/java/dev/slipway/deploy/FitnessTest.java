package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.application.Application;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitnessTest {
    private static final Application NOTES = new Application(
            "notes",
            List.of(new Service(
                    "postgres",
                    Role.DATABASE,
                    "postgres",
                    "postgres",
                    "postgres",
                    5432,
                    List.of(),
                    List.of(),
                    Health.NONE,
                    List.of(),
                    List.of())),
            List.of());

    @TempDir
    Path dir;

    private FakeCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeCluster(dir);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Fitness fitness(Application application) {
        return new Fitness(cluster.client, cluster.cluster(true), application, false);
    }

    private Failure failure(Application application) {
        return catchThrowableOfType(
                        SlipwayFailure.class, () -> fitness(application).check())
                .failure();
    }

    private void storageClass(String name, String isDefault) {
        cluster.client
                .resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withAnnotations(Map.of("storageclass.kubernetes.io/is-default-class", isDefault))
                        .endMetadata()
                        .withProvisioner("test")
                        .build())
                .create();
    }

    @Test
    void nodesOfAnotherProcessorAreToldBeforeAnythingElse() {
        cluster.client
                .nodes()
                .withName("node-1")
                .edit(n -> new NodeBuilder(n)
                        .editStatus()
                        .withNewNodeInfo()
                        .withArchitecture("s390x")
                        .endNodeInfo()
                        .endStatus()
                        .build());
        assertThat(failure(Shop.APPLICATION).id()).isEqualTo("SLIP-440");
        assertThat(failure(Shop.APPLICATION).why()).contains("s390x");
    }

    @Test
    void dataNeedsAStorageClassThatIsTheDefault() {
        assertThat(failure(NOTES))
                .satisfies(f -> assertThat(f.id()).isEqualTo("SLIP-442"))
                .satisfies(f -> assertThat(f.why()).isEqualTo("it has no StorageClass"));
        storageClass("slow", "false");
        assertThat(failure(NOTES).fix()).contains("annotate storageclass slow");
        storageClass("fast", "true");
        assertThatCode(() -> fitness(NOTES).check()).doesNotThrowAnyException();
    }

    @Test
    void anApplicationWithoutDataNeedsNone() {
        assertThatCode(() -> fitness(Shop.APPLICATION).check()).doesNotThrowAnyException();
    }

    @Test
    void whatRunsWithoutIsNoted() {
        cluster.client.network().v1().ingressClasses().delete();
        List<Progress.Event> told = new ArrayList<>();
        fitness(Shop.APPLICATION).tell(told::add);
        assertThat(told).extracting(Progress.Event::detail).anyMatch(text -> text.contains("no Ingress controller"));
    }
}
