package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.application.Application;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.ProcessIdentity;
import dev.slipway.supply.NodeSupply;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a release is, and who may change it at a time. */
class OwnershipTest {
    private static final Consent ADOPT = new Consent("", true);
    private static final NamespaceLease.Timing SHORT =
            new NamespaceLease.Timing(Duration.ofSeconds(60), Duration.ofMillis(700));

    @TempDir
    Path dir;

    private final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
    private final RecordedReleases releases = new RecordedReleases();
    private final ServingForwards forwards = new ServingForwards();
    private FakeCluster cluster;
    private Path first;
    private Path second;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeCluster(dir);
        first = Files.createDirectories(dir.resolve("a/shop"));
        second = Files.createDirectories(dir.resolve("b/shop"));
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
    void anotherFolderOfTheSameNameTouchesNothing() throws Exception {
        deploy(first, Consent.NONE);
        volume();

        Failure refused = refused(second);
        Failure kept = catchThrowableOfType(
                        SlipwayFailure.class,
                        () -> deployer(second).remove(Shop.APPLICATION, cluster.cluster(true), false, Consent.NONE))
                .failure();

        assertThat(refused.id()).isEqualTo("SLIP-492");
        assertThat(refused.why()).contains(first.toRealPath().toString());
        assertThat(refused.fix()).contains("--name", "--adopt");
        assertThat(kept.id()).isEqualTo("SLIP-492");
        assertThat(releases.calls).hasSize(1);
        assertThat(claims()).isEqualTo(1);
        assertThat(forwards.open("shop")).isNotEmpty();
    }

    @Test
    void whatIsAdoptedIsTheAdoptersFromThenOn() throws Exception {
        deploy(first, Consent.NONE);

        deploy(second, ADOPT);
        deploy(second, Consent.NONE);

        assertThat(events)
                .filteredOn(e -> e.step().equals("adopt"))
                .singleElement()
                .satisfies(e -> assertThat(e.detail())
                        .contains("taken over", first.toRealPath().toString()));
        assertThat(refused(first).why()).contains(second.toRealPath().toString());
    }

    @Test
    void aReleaseOfPlainHelmIsNotUpgraded() {
        cluster.namespace("shop");
        secret(3, "");
        releases.add("deployed", "Install complete");

        Failure refused = refused(first);

        assertThat(refused.id()).isEqualTo("SLIP-492");
        assertThat(refused.why()).contains("Helm has a release shop", "Slipway did not make");
        assertThat(releases.calls).isEmpty();
    }

    @Test
    void aReleaseOfPlainHelmInTheApplicationsOwnNamespaceIsNotUpgradedEither() throws Exception {
        deploy(first, Consent.NONE);
        releases.revisions.clear();
        secret(1, "");
        releases.add("deployed", "Install complete");

        assertThat(refused(first).why()).contains("Helm has a release shop");
    }

    @Test
    void somebodysNamespaceIsLeftAsItIs() {
        cluster.namespace("shop");

        assertThat(refused(first).why()).contains("the namespace shop was there before");
        assertThat(cluster.client
                        .namespaces()
                        .withName("shop")
                        .get()
                        .getMetadata()
                        .getLabels())
                .isNullOrEmpty();
    }

    @Test
    void theClustersOwnNamesAreNeverTaken() {
        for (String name : List.of("default", "kube-system", "kube-shop", "cert-manager")) {
            Application named = new Application(name, Shop.APPLICATION.services(), List.of());

            SlipwayFailure refused = catchThrowableOfType(
                    SlipwayFailure.class, () -> deployer(first).claim(named, cluster.cluster(true), ADOPT));

            assertThat(refused.failure().id()).as(name).isEqualTo("SLIP-491");
        }
    }

    @Test
    void aReleaseOfAnEarlierSlipwayIsTheFoldersThatMadeIt() throws Exception {
        earlier();
        record(first, 1);

        deploy(first, Consent.NONE);

        assertThat(Home.id(cluster.client.namespaces().withName("shop").get()))
                .isEqualTo(releases.owners.getLast())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void aReleaseOfAnEarlierSlipwayThatNothingHereTellsOfIsRefused() throws Exception {
        earlier();
        releases.add("deployed", "slipway 0123");
        record(first, 1);

        Failure refused = refused(first);

        assertThat(refused.id()).isEqualTo("SLIP-492");
        assertThat(refused.why()).contains("did not note for whom");
    }

    @Test
    void aFolderThatLostItsNotesIsKnownByItsPlace() throws Exception {
        deploy(first, Consent.NONE);
        PathUtils.deleteDirectory(first.resolve(".slipway"));

        deploy(first, Consent.NONE);

        assertThat(releases.owners).doesNotHaveDuplicates();
    }

    @Test
    void aCopyOfAFolderIsAnotherApplicationAndAMovedOneIsTheSame() throws Exception {
        deploy(first, Consent.NONE);
        PathUtils.copyDirectory(first, second);

        assertThat(refused(second).id()).isEqualTo("SLIP-492");

        Path third = dir.resolve("c");
        Files.move(first, third);
        deploy(third, Consent.NONE);
    }

    @Test
    void aRunThatIsAtWorkIsWaitedForAndNamed() throws Exception {
        deploy(first, Consent.NONE);
        hold(lease("elsewhere/1 77:5"));

        Failure refused = refused(first);

        assertThat(refused.id()).isEqualTo("SLIP-493");
        assertThat(refused.why()).contains("other:/home/ada/shop", "77");
        assertThat(events)
                .anySatisfy(e -> assertThat(e.detail()).contains("waits for the run of other:/home/ada/shop"));
        assertThat(releases.calls).hasSize(1);
    }

    @Test
    void aRunThatWasKilledIsNotWaitedFor() throws Exception {
        deploy(first, Consent.NONE);
        String realm = holderOfThis().replaceFirst(" .*", "");
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        hold(lease(realm + " " + new ProcessIdentity(ended.pid(), "1")));

        deploy(first, Consent.NONE);

        assertThat(lease()).as("given back").isNull();
    }

    @Test
    void aLeaseThatNobodyRenewsIsTakenOver() throws Exception {
        deploy(first, Consent.NONE);
        hold(lease("elsewhere/1 77:5"));

        deployer(first, new NamespaceLease.Timing(Duration.ofMillis(400), Duration.ofSeconds(30)))
                .remove(Shop.APPLICATION, cluster.cluster(true), true, Consent.NONE);

        assertThat(releases.calls.getLast()).isEqualTo("uninstall");
    }

    @Test
    void whatAnotherHelmBeganJustNowIsNotMended() throws Exception {
        deploy(first, Consent.NONE);
        releases.revisions.add(new Revision(
                2, "pending-upgrade", "Preparing upgrade", Instant.now().toString()));
        secret(2, "");

        Failure refused = refused(first);

        assertThat(refused.id()).isEqualTo("SLIP-494");
        assertThat(releases.calls).hasSize(1);
    }

    @Test
    void whatAKilledRunOfTheApplicationBeganJustNowIsMended() throws Exception {
        deploy(first, Consent.NONE);
        releases.revisions.add(new Revision(
                2, "pending-upgrade", "Preparing upgrade", Instant.now().toString()));
        secret(2, releases.owners.getLast());

        deploy(first, Consent.NONE);

        assertThat(releases.calls).element(1).isEqualTo("rollback 1");
    }

    private void hold(Lease lease) {
        cluster.client.resource(lease).createOr(r -> r.update());
    }

    private static Lease lease(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName("slipway")
                .withNamespace("shop")
                .addToAnnotations("slipway.dev/source", "other:/home/ada/shop")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }

    private Lease lease() {
        return cluster.client.leases().inNamespace("shop").withName("slipway").get();
    }

    /** As it stands while this process works. */
    private String holderOfThis() throws InterruptedException {
        Identity identity = new Identity("0", "here", "");
        try (NamespaceLease turn = NamespaceLease.take(cluster.client, "shop", identity, SHORT, Progress.SILENT)) {
            return lease().getSpec().getHolderIdentity();
        }
    }

    /** What a Slipway that noted no identity left: a namespace and a release. */
    private void earlier() {
        cluster.client
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .addToLabels("app.kubernetes.io/managed-by", "slipway")
                        .addToLabels("app.kubernetes.io/part-of", "shop")
                        .endMetadata()
                        .build())
                .create();
        releases.add("deployed", "slipway 0123");
        secret(1, "");
    }

    private static void record(Path source, int revision) throws IOException {
        Path phases = Files.createDirectories(source.resolve(".slipway/phases"));
        Files.writeString(
                phases.resolve("deploy.json"),
                "{\"value\":{\"name\":\"shop\",\"namespace\":\"shop\",\"revision\":%d}}".formatted(revision));
    }

    /** Helm's own note of a revision. */
    private void secret(int revision, String owner) {
        Map<String, String> labels = owner.isEmpty()
                ? Map.of("owner", "helm", "name", "shop", "version", String.valueOf(revision))
                : Map.of("owner", "helm", "name", "shop", "version", String.valueOf(revision), Home.ID, owner);
        cluster.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("sh.helm.release.v1.shop.v" + revision)
                        .withNamespace("shop")
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    private void volume() {
        cluster.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("data-postgres-0")
                        .withNamespace("shop")
                        .withLabels(FakeCluster.labels("shop", "postgres"))
                        .endMetadata()
                        .build())
                .create();
    }

    private int claims() {
        return cluster.client
                .persistentVolumeClaims()
                .inNamespace("shop")
                .list()
                .getItems()
                .size();
    }

    private void deploy(Path source, Consent consent) throws Exception {
        Shop shop = new Shop(dir);
        deployer(source)
                .deploy(
                        Shop.APPLICATION,
                        shop.images("first"),
                        shop.chart(source + "1"),
                        cluster.cluster(true),
                        consent);
    }

    private Failure refused(Path source) {
        return catchThrowableOfType(SlipwayFailure.class, () -> deploy(source, Consent.NONE))
                .failure();
    }

    private Deployer deployer(Path source) {
        return deployer(source, SHORT);
    }

    private Deployer deployer(Path source, NamespaceLease.Timing timing) {
        return new Deployer(
                Workspace.of(source, Map.of("SLIPWAY_HOME", dir.toString())),
                events::add,
                c -> releases,
                new NodeSupply(new FakeStore(), events::add),
                forwards,
                Time.SYSTEM,
                Duration.ofSeconds(20),
                timing);
    }
}
