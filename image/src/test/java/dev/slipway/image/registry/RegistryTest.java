package dev.slipway.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageJson;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.image.StoredImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    private static final String NAME = "slipway.local/todo/web:1";

    @TempDir
    Path dir;

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong sent = new AtomicLong();
    private FakeRegistry fake;
    private Layout layout;
    private StoredImage image;
    private Layer code;

    @BeforeEach
    void oneImage() throws IOException {
        fake = new FakeRegistry();
        layout = Layout.open(dir.resolve("layout"));
        byte[] random = new byte[300_000];
        new Random(3).nextBytes(random);
        Layer base = layout.addLayer("base", List.of(Entry.file("/base", 0644, 0, 0, random)), Compression.GZIP);
        code = layout.addLayer("code", List.of(Entry.file("/code", 0644, 0, 0, new byte[10])), Compression.GZIP);
        image = layout.addImage(new ImageSpec(
                NAME, "amd64", List.of(base, code), List.of("/code"), Map.of(), "/", "1", List.of(), Map.of()));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private Registry registry(Optional<Credentials> credentials) throws InterruptedException {
        return Registry.at(
                fake.host(),
                credentials,
                List.of(),
                new RetryRule(3, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(1), pauses::add));
    }

    private Registry registry() throws InterruptedException {
        return registry(Optional.empty());
    }

    private Registry.Pushed push(String repository, String... mountFrom) throws Exception {
        return registry()
                .push(layout, NAME, repository, "v1", digest -> List.of(mountFrom), more -> sent.addAndGet(more));
    }

    private Layout empty() throws IOException {
        return Layout.open(dir.resolve("pulled"));
    }

    @Test
    void whatIsPushedCanBePulledWithTheSameDigest() throws Exception {
        Registry.Pushed pushed = push("todo/web");
        assertThat(pushed)
                .isEqualTo(new Registry.Pushed(fake.host() + "/todo/web:v1", image.digest(), 3, 0, 0, image.size()));
        Layout pulled = empty();
        StoredImage back = registry().pull(pulled, "todo/web", "v1", "amd64");
        assertThat(back).isEqualTo(new StoredImage(fake.host() + "/todo/web:v1", image.digest(), image.size()));
        for (String digest : layout.blobsOf(image.digest())) {
            assertThat(pulled.blob(digest)).hasSameBinaryContentAs(layout.blob(digest));
        }
        assertThat(pulled.find(back.reference())).contains(image.digest());
    }

    @Test
    void aSecondPushSendsNoBlob() throws Exception {
        push("todo/web");
        Registry.Pushed again = push("todo/web");
        assertThat(again.present()).isEqualTo(3);
        assertThat(again.uploaded()).isZero();
        assertThat(again.bytes()).isZero();
    }

    @Test
    void layersOfAnotherRepositoryAreMountedInsteadOfSent() throws Exception {
        push("todo/web");
        Registry.Pushed mounted = push("todo/copy", "todo/web");
        assertThat(mounted.mounted()).isEqualTo(3);
        assertThat(mounted.uploaded()).isZero();
        assertThat(fake.blobs).containsKey("todo/copy@" + code.digest());
    }

    @Test
    void aMountThatIsNotPossibleBecomesAnUpload() throws Exception {
        Registry.Pushed pushed = push("todo/copy", "todo/absent");
        assertThat(pushed.uploaded()).isEqualTo(3);
        assertThat(pushed.mounted()).isZero();
    }

    @Test
    void aChallengeIsAnsweredWithATokenForTheScope() throws Exception {
        fake.account = "me:secret";
        Registry registry = registry(Optional.of(new Credentials("me", "secret")));
        registry.push(layout, NAME, "todo/web", "v1", digest -> List.of(), more -> {});
        registry.pull(empty(), "todo/web", "v1", "amd64");
        assertThat(fake.requests("GET /token.*")).hasSize(2);
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndNotShown() throws Exception {
        fake.account = "me:secret";
        Registry registry = registry(Optional.of(new Credentials("me", "wrong-word")));
        assertThatThrownBy(() -> registry.push(layout, NAME, "todo/web", "v1", digest -> List.of(), more -> {}))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("check the user name and password")
                .hasMessageNotContaining("wrong-word");
        assertThat(fake.requests("GET /token.*")).hasSize(1);
    }

    @Test
    void aTokenDoesNotFollowARedirectToAnotherHost() throws Exception {
        try (FakeRegistry store = new FakeRegistry()) {
            fake.account = "me:secret";
            Registry registry = registry(Optional.of(new Credentials("me", "secret")));
            registry.push(layout, NAME, "todo/web", "v1", digest -> List.of(), more -> {});
            store.blobs.putAll(fake.blobs);
            fake.blobStore = "http://" + store.host();
            Layout pulled = empty();
            registry.pull(pulled, "todo/web", "v1", "amd64");
            assertThat(pulled.blob(code.digest())).exists();
            assertThat(store.requests("GET .*")).hasSize(3);
            assertThat(store.authorizations).isEmpty();
            assertThat(fake.authorizations).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "corrupt", "longer", "stall", "status:503", "status:429"})
    void aBlobThatArrivesBrokenOnceIsFetchedAgain(String kind) throws Exception {
        push("todo/web");
        fake.fault("GET /v2/todo/web/blobs/.*", kind);
        Layout pulled = empty();
        registry().pull(pulled, "todo/web", "v1", "amd64");
        for (String digest : layout.blobsOf(image.digest())) {
            assertThat(pulled.blob(digest)).hasSameBinaryContentAs(layout.blob(digest));
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(100));
        assertThat(fake.requests("GET .*/blobs/.*")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "corrupt", "longer"})
    void aBlobThatStaysBrokenIsRefusedAndNothingIsKept(String kind) throws Exception {
        push("todo/web");
        for (int i = 0; i < 3; i++) {
            fake.fault("GET /v2/todo/web/blobs/" + code.digest(), kind);
        }
        Layout pulled = empty();
        assertThatThrownBy(() -> registry().pull(pulled, "todo/web", "v1", "amd64"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(code.digest())
                .hasMessageContaining("3 attempts");
        assertThat(pulled.blob(code.digest())).doesNotExist();
        assertThat(pulled.find(fake.host() + "/todo/web:v1")).isEmpty();
        assertThat(Files.list(pulled.folder())).noneMatch(p -> p.toString().endsWith(".unfinished"));
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aManifestOfAnotherDigestIsRefused() throws Exception {
        push("todo/web");
        for (int i = 0; i < 3; i++) {
            fake.fault("GET /v2/todo/web/manifests/.*", "corrupt");
        }
        assertThatThrownBy(() -> registry().pull(empty(), "todo/web", image.digest(), "amd64"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("not the manifest " + image.digest());
    }

    @Test
    void theRegistrysOwnPauseIsKeptUpToTheLimit() throws Exception {
        fake.faults.add(new FakeRegistry.Fault("POST .*", "status:429", "2"));
        fake.faults.add(new FakeRegistry.Fault("POST .*", "status:429", "3600"));
        push("todo/web");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    void anUploadThatBreaksGoesOnWhereTheRegistryHasIt() throws Exception {
        fake.fault("PATCH /upload/.*", "cut");
        assertThat(push("todo/web").uploaded()).isEqualTo(3);
        assertThat(fake.requests("POST .*")).hasSize(3);
        assertThat(fake.requests("GET /upload/.*")).hasSize(1);
        assertThat(sent.get()).as("bytes told").isEqualTo(image.size());
    }

    @Test
    void anUploadThatBreaksAtItsEndSendsNothingTwice() throws Exception {
        fake.fault("PUT /upload/.*", "status:502");
        assertThat(push("todo/web").uploaded()).isEqualTo(3);
        assertThat(fake.requests("PATCH /upload/.*")).hasSize(3);
    }

    @Test
    void anUploadThatTheRegistryHasForgottenBeginsAnew() throws Exception {
        fake.forgetful = true;
        fake.fault("PATCH /upload/.*", "cut");
        assertThat(push("todo/web").uploaded()).isEqualTo(3);
        assertThat(fake.requests("POST .*")).hasSize(4);
        assertThat(sent.get()).as("bytes told").isEqualTo(image.size());
    }

    @Test
    void anUploadMayBreakOftenAsLongAsItGetsFurther() throws Exception {
        for (int i = 0; i < 6; i++) {
            fake.fault("PATCH /upload/.*", "cut");
        }
        assertThat(push("todo/web").uploaded()).isEqualTo(3);
    }

    @Test
    void anUploadThatMovesNothingIsGivenUpAndGoesOn() throws Exception {
        fake.fault("PATCH /upload/.*", "silent");
        assertThat(push("todo/web").uploaded()).isEqualTo(3);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void theSessionOfAMountThatWasNotPossibleIsUsed() throws Exception {
        push("todo/copy", "todo/absent");
        assertThat(fake.requests("POST .*")).hasSize(3).allMatch(line -> line.contains("mount="));
        assertThat(fake.open()).isZero();
    }

    @Test
    void whetherOneMayPushIsSeenWithoutLeavingAnything() throws Exception {
        registry().tryPush("todo/web");
        assertThat(fake.requests("POST .*")).hasSize(1);
        assertThat(fake.open()).isZero();
        assertThat(fake.blobs).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401,SIGN_IN",
        "403,FORBIDDEN",
        "404,UNKNOWN_NAME",
        "413,TOO_LARGE",
        "429,TOO_MANY",
        "503,UNREACHABLE",
        "418,OTHER"
    })
    void eachRefusalHasItsReason(int status, RegistryException.Reason reason) {
        for (int i = 0; i < 3; i++) {
            fake.fault("POST .*", "status:" + status);
        }
        assertThatThrownBy(() -> registry().tryPush("todo/web"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aManifestThatIsRefusedIsTold() {
        fake.fault("PUT .*/manifests/.*", "status:400");
        assertThatThrownBy(() -> push("todo/web"))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.REFUSED_MANIFEST));
    }

    @Test
    void whoHasSignedInAndMayNotPushIsToldThat() {
        fake.account = "me:secret";
        fake.fault("GET /token.*", "status:403");
        assertThatThrownBy(() ->
                        registry(Optional.of(new Credentials("me", "secret"))).tryPush("todo/web"))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.FORBIDDEN));
    }

    @Test
    void anIdentityTokenIsExchangedForAnother() throws Exception {
        fake.account = "<token>:refresh";
        registry(Optional.of(new Credentials(Credentials.TOKEN, "refresh"))).tryPush("todo/web");
        assertThat(fake.requests("POST /token")).hasSize(1);
        assertThat(fake.authorizations).noneMatch(header -> header.startsWith("Basic"));
    }

    @Test
    void anImageThatIsThereIsSeenByItsTagAndDigest() throws Exception {
        assertThat(registry().has("todo/web", "v1", image.digest())).isFalse();
        push("todo/web");
        assertThat(registry().has("todo/web", "v1", image.digest())).isTrue();
        assertThat(registry().has("todo/web", "v1", code.digest())).isFalse();
    }

    @Test
    void aRefusalIsFinal() {
        fake.fault("POST .*", "status:403");
        assertThatThrownBy(() -> push("todo/web"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("account that may do this");
        assertThat(pauses).isEmpty();
    }

    @Test
    void ofSeveralPlatformsTheOneAskedForIsTaken() throws Exception {
        push("todo/web");
        byte[] index = ("{\"schemaVersion\":2,\"mediaType\":\"" + ImageJson.INDEX_TYPE + "\",\"manifests\":["
                        + entry("sha256:" + "0".repeat(64), "arm64") + "," + entry(image.digest(), "amd64") + "]}")
                .getBytes(StandardCharsets.UTF_8);
        fake.manifests.put("todo/web@all", index);
        assertThat(registry().pull(empty(), "todo/web", "all", "amd64").digest())
                .isEqualTo(image.digest());
        assertThatThrownBy(() -> registry().pull(empty(), "todo/web", "all", "s390x"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("linux/s390x");
    }

    private static String entry(String digest, String architecture) {
        return "{\"mediaType\":\"" + ImageJson.MANIFEST_TYPE + "\",\"digest\":\"" + digest
                + "\",\"size\":1,\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}}";
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamedAfterAllAttempts() throws Exception {
        String host = fake.host();
        fake.close();
        assertThatThrownBy(() -> push("todo/web"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("check that the registry runs");
        assertThat(pauses).hasSize(2);
    }
}
