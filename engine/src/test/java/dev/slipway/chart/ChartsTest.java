package dev.slipway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.RegistryName;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.chart.rule.Manifest;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With a real Helm, where the machine has one. */
class ChartsTest {
    @TempDir
    Path dir;

    private Workspace workspace;

    @BeforeEach
    void findHelm() throws Exception {
        workspace = HelmOfThisMachine.workspace(dir);
    }

    private Gated<Chart> build(Images images) throws Exception {
        return build(Notebook.application(), images);
    }

    private Gated<Chart> build(Application application, Images images) throws Exception {
        return new Charts(
                        workspace,
                        Progress.SILENT,
                        HelmOfThisMachine.helm(workspace),
                        Notebook::writable,
                        Optional::empty)
                .build(application, images);
    }

    private Map<String, Manifest> render(Path chart, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("template", "notebook", chart.toString(), "--namespace", "notebook"));
        words.addAll(List.of(more));
        Command.Result result = HelmOfThisMachine.helm(workspace)
                .command(words.toArray(String[]::new))
                .run();
        assertThat(result.err()).isEmpty();
        Map<String, Manifest> manifests = new TreeMap<>();
        Manifest.read(result.text()).forEach(m -> manifests.put(m.id(), m));
        return manifests;
    }

    @Test
    void theChartPassesItsGateAndIsPackaged() throws Exception {
        Gated<Chart> gated = build(Notebook.images());

        assertThat(gated.gate().checks())
                .filteredOn(c -> !c.id().equals("G3.credentials"))
                .extracting(Check::status)
                .containsOnly(Check.Status.PASS);
        assertThat(gated.gate().checks())
                .filteredOn(c -> c.id().equals("G3.credentials"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.status()).isEqualTo(Check.Status.NOTE);
                    assertThat(c.evidence())
                            .contains("backend.env.OPENAI_API_KEY (Chat.java:9)")
                            .doesNotContain("SMTP");
                });
        assertThat(gated.gate().checks())
                .extracting(Check::id)
                .contains(
                        "G3.lint",
                        "G3.render.default",
                        "G3.render.dev",
                        "G3.render.prod",
                        "G3.schema",
                        "G3.podsecurity",
                        "G3.tags",
                        "G3.resources",
                        "G3.probes",
                        "G3.secrets",
                        "G3.package");
        assertThat(Path.of(gated.value().archive())).isRegularFile();
        assertThat(gated.value().values())
                .extracting(file -> Path.of(file).getFileName().toString())
                .containsExactly("values-dev.yaml", "secrets.yaml");
        assertThat(gated.value().objects()).contains("Deployment/backend", "StatefulSet/postgres", "Ingress/notebook");
    }

    /** The image of a workload's first container. */
    private static String image(Map<String, Manifest> objects, String workload) {
        return Objects.requireNonNull(objects.get(workload), workload)
                .object()
                .at("/spec/template/spec/containers/0/image")
                .asString();
    }

    @Test
    void productionTakesTheImagesFromTheRegistryThatWasNamed() throws Exception {
        Gated<Chart> gated = new Charts(
                        workspace,
                        Progress.SILENT,
                        HelmOfThisMachine.helm(workspace),
                        Notebook::writable,
                        () -> Optional.of(RegistryName.parse("registry.example.com/team")))
                .build(Notebook.application(), Notebook.images());

        assertThat(gated.gate().open()).isTrue();
        Path prod = Path.of(gated.value().dir()).resolve("values-prod.yaml");
        assertThat(image(render(Path.of(gated.value().dir()), "--values", prod.toString()), "Deployment/backend"))
                .startsWith("registry.example.com/team/notebook-backend:")
                .contains("@sha256:");
        assertThat(image(render(Path.of(gated.value().dir())), "Deployment/backend"))
                .startsWith("slipway.local/");
    }

    @Test
    void aReleaseFromARegistryNamesItsImagesByDigestAndItsSecretForEveryServiceAccount() throws Exception {
        Chart chart = build(Notebook.images()).value();
        String digest = "sha256:" + "a".repeat(64);
        Map<String, PulledImages.From> images = new TreeMap<>();
        Notebook.images()
                .images()
                .forEach(i -> images.put(
                        i.service(),
                        new PulledImages.From("registry.example.com/t/notebook-" + i.service(), i.tag(), digest)));

        Chart pulled = PulledImages.in(workspace, chart, images, Optional.of("slipway-registry"));

        Map<String, Manifest> objects =
                render(Path.of(chart.dir()), "--values", pulled.values().getLast());
        assertThat(image(objects, "StatefulSet/postgres"))
                .startsWith("registry.example.com/t/notebook-postgres:")
                .endsWith("@" + digest);
        assertThat(objects.values())
                .filteredOn(m -> m.id().startsWith("ServiceAccount/"))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(
                                m.object().at("/imagePullSecrets/0/name").asString())
                        .isEqualTo("slipway-registry"));
    }

    @Test
    void aChartMadeAheadIsTakenWhereWhatWasMeasuredSinceLeavesItAsItIs() throws Exception {
        List<String> told = new ArrayList<>();
        Charts charts = new Charts(
                workspace,
                e -> told.add(e.detail()),
                HelmOfThisMachine.helm(workspace),
                Notebook::writable,
                Optional::empty);
        charts.ahead(Notebook.application(), started(1500));
        assertThat(told).isEmpty();

        Gated<Chart> same = charts.build(Notebook.application(), started(1700));
        assertThat(told).last().asString().endsWith("beside the start of the images");
        assertThat(Path.of(same.value().archive())).isRegularFile();
        assertThat(same.gate().checks()).isNotEmpty();

        told.clear();
        Gated<Chart> larger = charts.build(
                Notebook.application(), with(m -> new BuiltImage.Measurements(m.startMillis(), 999_000_000)));
        assertThat(told).last().asString().doesNotContain("beside");
        assertThat(larger.value().version()).isNotEqualTo(same.value().version());
    }

    private static Images started(long millis) {
        return with(m -> new BuiltImage.Measurements(millis, m.idleMemoryBytes()));
    }

    private static Images with(UnaryOperator<BuiltImage.Measurements> changed) {
        Images images = Notebook.images();
        return new Images(
                images.layout(),
                images.images().stream()
                        .map(i -> i.with(changed.apply(i.measured()), i.standIns()))
                        .toList());
    }

    @Test
    void theSameInputGivesTheSamePackage() throws Exception {
        Assumptions.assumeTrue(
                HelmOfThisMachine.helm(workspace).program().version().startsWith("v4"),
                "Helm 3 writes the time of packaging into the package");
        byte[] first =
                Files.readAllBytes(Path.of(build(Notebook.images()).value().archive()));
        assertThat(Files.readAllBytes(Path.of(build(Notebook.images()).value().archive())))
                .isEqualTo(first);
    }

    @Test
    void aChangedImageRestartsItsOwnPodsOnly() throws Exception {
        Map<String, Manifest> before =
                render(Path.of(build(Notebook.images()).value().dir()));
        List<BuiltImage> images = new ArrayList<>(Notebook.images().images());
        images.set(
                0,
                Notebook.image(
                        "backend",
                        "9999",
                        List.of("/usr/lib/jvm/runtime/bin/java"),
                        new BuiltImage.Measurements(9000, 0)));
        Map<String, Manifest> after =
                render(Path.of(build(new Images("/layout", images)).value().dir()));

        assertThat(changedPods(before, after)).containsExactly("Deployment/backend");
    }

    @Test
    void aChangedSettingRestartsThePodsThatReadItOnly() throws Exception {
        Path chart = Path.of(build(Notebook.images()).value().dir());
        Map<String, Manifest> before = render(chart);

        assertThat(changedPods(before, render(chart, "--set", "services.mailer.env.SPEED=fast")))
                .containsExactly("Deployment/mailer");
        assertThat(changedPods(before, render(chart, "--set", "publicUrl=https://notes.example.org")))
                .containsExactly("Deployment/backend");
        assertThat(changedPods(before, render(chart, "--set", "secrets.JWT_SECRET=a-secret-that-was-given-by-hand")))
                .containsExactly("Deployment/backend", "Deployment/frontend");
        assertThat(changedPods(before, render(chart, "--set", "services.backend.secretEnv.OPENAI_API_KEY=x")))
                .containsExactly("Deployment/backend");
    }

    private static List<String> changedPods(Map<String, Manifest> before, Map<String, Manifest> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        return before.values().stream()
                .filter(m -> List.of("Deployment", "StatefulSet").contains(m.kind()))
                .filter(m -> !template(m).equals(template(object(after, m.id()))))
                .map(Manifest::id)
                .toList();
    }

    private static Manifest object(Map<String, Manifest> objects, String id) {
        return Objects.requireNonNull(objects.get(id), id);
    }

    private static JsonNode template(Manifest manifest) {
        return manifest.object().at("/spec/template");
    }

    @Test
    void variablesComeFromWhereTheyBelong() throws Exception {
        Map<String, Manifest> objects =
                render(Path.of(build(Notebook.images()).value().dir()));

        assertThat(object(objects, "ConfigMap/backend").object().path("data").toString())
                .isEqualTo("{\"JWKS_URL\":\"http://frontend:3000/api/auth/jwks\",\"LOG_LEVEL\":\"info\","
                        + "\"PUBLIC_URL\":\"http://notebook.localhost/inbox\"}");
        String password = decoded(objects, "postgres", "password");
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(decoded(objects, "backend", "DATABASE_URL"))
                .isEqualTo("postgresql+asyncpg://app:" + password + "@postgres:5432/notebook?q=100%");
        assertThat(decoded(objects, "mailer", "DB_PASSWORD")).isEqualTo(password);
        assertThat(decoded(objects, "notebook-secrets", "JWT_SECRET")).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void whatStandsInCodeIsReachedUnderThatNameWithThatPasswordAndOnALowPort() throws Exception {
        Service postgres = new Service(
                "postgres",
                Role.DATABASE,
                "postgres",
                "Postgres 17",
                "",
                5432,
                List.of(
                        EnvVar.of(
                                "POSTGRES_DB",
                                new Value.StorePart("postgres", Value.Part.DATABASE, "votes"),
                                true,
                                "server.js:4"),
                        EnvVar.of(
                                "POSTGRES_PASSWORD",
                                new Value.StorePart("postgres", Value.Part.PASSWORD, "pw"),
                                true,
                                "server.js:4"),
                        EnvVar.of(
                                "POSTGRES_USER",
                                new Value.StorePart("postgres", Value.Part.USER, "postgres"),
                                true,
                                "server.js:4")),
                List.of(),
                Health.NONE,
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of("db"));
        Service result = new Service(
                "backend",
                Role.BACKEND,
                "node",
                "Node 24, Express",
                "backend",
                80,
                List.of(),
                List.of("postgres"),
                Health.NONE,
                List.of(),
                List.of());
        Gated<Chart> gated = build(
                new Application("notebook", List.of(postgres, result), List.of()),
                new Images(
                        "/layout",
                        Notebook.images().images().stream()
                                .filter(image -> List.of("postgres", "backend").contains(image.service()))
                                .toList()));

        assertThat(gated.gate().open()).isTrue();
        Map<String, Manifest> objects = render(Path.of(gated.value().dir()));
        assertThat(object(objects, "Service/db").object().path("spec").path("selector"))
                .isEqualTo(object(objects, "Service/postgres")
                        .object()
                        .path("spec")
                        .path("selector"));
        assertThat(decoded(objects, "postgres", "user")).isEqualTo("postgres");
        assertThat(decoded(objects, "postgres", "password")).isEqualTo("pw");
        assertThat(decoded(objects, "postgres", "database")).isEqualTo("votes");
        assertThat(template(object(objects, "Deployment/backend"))
                        .at("/spec/securityContext/sysctls/0/name")
                        .asString())
                .isEqualTo("net.ipv4.ip_unprivileged_port_start");
    }

    private static String decoded(Map<String, Manifest> objects, String secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(object(objects, "Secret/" + secret)
                                .object()
                                .path("data")
                                .path(key)
                                .asString()),
                StandardCharsets.UTF_8);
    }

    @Test
    void aSecretThatAPersonGaveIsNeitherInTheChartNorReadableByOthers() throws Exception {
        Gated<Chart> gated = build(Notebook.images());
        Path secrets = Path.of(gated.value().values().getLast());

        assertThat(Files.getPosixFilePermissions(secrets)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(ChartFiles.of(Notebook.model()).values()).noneMatch(text -> text.contains("given-by-hand"));
        assertThat(decoded(
                        render(Path.of(gated.value().dir()), "--values", secrets.toString()),
                        "backend",
                        "SMTP_PASSWORD"))
                .isEqualTo("given-by-hand");
    }

    @Test
    void helmRefusesAMistypedSetting() throws Exception {
        Path chart = Path.of(build(Notebook.images()).value().dir());
        Command.Result result = HelmOfThisMachine.helm(workspace)
                .command("template", "notebook", chart.toString(), "--set", "services.backend.replica=3")
                .run();
        assertThat(result.ok()).isFalse();
        assertThat(String.join("\n", result.err())).contains("replica");
    }

    @Test
    void valuesThatWereKeptHoldOverTheChartsAndAFileOfAPersonIsLeftAlone() throws Exception {
        KeptValues.Value memory =
                new KeptValues.Value(List.of("services", "backend", "resources", "limits", "memory"), "777Mi");
        KeptValues.Value level = new KeptValues.Value(List.of("services", "backend", "env", "LEVEL"), "5");
        Path source = workspace.source();
        assertThat(KeptValues.put(source, List.of(memory))).isTrue();
        assertThat(KeptValues.put(source, List.of(level))).isTrue();
        Path file = KeptValues.file(source);
        assertThat(Files.readString(file)).contains("memory: 777Mi", "LEVEL: \"5\"");
        Chart chart = build(Notebook.images()).value();
        assertThat(chart.values()).contains(file.toString());
        assertThat(String.valueOf(render(Path.of(chart.dir()), "--values", file.toString())
                        .get("Deployment/backend")))
                .contains("777Mi");
        Files.writeString(file, "services: {backend: {replicas: 4}}\n");
        assertThat(KeptValues.put(source, List.of(memory))).isFalse();
        assertThat(Files.readString(file)).doesNotContain("777Mi");
    }

    @Test
    void theChartOfAPersonWinsAndOnlyGetsTheImages() throws Exception {
        own("templates/pod.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Values.services.backend.image.tag | quote }}
                data:
                  MODE: fast
                """);
        Gated<Chart> gated = build(Notebook.images());

        assertThat(gated.value().dir())
                .isEqualTo(workspace.source().resolve("slipway/chart").toString());
        assertThat(gated.value().values())
                .extracting(file -> Path.of(file).getFileName().toString())
                .containsExactly("images.yaml", "secrets.yaml");
        assertThat(gated.value().objects()).containsExactly("ConfigMap/111111111111");
        assertThat(gated.gate().open()).isTrue();
    }

    @Test
    void aBrokenTemplateIsToldWithItsLine() throws Exception {
        own("templates/pod.yaml", "kind: Pod\nmetadata:\n  name: {{ .Values.nothing.here }}\n");
        Gated<Chart> gated = build(Notebook.images());

        Check check = gated.gate().checks().stream()
                .filter(c -> c.id().equals("G3.render.default"))
                .findFirst()
                .orElseThrow();
        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(check.evidence()).contains("slipway/chart/templates/pod.yaml:3");
        assertThat(gated.value().archive()).isEmpty();
        assertThat(gated.gate().open()).isFalse();
    }

    @Test
    void aWrongFieldIsToldWithItsLine() throws Exception {
        own("templates/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  PORT: 80\n");
        Check check = build(Notebook.images()).gate().checks().stream()
                .filter(c -> c.id().equals("G3.schema"))
                .findFirst()
                .orElseThrow();
        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(check.evidence()).contains("slipway/chart/templates/map.yaml:6", "ConfigMap/a");
        assertThat(check.fix()).endsWith("map.yaml:6");
    }

    private void own(String file, String text) throws Exception {
        Path chart = workspace.source().resolve("slipway/chart");
        Files.createDirectories(chart.resolve(file).getParent());
        Files.writeString(
                chart.resolve("Chart.yaml"),
                "apiVersion: v2\nname: mine\nversion: 1.0.0\ndescription: d\nicon: https://example.org/i.png\n");
        Files.writeString(chart.resolve(file), text);
    }
}
