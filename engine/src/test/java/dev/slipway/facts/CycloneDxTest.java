package dev.slipway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.image.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** From an image's files by their libraries to the list that a person gets. */
class CycloneDxTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static List<String> purls(Entry entry) throws Exception {
        return Libraries.in(entry).stream().map(Library::purl).toList();
    }

    private static List<Library> libraries() throws Exception {
        List<Library> libraries = new ArrayList<>();
        for (Entry entry : List.of(
                ImageFiles.file(
                        "/app/deps/fast_api-0.1.dist-info/METADATA",
                        "Name: Fast_API\nVersion: 0.1\nLicense-Expression: MIT OR Apache-2.0\n\nVersion: 9\n"),
                ImageFiles.file(
                        "/app/node_modules/@next/env/package.json",
                        "{\"name\": \"x\", \"version\": \"16.4.6\", \"license\": \"MIT\"}"),
                ImageFiles.jar(
                        "/app/lib/jackson.jar",
                        Map.of(
                                "META-INF/maven/tools.jackson.core/jackson-core/pom.properties",
                                "groupId=tools.jackson.core\nartifactId=jackson-core\nversion=3.2.4\n")),
                ImageFiles.jar("/app/lib/plain-1.2.jar", Map.of("a", "b")),
                ImageFiles.file("/usr/lib/jvm/runtime/release", "JAVA_VERSION=\"25.0.3\"\n"))) {
            libraries.addAll(Libraries.in(entry));
        }
        return libraries;
    }

    /**
     * By CycloneDX's own schema, which its library carries; that library's own validation needs an older release of the
     * validator than the one here.
     */
    private static List<String> violations(byte[] sbom) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7,
                        registry -> registry.schemaIdResolvers(
                                ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
                .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"))
                .validate(JsonMapper.shared().readTree(sbom))
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void eachKindOfFileShowsItsLibrary() throws Exception {
        assertThat(libraries())
                .extracting(Library::purl)
                .containsExactly(
                        "pkg:pypi/fast-api@0.1",
                        "pkg:npm/%40next/env@16.4.6",
                        "pkg:maven/tools.jackson.core/jackson-core@3.2.4",
                        "pkg:generic/plain@1.2",
                        "pkg:generic/openjdk@25.0.3");
    }

    @Test
    void aFileThatOnlyLooksLikeOneShowsNothing() throws Exception {
        assertThat(purls(ImageFiles.file("/app/node_modules/a/package.json", "{ broken")))
                .isEmpty();
        assertThat(purls(ImageFiles.file("/app/node_modules/a/package.json", "{\"name\": \"a\"}")))
                .isEmpty();
        assertThat(purls(ImageFiles.file("/app/package.json", "{\"version\": \"1\"}")))
                .isEmpty();
        assertThat(purls(ImageFiles.file("/app/x.dist-info/METADATA", "Name: x\n\nVersion: 1\n")))
                .isEmpty();
        assertThat(purls(ImageFiles.jar("/app/app.jar", Map.of("a", "b")))).isEmpty();
        assertThat(purls(Entry.directory("/app/x.jar", 0755, 0, 0))).isEmpty();
    }

    /** What Go's linker writes, after a magic without anything behind it as code that looks for it has. */
    private static Entry goProgram(String version, String modules) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("\u007fELF code \u00ff Go buildinf: more code, and as much again as a header has"
                .getBytes(StandardCharsets.ISO_8859_1));
        bytes.write("\u00ff Go buildinf:\u0008\u0002".getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(new byte[16]);
        for (String text : List.of(version, "<".repeat(16) + modules + ">".repeat(16))) {
            bytes.write(text.length() % 128 | (text.length() >= 128 ? 128 : 0));
            if (text.length() >= 128) {
                bytes.write(text.length() / 128);
            }
            bytes.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write(new byte[100]);
        return Entry.file("/usr/local/bin/server", 0755, 0, 0, bytes.toByteArray());
    }

    @Test
    void aProgramInGoTellsItsModules() throws Exception {
        String modules = """
                path\tshop/cmd/server
                mod\tshop\t(devel)\t
                dep\tgithub.com/gin-gonic/gin\tv1.10.0\th1:nTuyha1TYqgedzytsKYqna+DfLos46nTv2ygFy86HFU=
                dep\tgithub.com/BurntSushi/toml\tv1.4.0+incompatible\th1:x
                dep\tgithub.com/go-chi/chi/v5\tv5.0.0\th1:x
                =>\tgithub.com/fork/chi/v5\tv5.1.0\th1:x
                dep\tshop/shared\tv0.0.0
                =>\t./shared\t(devel)\t
                build\t-trimpath=true
                """;
        assertThat(purls(goProgram("go1.24.4 X:nocoverageredesign", modules)))
                .containsExactly(
                        "pkg:golang/stdlib@1.24.4",
                        "pkg:golang/github.com/gin-gonic/gin@v1.10.0",
                        "pkg:golang/github.com/burntsushi/toml@v1.4.0%2Bincompatible",
                        "pkg:golang/github.com/fork/chi/v5@v5.1.0");
        assertThat(purls(Entry.file("/usr/bin/x", 0755, 0, 0, "\u007fELF".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    @Test
    void aLockFileTellsWhatIsNeededAtRunTime(@TempDir Path folder) throws Exception {
        Path lock = Files.writeString(folder.resolve("package-lock.json"), """
                {"packages": {
                  "": {"version": "0.1.0"},
                  "node_modules/react": {"version": "19.2.0", "license": "MIT"},
                  "node_modules/a/node_modules/@b/c": {"version": "2.0.0"},
                  "node_modules/typescript": {"version": "6.0.0", "dev": true},
                  "node_modules/fsevents": {"version": "2.3.3", "optional": true}}}
                """);

        assertThat(Libraries.npmLock(lock))
                .extracting(Library::purl)
                .containsExactly("pkg:npm/react@19.2.0", "pkg:npm/%40b/c@2.0.0");
        assertThat(Libraries.npmLock(folder.resolve("none"))).isEmpty();
    }

    @Test
    void theListKeepsTheSchemaAndIsTheSameEachTime() throws Exception {
        List<Library> libraries = new ArrayList<>(libraries());
        libraries.add(new Library("npm", "@next", "env", "16.4.6", List.of("MIT"), "package-lock.json"));
        byte[] sbom = CycloneDx.of("api", DIGEST, RecordedArchive.installed("2.41-12+deb13u1"), libraries);

        assertThat(violations(sbom)).isEmpty();
        String wrong = new String(sbom, StandardCharsets.UTF_8).replace("\"library\"", "\"book\"");
        assertThat(violations(wrong.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        Bom bom = new JsonParser().parse(sbom);
        assertThat(bom.getMetadata().getComponent().getVersion()).isEqualTo(DIGEST);
        assertThat(bom.getComponents())
                .extracting(Component::getPurl)
                .hasSize(6)
                .isSorted()
                .contains("pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64&distro=trixie&upstream=glibc");
        Component env = bom.getComponents().stream()
                .filter(c -> "env".equals(c.getName()))
                .findFirst()
                .orElseThrow();
        // What lies in the image wins over what a lock file only says.
        assertThat(env.getProperties().getFirst().getValue()).isEqualTo("/app/node_modules/@next/env/package.json");
        assertThat(CycloneDx.of("api", DIGEST, RecordedArchive.installed("2.41-12+deb13u1"), libraries))
                .isEqualTo(sbom);
        String other = DIGEST.replace('a', 'b');
        assertThat(CycloneDx.moved(sbom, "api", DIGEST, other))
                .isEqualTo(CycloneDx.of("api", other, RecordedArchive.installed("2.41-12+deb13u1"), libraries))
                .isNotEqualTo(sbom);
    }
}
