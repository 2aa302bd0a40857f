package dev.slipway.osv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the API, what is kept, and what is said when it does not answer. */
class OsvApiTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final String VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    private static final Coordinates LODASH = new Coordinates(Ecosystem.NPM, "lodash", "4.17.20");

    @TempDir
    Path kept;

    private FakeOsv osv;

    @BeforeEach
    void start() throws Exception {
        osv = new FakeOsv().advisory("GHSA-1", "CVE-1", "npm", "lodash", "4.17.21", VECTOR);
    }

    @AfterEach
    void stop() {
        osv.close();
    }

    private OsvSource.Lookup find(Instant at, List<Coordinates> packages) throws Exception {
        return new OsvApi(osv.address(), kept, Clock.fixed(at, ZoneOffset.UTC)).find(packages);
    }

    @Test
    void asksOnceForAThousandPackagesAndOnceForEachAdvisory() throws Exception {
        List<Coordinates> packages = new ArrayList<>(List.of(LODASH));
        for (int i = 0; i < 1000; i++) {
            packages.add(new Coordinates(Ecosystem.NPM, "package-" + i, "1.0.0"));
        }

        OsvSource.Lookup found = find(NOW, packages);

        assertThat(osv.requests).containsExactly("POST /v1/querybatch", "POST /v1/querybatch", "GET /v1/vulns/GHSA-1");
        assertThat(found.found()).containsOnlyKeys(LODASH);
        assertThat(found.dates()).isEqualTo(Map.of(Ecosystem.NPM, NOW));
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void asksForFurtherPages() throws Exception {
        for (int i = 2; i <= 5; i++) {
            osv.advisory("GHSA-" + i, "CVE-" + i, "npm", "lodash", "4.17.21", VECTOR);
        }

        assertThat(find(NOW, List.of(LODASH)).found().get(LODASH)).hasSize(5);
        assertThat(osv.requests).filteredOn(r -> r.endsWith("querybatch")).hasSize(3);
    }

    @Test
    void keepsAnswersForAnHourAndAdvisoriesUntilTheyChange() throws Exception {
        find(NOW, List.of(LODASH));
        osv.requests.clear();

        OsvSource.Lookup soon = find(NOW.plus(Duration.ofMinutes(59)), List.of(LODASH));

        assertThat(osv.requests).isEmpty();
        assertThat(soon.found()).containsOnlyKeys(LODASH);
        assertThat(soon.dates()).isEqualTo(Map.of(Ecosystem.NPM, NOW));

        find(NOW.plus(Duration.ofMinutes(61)), List.of(LODASH));

        assertThat(osv.requests).containsExactly("POST /v1/querybatch");
    }

    @Test
    void olderAnswersCountWithTheirOwnDateWhereTheApiIsGone() throws Exception {
        find(NOW, List.of(LODASH));
        osv.broken = true;
        Coordinates other = new Coordinates(Ecosystem.PYPI, "Flask", "1.0");

        OsvSource.Lookup later = find(NOW.plus(Duration.ofHours(5)), List.of(LODASH, other));

        assertThat(later.found()).containsOnlyKeys(LODASH);
        assertThat(later.dates()).isEqualTo(Map.of(Ecosystem.NPM, NOW));
        assertThat(later.missing()).containsOnlyKeys(Ecosystem.PYPI);
        assertThat(later.missing().get(Ecosystem.PYPI)).contains("answered 503");
    }

    @Test
    void anApiThatCannotBeReachedIsAskedOnceInARun() throws Exception {
        osv.broken = true;
        OsvApi api = new OsvApi(osv.address(), kept, Clock.fixed(NOW, ZoneOffset.UTC));

        api.find(List.of(LODASH));
        api.find(List.of(LODASH));

        assertThat(osv.requests).hasSize(1);
    }

    @Test
    void anAdvisoryThatCannotBeHadIsMissingAndNotPassedOver() throws Exception {
        find(NOW, List.of(LODASH));
        try (Stream<Path> files = Files.list(kept.resolve("advisories"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "{ cut");
            }
        }
        osv.broken = true;

        assertThat(find(NOW, List.of(LODASH)).missing().get(Ecosystem.NPM)).contains("GHSA-1");
    }

    @Test
    void damagedAnswersAreAskedForAgain() throws Exception {
        find(NOW, List.of(LODASH));
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "{\"byPackage\": null}");
            }
        }

        assertThat(find(NOW, List.of(LODASH)).found()).containsOnlyKeys(LODASH);
    }

    @Test
    void anExportGivesTheSameAnswers(@TempDir Path folder) throws Exception {
        osv.export(folder);
        Coordinates mended = new Coordinates(Ecosystem.NPM, "lodash", "4.17.21");
        Coordinates other = new Coordinates(Ecosystem.PYPI, "Flask", "1.0");

        for (int i = 0; i < 2; i++) {
            OsvSource.Lookup found = new OsvExport(folder, kept).find(List.of(LODASH, mended, other));

            assertThat(found.found()).containsOnlyKeys(LODASH);
            assertThat(found.dates()).isEqualTo(Map.of(Ecosystem.NPM, Instant.parse("2026-11-30T10:00:00Z")));
            assertThat(found.missing().get(Ecosystem.PYPI)).contains("PyPI/all.zip");
        }

        Files.writeString(folder.resolve("npm/all.zip"), "cut");
        assertThat(new OsvExport(folder, kept).find(List.of(LODASH)).missing().get(Ecosystem.NPM))
                .contains("cannot be read");
    }

    @Test
    void severalDatabasesAdvisoriesOnOneThingAreOneWeakness() {
        Advisory one = new Advisory("PYSEC-7", List.of("CVE-7"), "", Severity.UNKNOWN, -1, "", false, List.of());
        Advisory other = new Advisory("GHSA-7", List.of("CVE-7"), "bad", Severity.HIGH, 8, "", false, List.of());

        assertThat(Weakness.of(LODASH, List.of(one, other))).singleElement().satisfies(weakness -> {
            assertThat(weakness.title()).isEqualTo("GHSA-7 (CVE-7)");
            assertThat(weakness.rating()).isEqualTo("high 8.0");
            assertThat(weakness.called("PYSEC-7")).isTrue();
        });
    }
}
