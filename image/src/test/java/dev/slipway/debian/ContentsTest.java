package dev.slipway.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
    @TempDir
    Path folder;

    private SmallArchive archive;

    @BeforeEach
    void serve() throws IOException {
        archive = new SmallArchive(folder);
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    @Test
    void theIndexOfFilesTellsThePackageOfAFileTheShortestPathFirst() throws Exception {
        archive.file("usr/include/pocketbase/yaml.h", "libdevel/libpocket-dev")
                .file("usr/include/x86_64-linux-gnu/yaml.h", "libdevel/libyaml-dev")
                .file("usr/share/doc/a file/yaml.h", "doc/yaml-doc")
                .file("usr/bin/tclsh", "universe/interpreters/tcl,interpreters/tcl-chroot")
                .publish();
        DebianArchive open = archive.open();
        assertThat(open.holding("small", "/yaml.h", Pattern.compile("^usr/include/(.*/)?yaml\\.h$")))
                .containsExactly("libyaml-dev", "libpocket-dev");
        assertThat(open.holding("small", "/tclsh", Pattern.compile("/tclsh$"))).containsExactly("tcl", "tcl-chroot");
        assertThat(open.holding("small", "/wish", Pattern.compile("/wish$"))).isEmpty();
    }

    @Test
    void aProgramMayDecompressWhatItCan() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/xz")), "there is no /usr/bin/xz");
        archive.add(
                        "lib",
                        "2",
                        "",
                        new DebMaker("lib", "2")
                                .file("./lib/libx.so.1", 0644, "code")
                                .xz())
                .publish();
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("lib"));

        assertThatThrownBy(() ->
                        open.decompressedBy(List.of("/usr/bin/false")).unpack(resolution, folder.resolve("broken")))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining("lib");
        assertThat(folder.resolve("broken")).doesNotExist();
        open.decompressedBy(List.of("/usr/bin/xz", "--decompress", "--stdout"))
                .unpack(resolution, folder.resolve("root"));
        assertThat(folder.resolve("root/usr/lib/libx.so.1")).hasContent("code");
    }

    @Test
    void putsPackagesTogetherOnAMergedHierarchy() throws Exception {
        archive.add(
                        "tool",
                        "1",
                        "Depends: lib",
                        new DebMaker("tool", "1")
                                .folder("./bin")
                                .file("./bin/tool", 04755, "a tool")
                                .hardlink("./bin/same", "./bin/tool")
                                .symlink("./usr/share/doc/tool", "lib")
                                .zstd())
                .add(
                        "lib",
                        "2",
                        "Source: libsource (2.1)",
                        new DebMaker("lib", "2")
                                .file("./lib/libx.so.1", 0644, "code")
                                .symlink("./usr/lib/libx.so", "libx.so.1")
                                .file(
                                        "./usr/share/doc/lib/copyright",
                                        0644,
                                        "Format: 1\n\nFiles: *\nLicense: MIT\n text\n")
                                .file("./usr/share/doc/lib/changelog.gz", 0644, "long")
                                .file("./usr/share/man/man1/lib.1", 0644, "long")
                                .xz())
                .publish();
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("tool"));

        Path root = folder.resolve("root");
        open.unpack(resolution, root);

        assertThat(Files.readString(root.resolve("bin/tool"))).isEqualTo("a tool");
        assertThat(Files.isRegularFile(root.resolve("usr/bin/tool"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("usr/bin/tool"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.isSameFile(root.resolve("bin/same"), root.resolve("usr/bin/tool")))
                .isTrue();
        assertThat(Files.readString(root.resolve("usr/lib/libx.so"))).isEqualTo("code");
        assertThat(Files.readString(root.resolve("etc/passwd"))).contains("nonroot:x:65532:65532:");
        assertThat(Files.readString(root.resolve("var/lib/dpkg/status.d/lib")))
                .startsWith("Package: lib\nStatus: install ok installed\nVersion: 2\n");
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.map(p -> root.relativize(p).toString()))
                    .contains("usr/share/doc/lib/copyright")
                    .noneMatch(p -> p.endsWith("changelog.gz") || p.contains("man1"));
        }
        assertThat(open.assemble(resolution, UnpackListener.SILENT).packages())
                .extracting(
                        p -> p.of().name(),
                        p -> p.of().source(),
                        p -> p.of().sourceVersion(),
                        p -> p.licences(),
                        p -> p.purl())
                .containsExactly(
                        Tuple.tuple(
                                "lib",
                                "libsource",
                                "2.1",
                                List.of("MIT"),
                                "pkg:deb/debian/lib@2?arch=amd64&distro=small&upstream=libsource"),
                        Tuple.tuple(
                                "tool", "tool", "1", List.of("MIT"), "pkg:deb/debian/tool@1?arch=amd64&distro=small"));
    }

    @Test
    void bundlesTheCertificateAuthorities() throws Exception {
        archive.add(
                        "ca-certificates",
                        "1",
                        "",
                        new DebMaker("ca-certificates", "1")
                                .file("./usr/share/ca-certificates/mozilla/B.crt", 0644, "second")
                                .file("./usr/share/ca-certificates/mozilla/A.crt", 0644, "first\n")
                                .xz())
                .publish();
        DebianArchive open = archive.open();

        List<Entry> entries = open.entries(open.resolve("small", List.of("ca-certificates")));

        Entry bundle = entries.stream()
                .filter(e -> e.path().equals("/etc/ssl/certs/ca-certificates.crt"))
                .findFirst()
                .orElseThrow();
        assertThat(bundle.content().open()).hasContent("first\nsecond\n");
    }

    @Test
    void downloadsNothingTwiceAndGoesOnWhereADownloadStopped() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("app"));
        archive.cutAnswersAfter(deb.length / 2 + 1);

        open.entries(resolution);
        int requests = archive.requests.get();
        open.entries(resolution);

        assertThat(archive.requests.get()).isEqualTo(requests);
    }

    @Test
    void twoWhoWantTheSameFilesAtOnceWaitForEachOther() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        archive.answerAfter(Duration.ofMillis(300));
        DebianArchive shared = archive.open();
        DebianArchive own = archive.open();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Entry>>> asked = Stream.of(shared, shared, own)
                    .map(one -> threads.submit(() -> one.entries(one.resolve("small", List.of("app")))))
                    .toList();
            for (Future<List<Entry>> answer : asked) {
                assertThat(answer.get()).anyMatch(e -> e.path().equals("/usr/bin/app"));
            }
        }
        // The signed index for each of the two archives, the list and the package once for all.
        assertThat(archive.requests).hasValue(4);
    }

    @Test
    void makesAgainWhatWasDamagedSinceItsDownloadAndSaysSo() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("app"));
        Package app = resolution.packages().getFirst();
        Path kept = folder.resolve("cache/by-sha256/" + app.sha256().substring(0, 2) + "/" + app.sha256());
        Path unpacked = folder.resolve("cache/unpacked/" + app.sha256());
        List<String> mended = new ArrayList<>();
        UnpackListener listener = new UnpackListener() {
            @Override
            public void unpacked(Package ready, int done, int all, long bytesDone, long bytes) {}

            @Override
            public void mended(String what) {
                mended.add(what);
            }
        };
        open.assemble(resolution, listener);
        assertThat(mended).isEmpty();

        Files.delete(unpacked.resolve("0"));
        assertThat(content(open.assemble(resolution, listener))).isEqualTo("app");
        assertThat(mended).singleElement().asString().contains("unpacked package app 1 was damaged", "/usr/bin/app");

        for (byte[] damaged : List.of(flipped(deb), Arrays.copyOf(deb, 40))) {
            try (Stream<Path> files = Files.list(unpacked)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.write(kept, damaged);
            assertThat(content(open.assemble(resolution, listener))).isEqualTo("app");
            assertThat(kept).hasBinaryContent(deb);
        }
        assertThat(mended).hasSize(2).last().asString().contains(".deb of app 1 was damaged");
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[bytes.length - 30] ^= 1;
        return other;
    }

    private static String content(RootFilesystem files) throws IOException {
        Entry app = files.entries().stream()
                .filter(e -> e.path().equals("/usr/bin/app"))
                .findFirst()
                .orElseThrow();
        try (InputStream in = app.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void filesHaveThePackagesDates() throws Exception {
        Instant built = Instant.parse("2025-07-04T12:00:00Z");
        archive.add(
                        "app",
                        "1",
                        "",
                        new DebMaker("app", "1")
                                .at(built)
                                .file("./usr/bin/app", 0755, "app")
                                .xz())
                .publish();
        DebianArchive open = archive.open();
        List<Entry> entries = open.entries(open.resolve("small", List.of("app")));
        assertThat(entries)
                .filteredOn(e -> e.path().equals("/usr/bin/app"))
                .singleElement()
                .satisfies(e -> assertThat(e.modified()).contains(built));
    }

    @Test
    void whatWasUnpackedBeforeFilesHadDatesIsUnpackedAgainInSilence() throws Exception {
        archive.add(
                        "app",
                        "1",
                        "",
                        new DebMaker("app", "1")
                                .file("./usr/bin/app", 0755, "app")
                                .xz())
                .publish();
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("app"));
        List<Entry> entries = open.entries(resolution);
        Path index = folder.resolve("cache/unpacked")
                .resolve(resolution.packages().getFirst().sha256())
                .resolve("index");
        Files.write(
                index,
                Files.readAllLines(index).stream()
                        .map(line -> line.substring(0, line.lastIndexOf('\t')))
                        .toList());
        assertThat(open.entries(resolution))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("content")
                .isEqualTo(entries);
    }

    @Test
    void stopsADownloadAtItsAnnouncedSize() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        archive.files.put("debian/pool/app.deb", Arrays.copyOf(deb, 1 << 22));

        failsWith("it is longer than the " + deb.length + " bytes of the signed index");
        try (Stream<Path> files = Files.walk(folder.resolve("cache/by-sha256"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".part")))
                    .allMatch(f -> f.toFile().length() <= deb.length);
        }
    }

    @Test
    void refusesAPackageThatIsCutShort() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        archive.files.put("debian/pool/app.deb", Arrays.copyOf(deb, deb.length - 10));

        failsWith("it ended after " + (deb.length - 10) + " of " + deb.length + " bytes");
    }

    @Test
    void refusesAPackageWithOtherBytes() throws Exception {
        byte[] deb = new DebMaker("app", "1").file("./usr/bin/app", 0755, "app").xz();
        archive.add("app", "1", "", deb).publish();
        byte[] other = deb.clone();
        other[deb.length / 2] ^= 1;
        archive.files.put("debian/pool/app.deb", other);

        failsWith("do not have the digest");
    }

    @Test
    void refusesAPathThatLeadsOutOfTheFolder() throws Exception {
        archive.add(
                        "app",
                        "1",
                        "",
                        new DebMaker("app", "1").file("./../evil", 0644, "evil").xz())
                .publish();

        failsWith("not a normal path");
    }

    @Test
    void keepsALinkThatPointsOutInsideTheFolder() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        archive.add(
                        "app",
                        "1",
                        "",
                        new DebMaker("app", "1")
                                .symlink("./opt", outside.toString())
                                .file("./opt/evil", 0644, "evil")
                                .xz())
                .publish();
        DebianArchive open = archive.open();

        open.unpack(open.resolve("small", List.of("app")), folder.resolve("root"));

        assertThat(outside).isEmptyDirectory();
        assertThat(folder.resolve("root" + outside + "/evil")).hasContent("evil");
    }

    private void failsWith(String why) throws Exception {
        DebianArchive open = archive.open();
        Resolution resolution = open.resolve("small", List.of("app"));
        assertThatThrownBy(() -> open.entries(resolution))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("cache/unpacked"))
                .satisfiesAnyOf(
                        p -> assertThat(p).doesNotExist(), p -> assertThat(p).isEmptyDirectory());
    }
}
