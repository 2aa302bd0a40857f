package dev.slipway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.ScanSettings;
import dev.slipway.image.Entry;
import dev.slipway.osv.FakeOsv;
import dev.slipway.osv.OpenVex;
import dev.slipway.osv.OsvApi;
import dev.slipway.osv.OsvExport;
import dev.slipway.osv.OsvSource;
import dev.slipway.osv.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the files of an image to what is said of its libraries: found, clean, or no data. */
class OsvScannerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    private static final String MEDIUM = "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N";

    @TempDir
    Path folder;

    private FakeOsv osv;

    @BeforeEach
    void start() throws Exception {
        osv = new FakeOsv()
                .advisory("GHSA-maven", "CVE-1", "Maven", "org.apache.logging.log4j:log4j-core", "2.15.0", CRITICAL)
                .advisory("GHSA-npm", "CVE-2", "npm", "@scope/lodash", "4.17.21", CRITICAL)
                .advisory("GHSA-pypi", "CVE-3", "PyPI", "jinja2", "3.1.6", CRITICAL)
                .advisory("GO-2026-1", "CVE-4", "Go", "golang.org/x/net", "0.17.0", CRITICAL)
                .advisory("RUSTSEC-1", "CVE-5", "crates.io", "time", "0.2.23", CRITICAL)
                .advisory("GHSA-gem", "CVE-6", "RubyGems", "rack", "2.2.6.3", CRITICAL)
                .advisory("GHSA-php", "CVE-7", "Packagist", "symfony/http-kernel", "5.4.20", CRITICAL);
    }

    @AfterEach
    void stop() {
        osv.close();
    }

    /** One library of each ecosystem, as its own tools leave it in an image. */
    private List<Library> libraries(Map<String, String> versions) throws Exception {
        List<Library> libraries = new ArrayList<>();
        for (Entry entry : List.of(
                ImageFiles.jar(
                        "/app/lib/log4j-core.jar",
                        Map.of(
                                "META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties",
                                "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion="
                                        + versions.get("maven") + "\n")),
                ImageFiles.jar(
                        "/app/lib/app.jar",
                        Map.of(
                                "META-INF/maven/org.example/app/pom.properties",
                                "groupId=org.example\nartifactId=app\nversion=1\n",
                                "META-INF/maven/org.example/app/pom.xml",
                                "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><dependencies>"
                                        + "<dependency><groupId>org.apache.logging.log4j</groupId>"
                                        + "<artifactId>log4j-core</artifactId></dependency>"
                                        + "<dependency><groupId>junit</groupId><artifactId>junit</artifactId>"
                                        + "<scope>test</scope></dependency></dependencies></project>")),
                ImageFiles.file(
                        "/app/node_modules/express/package.json",
                        "{\"name\": \"express\", \"version\": \"4.0.0\", \"dependencies\": {\"@scope/lodash\": \"*\"}}"),
                ImageFiles.file(
                        "/app/node_modules/@scope/lodash/package.json",
                        "{\"name\": \"@scope/lodash\", \"version\": \"" + versions.get("npm") + "\"}"),
                ImageFiles.file(
                        "/app/deps/flask-3.0.dist-info/METADATA",
                        "Name: Flask\nVersion: 3.0\nRequires-Dist: Jinja2 (>=3.1)\nRequires-Dist: x; extra == 'y'\n\n"),
                ImageFiles.file(
                        "/app/deps/jinja2.dist-info/METADATA",
                        "Name: Jinja2\nVersion: " + versions.get("pypi") + "\n\n"),
                ImageFiles.file(
                        "/usr/local/lib/gems/specifications/rack.gemspec",
                        "  s.name = \"rack\".freeze\n  s.version = \"" + versions.get("gem")
                                + "\"\n  s.licenses = [\"MIT\".freeze]\n"),
                ImageFiles.file(
                        "/app/vendor/composer/installed.json",
                        "{\"packages\": [{\"name\": \"symfony/http-kernel\", \"version\": \"" + versions.get("composer")
                                + "\", \"license\": [\"MIT\"]}]}"))) {
            libraries.addAll(Libraries.in(entry));
        }
        Path lock = folder.resolve("Cargo.lock");
        Files.writeString(
                lock,
                "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\"time\"]\n[[package]]\nname = \"time\"\nversion = \""
                        + versions.get("cargo") + "\"\nsource = \"registry+https://example.org/index\"\n");
        libraries.addAll(Libraries.cargoLock(lock));
        libraries.add(new Library(
                "golang",
                "golang.org/x",
                "net",
                Objects.requireNonNull(versions.get("golang")),
                List.of(),
                "/app/server"));
        return libraries;
    }

    private static final Map<String, String> OLD = Map.of(
            "maven", "2.14.1",
            "npm", "4.17.20",
            "pypi", "3.1.5",
            "golang", "v0.16.0",
            "cargo", "0.2.22",
            "gem", "2.2.6.2",
            "composer", "v5.4.9");

    private static final Map<String, String> MENDED = Map.of(
            "maven", "2.15.0",
            "npm", "4.17.21",
            "pypi", "3.1.6",
            "golang", "v0.17.0",
            "cargo", "0.2.23",
            "gem", "2.2.6.3",
            "composer", "v5.4.20");

    private Bill bill(Map<String, String> versions) throws Exception {
        return new Bill("api", "sha256:" + "ab".repeat(32), "trixie", "", List.of(), libraries(versions));
    }

    private OsvSource api() {
        return new OsvApi(osv.address(), folder.resolve("kept"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Scanner.Result scan(OsvSource source, Policy policy, Bill bill) throws Exception {
        return new OsvScanner(source, policy, Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC)).scan(bill);
    }

    private static Policy policy(ScanSettings.Waiver... waivers) {
        return Policy.of(
                new ScanSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of(waivers)),
                List.of(),
                LocalDate.of(2026, 12, 1));
    }

    private static Map<String, Class<?>> kinds(Scanner.Result result) {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        result.answers().forEach(one -> kinds.put(one.ecosystem(), one.getClass()));
        return kinds;
    }

    private static Map<String, String> fixed(Scanner.Result result) {
        Map<String, String> fixed = new LinkedHashMap<>();
        result.found()
                .forEach(one -> fixed.put(
                        one.library().ecosystem(),
                        one.judged().weakness().fixed().orElse("")));
        return fixed;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKnownVulnerableLibraryOfEachEcosystemIsFoundWithItsFixAndCleanAfterIt(boolean export) throws Exception {
        Path exports = folder.resolve("exports");
        osv.export(exports);
        OsvSource source = export ? new OsvExport(exports, folder.resolve("kept")) : api();

        Scanner.Result found = scan(source, policy(), bill(OLD));

        assertThat(kinds(found).keySet())
                .containsExactlyInAnyOrder("maven", "npm", "pypi", "golang", "cargo", "gem", "composer");
        assertThat(kinds(found).values()).containsOnly(Scanner.Answer.Vulnerable.class);
        Map<String, String> fixes = new LinkedHashMap<>();
        MENDED.forEach((kind, version) -> fixes.put(kind, version.replaceFirst("^v", "")));
        assertThat(fixed(found)).isEqualTo(fixes);
        assertThat(kinds(scan(source, policy(), bill(MENDED))).values()).containsOnly(Scanner.Answer.Clean.class);
    }

    @Test
    void withoutDataThereIsNoData() throws Exception {
        osv.broken = true;

        assertThat(kinds(scan(api(), policy(), bill(OLD))).values()).containsOnly(Scanner.Answer.NoData.class);
        assertThat(kinds(scan(new OsvExport(folder.resolve("none"), folder), policy(), bill(MENDED)))
                        .values())
                .containsOnly(Scanner.Answer.NoData.class);
    }

    @Test
    void dataThatIsTooOldIsNoDataUnlessItShowsSomething() throws Exception {
        Path exports = folder.resolve("exports");
        osv.export(exports);
        OsvSource source = new OsvExport(exports, folder.resolve("kept"));
        OsvScanner later = new OsvScanner(
                source, policy(), Duration.ofDays(1), Clock.fixed(NOW.plus(Duration.ofDays(2)), ZoneOffset.UTC));

        assertThat(kinds(later.scan(bill(MENDED))).values()).containsOnly(Scanner.Answer.NoData.class);
        assertThat(kinds(later.scan(bill(OLD))).values()).containsOnly(Scanner.Answer.Vulnerable.class);
    }

    @Test
    void tellsTheWayByWhichALibraryCameIn() throws Exception {
        Scanner.Result found = scan(api(), policy(), bill(OLD));

        assertThat(found.found().stream().map(Scanner.Found::line))
                .contains(
                        "@scope/lodash 4.17.20: GHSA-npm (CVE-2), critical 9.8, fixed in 4.17.21 (by express 4.0.0, in"
                                + " /app/node_modules/@scope/lodash/package.json)",
                        "org.apache.logging.log4j:log4j-core 2.14.1: GHSA-maven (CVE-1), critical 9.8, fixed in 2.15.0 (by"
                                + " org.example:app 1, in /app/lib/log4j-core.jar)",
                        "jinja2 3.1.5: GHSA-pypi (CVE-3), critical 9.8, fixed in 3.1.6 (by flask 3.0, in"
                                + " /app/deps/jinja2.dist-info/METADATA)");
    }

    @Test
    void theListInTheSbomGivesTheSameAnswersAsTheImage() throws Exception {
        byte[] sbom = CycloneDx.of("api", "sha256:" + "ab".repeat(32), List.of(), libraries(OLD));

        Scanner.Result image = scan(api(), policy(), bill(OLD));
        Scanner.Result list = scan(api(), policy(), Bill.read(sbom));

        assertThat(list.found().stream().map(Scanner.Found::line))
                .containsExactlyInAnyOrderElementsOf(
                        image.found().stream().map(Scanner.Found::line).toList());
    }

    @Test
    void aWaiverHoldsUntilItsLastDayAndForItsPackageOnly() throws Exception {
        Bill bill = bill(OLD);

        assertThat(kinds(scan(api(), policy(waiver("CVE-2", "", "2026-12-01")), bill)))
                .containsEntry("npm", Scanner.Answer.Tolerated.class)
                .containsEntry("pypi", Scanner.Answer.Vulnerable.class);
        assertThat(kinds(scan(api(), policy(waiver("CVE-2", "npm/@scope/lodash", "2026-12-01")), bill)))
                .containsEntry("npm", Scanner.Answer.Tolerated.class);
        assertThat(kinds(scan(api(), policy(waiver("CVE-2", "npm/other", "2026-12-01")), bill)))
                .containsEntry("npm", Scanner.Answer.Vulnerable.class);
        Scanner.Result ended = scan(api(), policy(waiver("CVE-2", "", "2026-11-30")), bill);
        assertThat(kinds(ended)).containsEntry("npm", Scanner.Answer.Vulnerable.class);
        assertThat(ended.found().stream().map(Scanner.Found::line))
                .anyMatch(line -> line.contains("accepted only until 2026-11-30 (slipway.yaml:7)"));
    }

    @Test
    void whatIsLessBadThanThePolicySaysIsANote() throws Exception {
        osv.advisory("GHSA-npm", "CVE-2", "npm", "@scope/lodash", "4.17.21", MEDIUM);

        assertThat(kinds(scan(api(), policy(), bill(OLD)))).containsEntry("npm", Scanner.Answer.Tolerated.class);
        Policy strict = Policy.of(
                new ScanSettings(Optional.of("low"), Optional.empty(), Optional.empty(), List.of()),
                List.of(),
                LocalDate.of(2026, 12, 1));
        assertThat(kinds(scan(api(), strict, bill(OLD)))).containsEntry("npm", Scanner.Answer.Vulnerable.class);
    }

    @Test
    void aVexDocumentIsReadAndWhatIsWrittenCanBeRead() throws Exception {
        Files.createDirectories(folder.resolve("vex"));
        Files.writeString(folder.resolve("vex/team.openvex.json"), """
                {"@context": "https://openvex.dev/ns/v0.2.0", "statements": [
                  {"vulnerability": {"name": "CVE-2"}, "status": "not_affected",
                   "justification": "vulnerable_code_not_in_execute_path",
                   "products": [{"@id": "pkg:oci/api", "subcomponents": [{"@id": "pkg:npm/%40scope/lodash@4.17.20"}]}]},
                  {"vulnerability": {"name": "CVE-3"}, "status": "under_investigation", "products": []}]}
                """);
        Policy policy = Policy.of(ScanSettings.NONE, OpenVex.in(folder.resolve("vex")), LocalDate.of(2026, 12, 1));

        Scanner.Result result = scan(api(), policy, bill(OLD));

        assertThat(kinds(result))
                .containsEntry("npm", Scanner.Answer.Tolerated.class)
                .containsEntry("pypi", Scanner.Answer.Vulnerable.class);

        Files.write(
                folder.resolve("vex/written.openvex.json"),
                OpenVex.write(
                        "slipway",
                        "pkg:oci/api@sha256:1",
                        "2026-12-01T08:00:00Z",
                        result.found().stream().map(Scanner.Found::judged).toList()));
        assertThat(OpenVex.in(folder.resolve("vex")))
                .anySatisfy(one -> {
                    assertThat(one.id()).isEqualTo("GHSA-npm");
                    assertThat(one.library()).isEqualTo("npm/@scope/lodash@4.17.20");
                })
                .noneMatch(one -> one.id().equals("GHSA-pypi"));
    }

    private static ScanSettings.Waiver waiver(String id, String library, String until) {
        return new ScanSettings.Waiver(id, library, "not reachable", until, "slipway.yaml:7");
    }
}
