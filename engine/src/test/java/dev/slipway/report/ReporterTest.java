package dev.slipway.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.validate.Verdict;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReporterTest {
    private static final String HOSTILE =
            "</style><script>alert(1)</script>\" onload='x' & ]]> \u0000\u001b[31m \u202Eevil {{7*7}} ${x}";

    @TempDir
    Path dir;

    @Test
    void pageIsOneWellFormedFileWithTheVerdictFirst() throws Exception {
        Path picture = dir.resolve("a.png");
        Files.write(
                picture,
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        Path sbom = dir.resolve("backend.cdx.json");
        Files.writeString(sbom, """
                {"components":[{"purl":"pkg:deb/debian/libc6@2.41"},{"purl":"pkg:maven/a/b@1"},{"purl":"pkg:maven/a/c@1"}]}""");

        String html = Files.readString(
                Reporter.write(Path.of("target", "report"), RunReports.good(picture.toString(), sbom.toString())));

        Document page = parse(html);
        assertThat(page.getElementsByTagName("h1").getLength()).isEqualTo(1);
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("✓ Verified");
        assertThat(html.indexOf("<h1")).isLessThan(html.indexOf("<h2"));
        assertThat(html)
                .contains(
                        "1 deb, 2 maven",
                        "data:image/png;base64,",
                        "p99",
                        "✗ over",
                        "✓ within",
                        "G2 Containerize",
                        "not reached")
                .doesNotContain("<script", "@import", "url(", "src=\"http");
    }

    @Test
    void textFromOutsideStaysText() throws Exception {
        RunReport report =
                RunReports.of(HOSTILE, "", "", Check.fail(HOSTILE, List.of(HOSTILE), HOSTILE, HOSTILE, HOSTILE));

        String html = Files.readString(Reporter.write(dir, report));

        Document page = parse(html);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("style").getLength()).isEqualTo(1);
        assertThat(html).contains("&lt;script&gt;alert(1)").doesNotContain("<script", "\u202E", "\u001b");
        assertThat(parse(Files.readString(dir.resolve("junit.xml")))
                        .getElementsByTagName("failure")
                        .getLength())
                .isEqualTo(1);
        JsonMapper.shared().readTree(dir.resolve("report.json").toFile());
        JsonMapper.shared().readTree(dir.resolve("results.sarif").toFile());
    }

    @Test
    void whatFellShortComesFirstWithItsFix() throws Exception {
        RunReport report = RunReports.with(Check.fail(
                "V4.p99",
                List.of("V4", "G5"),
                "p99 within 60 ms",
                "seen at app/db.py:14",
                "give the backend more CPU"));

        Path page = Reporter.write(dir, report);

        String html = Files.readString(page);
        assertThat(html).contains("✗ Not verified: Validate fell short");
        assertThat(html.indexOf("give the backend more CPU")).isLessThan(html.indexOf("id=\"timeline\""));
        JsonNode sarif =
                JsonMapper.shared().readTree(dir.resolve("results.sarif").toFile());
        JsonNode result = sarif.at("/runs/0/results/0");
        assertThat(result.path("level").asString()).isEqualTo("error");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("app/db.py");
        JsonNode json = JsonMapper.shared().readTree(dir.resolve("report.json").toFile());
        assertThat(json.path("verified").asBoolean()).isFalse();
        assertThat(json.at("/run/verdict/load/0/percentiles/95").asDouble()).isEqualTo(18.0);
    }

    @Test
    void whatAPersonGaveAsASecretIsInNoReport() throws Exception {
        Reporter.write(dir, RunReports.good("", ""));

        for (String name : List.of("report.json", "report.html", "junit.xml", "results.sarif")) {
            assertThat(Files.readString(dir.resolve(name))).doesNotContain("given-by-hand");
            assertThat(Files.getPosixFilePermissions(dir.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        JsonNode json = JsonMapper.shared().readTree(dir.resolve("report.json").toFile());
        assertThat(json.at("/run/application/services/0/env/0/name").asString()).isEqualTo("JWT_SECRET");
        assertThat(json.at("/run/application/services/0/env/0/value/text").asString())
                .isEqualTo("***");
    }

    @Test
    void aShortValidationDoesNotPassForAWholeOne() throws Exception {
        RunReport whole = RunReports.good("", "");
        Verdict seen = Objects.requireNonNull(whole.verdict());
        RunReport report = new RunReport(
                whole.id(),
                whole.version(),
                whole.started(),
                whole.duration(),
                whole.application(),
                whole.images(),
                whole.chart(),
                whole.cluster(),
                whole.release(),
                new Verdict(
                        seen.checks(),
                        seen.steps(),
                        List.of(),
                        List.of(),
                        new Verdict.Whole("2026-11-22T08-15", "0f3c", "1 of 1 checks", Map.of()),
                        true),
                null,
                whole.gates(),
                whole.phases(),
                whole.inputs(),
                List.of());

        String html = Files.readString(Reporter.write(dir, report));

        assertThat(parse(html).getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("✓ Verified in short");
        assertThat(html).contains("<title>Verified in short", "since run 2026-11-22T08-15, which tried everything");
    }

    @Test
    void runThatStoppedEarlyTellsWhy() throws Exception {
        RunReport whole = RunReports.good("", "");
        RunReport report = new RunReport(
                whole.id(),
                whole.version(),
                whole.started(),
                whole.duration(),
                null,
                null,
                null,
                null,
                null,
                null,
                new Failure(
                        "SLIP-201",
                        "npm ci failed in frontend",
                        "lock file out of date: package-lock.json:1",
                        "npm install"),
                List.of(),
                List.of(),
                whole.inputs(),
                List.of());

        String html = Files.readString(Reporter.write(dir, report));

        assertThat(parse(html).getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("✗ Not verified: npm ci failed in frontend");
        assertThat(html).contains("SLIP-201", "lock file out of date", "npm install");
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
