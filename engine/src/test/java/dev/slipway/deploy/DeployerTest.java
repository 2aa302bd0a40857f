package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.ImageStore;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.supply.NodeSupply;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {
    private static final Application SHOP = Shop.APPLICATION;

    @TempDir
    Path dir;

    private final List<Progress.Event> events = new ArrayList<>();
    private final RecordedReleases releases = new RecordedReleases();
    private final ServingForwards forwards = new ServingForwards();
    private final FakeStore store = new FakeStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();
    private Runnable atThirdLook = () -> {};
    /** Every look at it costs a second. */
    private final Time time = new Time() {
        @Override
        public Instant now() {
            return now.getAndUpdate(i -> i.plusSeconds(1));
        }

        @Override
        public Duration steady() {
            if (looks.incrementAndGet() == 3) {
                atThirdLook.run();
            }
            return Duration.ofSeconds(looks.get());
        }
    };

    private Shop shop = new Shop(Path.of("."));
    private FakeCluster cluster;
    private Images images;
    private Chart chart;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop(dir);
        cluster = new FakeCluster(dir);
        images = shop.images("first");
        chart = shop.chart("1");
        releases.made = () -> {
            cluster.service("shop", "backend", true);
            cluster.service("shop", "frontend", true);
        };
        releases.removed = () -> cluster.client.pods().inNamespace("shop").delete();
    }

    @AfterEach
    void stop() {
        forwards.close();
        cluster.close();
    }

    @Test
    void anApplicationIsInstalledReachedAndJudged() throws Exception {
        Gated<Release> deployed = deploy();

        assertThat(deployed.gate().checks())
                .allSatisfy(c ->
                        assertThat(c.status()).as(c.id() + " " + c.evidence()).isEqualTo(Check.Status.PASS));
        assertThat(deployed.gate().checks())
                .extracting(Check::id)
                .contains(
                        "G4.objects",
                        "G4.pods",
                        "G4.restarts",
                        "G4.endpoints.backend",
                        "G4.endpoints.frontend",
                        "G4.reachable.backend",
                        "G4.reachable.frontend");
        assertThat(releases.calls).containsExactly("apply " + deployed.value().url());
        assertThat(deployed.value().urls())
                .containsEntry("frontend", deployed.value().url());
        assertThat(cluster.client
                        .namespaces()
                        .withName("shop")
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
                .containsEntry("app.kubernetes.io/part-of", "shop");
        assertThat(events)
                .anySatisfy(e -> assertThat(e.detail()).isEqualTo("backend 1/1, frontend 1/1"))
                .anySatisfy(e -> assertThat(e.step()).isEqualTo("images"));
    }

    @Test
    void aClusterThatTakesNoImagesIsLeftAsItIs() {
        SlipwayFailure refused = new SlipwayFailure(new Failure("SLIP-419", "No images.", "none", "none"));
        ImageStore none = new ImageStore() {
            @Override
            public Set<String> held() {
                return Set.of();
            }

            @Override
            public void load(ArchiveSource archive) {
                throw refused;
            }
        };

        assertThatThrownBy(() -> deployer(none).deploy(SHOP, images, chart, cluster.cluster(true), Consent.NONE))
                .isSameAs(refused);
        assertThat(cluster.client.namespaces().withName("shop").get()).isNull();
    }

    @Test
    void theSecondTimeNothingIsDoneAndThatIsSaid() throws Exception {
        Gated<Release> first = deploy();
        events.clear();

        Gated<Release> second = deploy();

        assertThat(releases.calls).hasSize(1);
        assertThat(store.loads).hasSize(1);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.gate().open()).isTrue();
        assertThat(events)
                .filteredOn(Progress.Event.Skipped.class::isInstance)
                .extracting(Progress.Event::step)
                .containsExactly("images", "release");
    }

    @Test
    void afterAChangeOnlyTheLayersThatTheNodeLacksAreSent() throws Exception {
        deploy();
        images = shop.images("second");
        chart = shop.chart("2");

        Gated<Release> changed = deploy();

        // Manifest, configuration and the one layer with the code: the layer below is there.
        assertThat(store.loads.getLast()).hasSize(3);
        assertThat(changed.value().revision()).isEqualTo(2);
    }

    @Test
    void theAddressIsKeptWhenTheForwardsWereClosed() throws Exception {
        String url = deploy().value().url();
        forwards.close();

        assertThat(deploy().value().url()).isEqualTo(url);
    }

    @Test
    void aFirstReleaseThatCannotStartIsNamedRemovedAndItsLogKept() throws Exception {
        releases.made = () -> {
            cluster.service("shop", "frontend", false);
            cluster.crashing("shop", "backend", """
                    Traceback (most recent call last):
                      File "/app/app/db.py", line 14, in <module>
                        url = os.environ["DATABASE_URL"]
                    KeyError: 'DATABASE_URL'
                    """);
        };

        Failure failure = failure();

        assertThat(failure.id()).isEqualTo("SLIP-457");
        assertThat(failure.why()).contains("DATABASE_URL is not set", "/app/app/db.py:14", "KeyError: 'DATABASE_URL'");
        assertThat(failure.state()).contains("nothing was running before", "evidence");
        assertThat(failure.fix()).contains("services.backend.env.DATABASE_URL");
        assertThat(releases.calls.getLast()).isEqualTo("uninstall");
        Path kept = Path.of(failure.state().replaceFirst(".* kept in ", ""));
        assertThat(kept.resolve("backend-1.backend.log")).content().contains("KeyError");
        assertThat(kept.resolve("pods.yaml")).content().contains("CrashLoopBackOff");
    }

    @Test
    void anUpgradeThatCannotStartGoesBackToTheRevisionThatWorked() throws Exception {
        deploy();
        chart = shop.chart("2");
        releases.made = () -> cluster.crashing("shop", "backend", "Error: Cannot find module 'express'");
        releases.restored = () -> cluster.service("shop", "backend", true);

        Failure failure = failure();

        assertThat(failure.id()).isEqualTo("SLIP-458");
        assertThat(failure.why()).contains("express");
        assertThat(releases.calls.getLast()).isEqualTo("rollback 1");
        assertThat(failure.state()).startsWith("revision 1 of 2026-11-23 18:40:12 serves again, as revision 3");
    }

    @Test
    void whatWasPutBackAndDoesNotServeIsNotSaidToServe() throws Exception {
        deploy();
        chart = shop.chart("2");
        releases.made = () -> cluster.crashing("shop", "backend", "Error: Cannot find module 'express'");

        assertThat(failure().state())
                .startsWith(
                        "revision 1 of 2026-11-23 18:40:12 was put back but is not ready yet (backend 0/1 (ended 4 times)");
    }

    @Test
    void whatIsNotReadyInTimeIsToldAsItWasSeenLast() {
        releases.made = () -> {
            cluster.service("shop", "backend", false);
            cluster.service("shop", "frontend", false);
        };

        Failure failure = failure();

        assertThat(failure.id()).isEqualTo("SLIP-422");
        assertThat(failure.evidence().getFirst())
                .isEqualTo("seen last: backend 0/1 (pods are being made), frontend 0/1 (waits for backend)");
    }

    @Test
    void aClockThatIsSetForwardEndsNoRollout() throws Exception {
        releases.made = () -> {
            cluster.service("shop", "backend", false);
            cluster.service("shop", "frontend", false);
        };
        atThirdLook = () -> {
            now.getAndUpdate(i -> i.plus(Duration.ofHours(1)));
            cluster.service("shop", "backend", true);
            cluster.service("shop", "frontend", true);
        };

        assertThat(deploy().gate().open()).isTrue();
    }

    @Test
    void anAddressThatStreamsWithoutAnEndIsReached() throws Exception {
        forwards.endless = true;

        assertThat(deploy().gate().open()).isTrue();
    }

    @Test
    void aReleaseThatWasLeftHalfDoneIsMendedFirst() throws Exception {
        deploy();
        chart = shop.chart("2");
        releases.add("pending-upgrade", "Preparing upgrade");

        deploy();

        assertThat(releases.calls).element(1).isEqualTo("rollback 1");
        assertThat(releases.calls.getLast()).startsWith("apply ");
        assertThat(events)
                .filteredOn(Progress.Event.Noted.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(e.detail()).contains("revision 2 was left pending-upgrade", "revision 1"));
    }

    @Test
    void aChartThatTheClusterRefusesLeavesWhatWasThere() throws Exception {
        deploy();
        chart = shop.chart("2");
        releases.refusal = new SlipwayFailure(new Failure("SLIP-420", "refused", "field is immutable", "mend it"));

        Failure failure = failure();

        assertThat(failure.id()).isEqualTo("SLIP-420");
        assertThat(failure.state()).contains("revision 1", "serves again");
    }

    @Test
    void anApplicationThatDoesNotAnswerClosesTheGate() throws Exception {
        forwards.status = 200;
        releases.made = () -> {
            cluster.service("shop", "backend", true);
            cluster.service("shop", "frontend", true);
            cluster.client.services().inNamespace("shop").withName("backend").delete();
        };

        Gated<Release> deployed = deploy();

        assertThat(deployed.gate().open()).isFalse();
        assertThat(deployed.gate().checks())
                .filteredOn(c -> c.status() == Check.Status.FAIL)
                .singleElement()
                .satisfies(c -> assertThat(c.evidence()).isEqualTo("missing: Service/backend"));
    }

    @Test
    void aClusterThatIsNotKnownToBeLocalIsNotTouchedUnlessItIsNamed() throws Exception {
        int before = cluster.requests();

        SlipwayFailure refused = catchThrowableOfType(
                SlipwayFailure.class,
                () -> deployer().deploy(SHOP, images, chart, cluster.cluster(false), new Consent("another", false)));
        SlipwayFailure kept = catchThrowableOfType(
                SlipwayFailure.class, () -> deployer().remove(SHOP, cluster.cluster(false), false, Consent.NONE));

        assertThat(refused.failure().id()).isEqualTo("SLIP-490");
        assertThat(kept.failure().id()).isEqualTo("SLIP-490");
        assertThat(cluster.requests()).isEqualTo(before);
        assertThat(deployer()
                        .deploy(SHOP, images, chart, cluster.cluster(false), new Consent("test", false))
                        .gate()
                        .open())
                .isTrue();
    }

    @Test
    void removingTakesTheDataAndTheNamespaceUnlessTheDataIsToBeKept() throws Exception {
        deploy();
        cluster.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("data-postgres-0")
                        .withNamespace("shop")
                        .withLabels(FakeCluster.labels("shop", "postgres"))
                        .endMetadata()
                        .build())
                .create();

        deployer().remove(SHOP, cluster.cluster(true), true, Consent.NONE);
        assertThat(claims()).isEqualTo(1);
        assertThat(forwards.open("shop")).isEmpty();

        deployer().remove(SHOP, cluster.cluster(true), false, Consent.NONE);
        assertThat(claims()).isZero();
        assertThat(cluster.client.namespaces().withName("shop").get()).isNull();
    }

    @Test
    void aNamespaceThatWasThereBeforeStays() throws Exception {
        cluster.namespace("shop");
        deployer().deploy(SHOP, images, chart, cluster.cluster(true), new Consent("", true));

        deployer().remove(SHOP, cluster.cluster(true), false, Consent.NONE);

        assertThat(cluster.client.namespaces().withName("shop").get()).isNotNull();
    }

    @Test
    void statusTellsWhatRunsAndWhatDoesNot() throws Exception {
        deploy();
        cluster.crashing("shop", "backend", "Error: connect ECONNREFUSED 10.0.0.7:5432");

        Status status = deployer().status(SHOP, cluster.cluster(true));

        assertThat(status.state()).isEqualTo("deployed");
        assertThat(status.workloads())
                .extracting(Workload::line)
                .containsExactly("backend 0/1 (ended 4 times)", "frontend 1/1");
        assertThat(status.causes()).extracting(c -> c.id()).containsExactly("SLIP-459");
        assertThat(status.urls()).containsKey("frontend");
    }

    @Test
    void logsAreToldWithTheirPod() throws Exception {
        deploy();
        cluster.crashing("shop", "backend", "one\ntwo\n");
        List<LogLine> lines = new ArrayList<>();

        deployer().logs(SHOP, cluster.cluster(true), "backend", false, lines::add);

        assertThat(lines)
                .containsExactly(
                        new LogLine("backend", "backend-1", "backend", "one"),
                        new LogLine("backend", "backend-1", "backend", "two"));
    }

    @Test
    void aRolloutThatIsBrokenOffSaysNothingOfTheCluster() {
        releases.made = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(this::deploy).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(events).noneMatch(e -> e.detail().contains("no answer"));
    }

    @Test
    void aLookThatIsBrokenOffIsNoFailureOfTheCluster() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> deployer().status(SHOP, cluster.cluster(true)))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    private int claims() {
        return cluster.client
                .persistentVolumeClaims()
                .inNamespace("shop")
                .list()
                .getItems()
                .size();
    }

    private Gated<Release> deploy() throws InterruptedException {
        return deployer().deploy(SHOP, images, chart, cluster.cluster(true), Consent.NONE);
    }

    private Failure failure() {
        return catchThrowableOfType(SlipwayFailure.class, () -> deploy()).failure();
    }

    private Deployer deployer() {
        return deployer(store);
    }

    private Deployer deployer(ImageStore images) {
        return new Deployer(
                Workspace.of(dir, Map.of("SLIPWAY_HOME", dir.toString())),
                events::add,
                c -> releases,
                new NodeSupply(images, events::add),
                forwards,
                time,
                Duration.ofSeconds(20),
                NamespaceLease.Timing.USUAL);
    }
}
