package dev.slipway.containerize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Profile;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress.Event;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerizerTest {
    private static final String JOIN = "mkdir -p ../.built && cat one.txt two.txt > ../.built/main.py";

    @TempDir
    Path folder;

    private Workshop joined() throws IOException {
        return joined(folder);
    }

    private static Workshop joined(Path folder) throws IOException {
        return new Workshop(folder)
                .file("api/one.txt", "one\n")
                .file("api/two.txt", "two\n")
                .service("api", Workshop.joined("api", JOIN));
    }

    private static Check check(Gated<?> gated, String id) {
        return gated.gate().checks().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Path unpacked(Workshop workshop, BuiltImage image) throws IOException {
        Path root = Files.createTempDirectory(folder, "root");
        new Unpacker(false, 1 << 20).unpack(Layout.open(workshop.home.resolve("oci")), image.reference(), root);
        return root;
    }

    @Test
    void theBuildFolderOfACheckoutThatIsGoneGoesWithTheNextBuild() throws Exception {
        Path home = folder.resolve("home");
        List<Path> checkouts = List.of(folder.resolve("first"), folder.resolve("second"));
        for (Path checkout : checkouts) {
            new Workshop(home, checkout)
                    .file("api/one.txt", "one\n")
                    .file("api/two.txt", "two\n")
                    .service("api", Workshop.joined("api", JOIN))
                    .build();
        }
        assertThat(home.resolve("build")).isDirectoryContaining("glob:**/shop-*");
        try (var folders = Files.list(home.resolve("build"))) {
            assertThat(folders).hasSize(2);
        }

        Files.move(checkouts.getFirst(), folder.resolve("elsewhere"));
        joined().build();
        try (var folders = Files.list(home.resolve("build"))) {
            assertThat(folders.map(f -> f.resolve("checkout")))
                    .extracting(note -> Files.readString(note))
                    .containsExactlyInAnyOrder(
                            checkouts.getLast().toString(),
                            folder.resolve("source").toString());
        }
    }

    @Test
    void anImageHoldsWhatItsStepsMadeAndIsNamedByItsContent() throws Exception {
        Workshop workshop = joined();
        Gated<Images> built = workshop.build();
        BuiltImage image = workshop.image(built, "api");
        assertThat(image.reference())
                .isEqualTo("slipway.local/shop/api:" + image.digest().substring(7, 19));
        assertThat(Layout.open(Path.of(built.value().layout())).find(image.reference()))
                .contains(image.digest());
        assertThat(image.layers())
                .extracting(BuiltImage.Layer::name)
                .containsExactly("base", "dependencies", "code", "folders");
        Path root = unpacked(workshop, image);
        assertThat(root.resolve("app/main.py")).hasContent("one\ntwo\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("app/main.py"))))
                .isEqualTo("rw-r--r--");
        assertThat(root.resolve("app/cache")).isDirectory();
        assertThat(built.gate().open()).isTrue();
    }

    @Test
    void anUnchangedSourceRunsNoStepAndMakesNoLayer() throws Exception {
        Workshop workshop = joined();
        BuiltImage first = workshop.image(workshop.build(), "api");
        BuiltImage second = workshop.image(workshop.build(), "api");
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.layers()).noneMatch(BuiltImage.Layer::rebuilt);
        assertThat(workshop.details(Event.Skipped.class)).anyMatch(d -> d.startsWith("join: inputs"));
    }

    @Test
    void aChangedLineOfCodeRewritesTheLayerOfTheCodeOnly() throws Exception {
        Workshop workshop = joined();
        workshop.build();
        workshop.file("api/one.txt", "another\n");
        Gated<Images> built = workshop.build();
        assertThat(workshop.image(built, "api").layers())
                .filteredOn(BuiltImage.Layer::rebuilt)
                .extracting(BuiltImage.Layer::name)
                .containsExactly("code");
        assertThat(workshop.details(Event.Advanced.class)).anyMatch(d -> d.contains("its inputs changed"));
        assertThat(check(built, "G2.built.api").evidence()).contains("1 of 4 layers are new: code");
    }

    @Test
    void aStepThatRunsAgainFindsNothingOfWhatItMadeBefore() throws Exception {
        Workshop workshop = new Workshop(folder).file("api/one.txt", "one\n").service("api", linked("one"));
        workshop.build();
        workshop.service("api", linked("two"));
        Path root = unpacked(workshop, workshop.image(workshop.build(), "api"));
        assertThat(root.resolve("app")).isDirectoryContaining("glob:**/two").isDirectoryNotContaining("glob:**/one");
    }

    /** As jlink does: a folder that is there is refused. */
    private static BuildPlan linked(String module) {
        return Workshop.plan(
                List.of("api/one.txt"),
                List.of(new BuildPlan.Step(
                        "link",
                        List.of(
                                "sh",
                                "-c",
                                "mkdir -p .built && mkdir .built/runtime && touch .built/runtime/" + module),
                        "",
                        Map.of(),
                        List.of(),
                        List.of(".built/runtime"))),
                List.of(new BuildPlan.LayerPlan("code", List.of(new BuildPlan.Copy(".built/runtime", "/app")))));
    }

    @Test
    void whatAStepWritesAgainAndLeavesAsItWasMakesNoLayer() throws Exception {
        Workshop workshop = joined();
        Object written = codeLayer(workshop);
        workshop.service("api", Workshop.joined("api", JOIN + " && true"));
        assertThat(codeLayer(workshop)).isEqualTo(written);
        assertThat(workshop.details(Event.Advanced.class)).anyMatch(d -> d.contains("its inputs changed"));
        workshop.service("api", Workshop.joined("api", JOIN + " && chmod 755 ../.built/main.py"));
        assertThat(codeLayer(workshop)).isNotEqualTo(written);
    }

    /** Identity of the file that the layer of the code was written to: each writing makes another. */
    private static Object codeLayer(Workshop workshop) throws Exception {
        BuiltImage image = workshop.image(workshop.build(), "api");
        String digest = image.layers().stream()
                .filter(layer -> layer.name().equals("code"))
                .findFirst()
                .orElseThrow()
                .digest();
        Path blob = Layout.open(workshop.home.resolve("oci")).blob(digest);
        return Files.getAttribute(blob, "unix:ino");
    }

    @Test
    void anotherHomeAndAnotherTimeGiveTheSameBytesOfOneCommit() throws Exception {
        Workshop here = joined(folder.resolve("a"));
        Workshop there = joined(folder.resolve("b"));
        here.commit("2026-03-04T05:06:07Z");
        there.commit("2026-03-04T05:06:07Z");
        there.clock = Clock.offset(here.clock, Duration.ofDays(3));
        BuiltImage image = here.image(here.build(), "api");
        assertThat(there.image(there.build(), "api").digest()).isEqualTo(image.digest());
        assertThat(modified(here, image)).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
    }

    @Test
    void aFileHasTheDateOfTheCommitThatChangedItsLayerAndKeepsItWhileTheContentStays() throws Exception {
        Workshop workshop = joined();
        workshop.commit("2026-03-04T05:06:07Z");
        BuiltImage first = workshop.image(workshop.build(), "api");
        workshop.file("api/one.txt", "eno\n");
        workshop.commit("2026-03-09T10:11:12Z");
        BuiltImage second = workshop.image(workshop.build(), "api");
        assertThat(modified(workshop, first)).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(modified(workshop, second)).isEqualTo(Instant.parse("2026-03-09T10:11:12Z"));
        assertThat(layer(second, "dependencies")).isEqualTo(layer(first, "dependencies"));

        workshop.file("api/one.txt", "one\n");
        workshop.commit("2026-03-10T00:00:00Z");
        assertThat(workshop.image(workshop.build(), "api").digest()).isEqualTo(first.digest());
    }

    @Test
    void withoutACommitAFileHasTheTimeOfTheFirstBuildWithItsContent() throws Exception {
        Workshop workshop = joined();
        Instant first = workshop.clock.instant();
        BuiltImage image = workshop.image(workshop.build(), "api");
        assertThat(modified(workshop, image)).isEqualTo(first);
        workshop.clock = Clock.offset(workshop.clock, Duration.ofHours(1));
        assertThat(workshop.image(workshop.build(), "api").digest()).isEqualTo(image.digest());
        workshop.file("api/one.txt", "eno\n");
        assertThat(modified(workshop, workshop.image(workshop.build(), "api")))
                .isEqualTo(first.plus(Duration.ofHours(1)));
    }

    private Instant modified(Workshop workshop, BuiltImage image) throws IOException {
        return Files.getLastModifiedTime(unpacked(workshop, image).resolve("app/main.py"))
                .toInstant();
    }

    private static String layer(BuiltImage image, String name) {
        return image.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow()
                .digest();
    }

    @Test
    void aDamagedBlobIsMadeAgainAsItWasAndTold() throws Exception {
        Workshop workshop = joined();
        BuiltImage image = workshop.image(workshop.build(), "api");
        workshop.clock = Clock.offset(workshop.clock, Duration.ofDays(1));
        Layout layout = Layout.open(workshop.home.resolve("oci"));
        List<String> blobs = layout.blobsOf(image.digest());
        // Of the base, which the workshop makes each time, nothing can be damaged.
        for (String digest : blobs) {
            if (digest.equals(layer(image, "base"))) {
                continue;
            }
            for (boolean gone : List.of(false, true)) {
                if (gone) {
                    Files.delete(layout.blob(digest));
                } else {
                    Files.write(layout.blob(digest), new byte[3]);
                }
                BuiltImage again = workshop.image(workshop.build(), "api");
                assertThat(again.digest()).isEqualTo(image.digest());
                assertThat(layout.holds(image.reference(), image.digest())).isTrue();
                assertThat(workshop.details(Event.Noted.class))
                        .anyMatch(told -> told.contains("is not whole in the cache"));
            }
        }
        workshop.build();
        assertThat(workshop.details(Event.Noted.class)).isEmpty();
    }

    @Test
    void whatAToolLeftInTheBuildFolderStaysAndADeletedSourceFileGoes() throws Exception {
        Workshop workshop =
                joined().service("api", Workshop.joined("api", JOIN + " && ls > ../.built/names; touch cache.bin"));
        workshop.build();
        Files.delete(workshop.source.resolve("api/one.txt"));
        workshop.service("api", Workshop.joined("api", "mkdir -p ../.built && ls > ../.built/names"));
        Path root = unpacked(workshop, workshop.image(workshop.build(), "api"));
        assertThat(root.resolve("app/names")).hasContent("cache.bin\ntwo.txt");
    }

    @Test
    void aStepWhoseOutputIsGoneRunsAgain() throws Exception {
        Workshop workshop = joined();
        workshop.build();
        try (Stream<Path> files = Files.walk(workshop.home.resolve("build"))) {
            Files.delete(files.filter(f -> f.endsWith("main.py")).findFirst().orElseThrow());
        }
        assertThat(workshop.image(workshop.build(), "api").layers()).noneMatch(BuiltImage.Layer::rebuilt);
        assertThat(workshop.details(Event.Advanced.class)).anyMatch(d -> d.contains("its output is gone"));
    }

    @Test
    void aFailingStepShowsTheToolsOwnLines() throws Exception {
        Workshop workshop = joined().service("api", Workshop.joined("api", "echo line 7: no such thing >&2; exit 3"));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).isEqualTo("SLIP-202");
            assertThat(e.failure().evidence()).containsExactly("line 7: no such thing");
            assertThat(e.failure().why()).contains("exit code 3");
        });
    }

    @Test
    void aPackageThatItsRegistryDoesNotGiveIsNamedAndTheSourceIsNotBlamed() throws Exception {
        for (String said : List.of(
                "npm error code E404",
                "npm error 403 403 Forbidden - GET https://registry.example/left-pad",
                "  x Because flosk was not found in the package registry and your project depends on flosk",
                "ERROR: No matching distribution found for flosk==9",
                "[ERROR] dependency: shop:prices:jar:1.2.3 was not found in https://maven.example",
                "go: example.org/x@v1.2.3: reading https://proxy.example/x/@v/v1.2.3.mod: 403 Forbidden",
                "error: no matching package named `flosk` found")) {
            Workshop workshop = joined().file("api/one.txt", said + "\n")
                    .service("api", Workshop.joined("api", "cat one.txt; exit 1"));
            assertThatThrownBy(workshop::build).as(said).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
                assertThat(e.failure().id()).isEqualTo("SLIP-209");
                assertThat(e.failure().why()).isEqualTo(said.strip());
            });
        }
    }

    /** @param telling what of a tool's many lines says what is wrong, and has to be the first that is shown */
    private void assertFirst(String telling, String before, String after) throws Exception {
        String said = "progress\n".repeat(30) + before + telling + "\n" + after;
        Workshop workshop = joined().file("api/one.txt", said)
                .service("api", Workshop.joined("api", "sed \"s#HERE#$(cd .. && pwd)#\" one.txt; exit 1"));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            List<String> lines = telling.replace("HERE/", "").lines().toList();
            assertThat(e.failure().evidence()).startsWith(lines.toArray(String[]::new));
            assertThat(e.failure().evidence()).hasSizeLessThan(25).contains("...");
            assertThat(e.failure().evidence()).endsWith("the end").noneMatch(l -> l.contains("Re-run Maven"));
        });
    }

    @Test
    void theLinesOfAToolThatTellWhatIsWrongComeFirst() throws Exception {
        String rest = "[ERROR] \n[ERROR] Re-run Maven\n".repeat(10) + "the end\n";
        assertFirst("""
                [ERROR] HERE/api/src/main/java/shop/Cart.java:[12,9] cannot find symbol
                  symbol:   class Price
                  location: class shop.Cart
                [ERROR] HERE/api/src/main/java/shop/Shop.java:[3,17] ';' expected""", "[ERROR] COMPILATION ERROR : \n", rest);
        assertFirst(
                "[ERROR] Failed to execute goal on project shop: Could not resolve dependencies", "[INFO] x\n", rest);
        assertFirst(
                "HERE/api/src/Cart.java:12: error: cannot find symbol\n  Price price;\n  ^",
                "> Task :compileJava FAILED\n",
                "\n* What went wrong:\nExecution failed for task\n" + "* Try:\n".repeat(15) + "the end\n");
        assertFirst(
                "* What went wrong:\nCould not determine the dependencies of task ':x'.\n> Could not resolve a:b:1.",
                "",
                "* Try:\n> Run with --stacktrace\n".repeat(10) + "the end\n");
        assertFirst(
                "src/cart.ts(12,9): error TS2304: Cannot find name 'Price'.",
                "",
                "ELIFECYCLE\n".repeat(9) + "the end\n");
        assertFirst(
                "./app/cart.tsx:12:9\nType error: Cannot find name 'Price'.",
                "Failed to compile.\n",
                "  10 | x\n".repeat(15) + "the end\n");
        assertFirst("./cart.go:12:9: undefined: Price", "# shop\n", "note\n".repeat(12) + "the end\n");
        assertFirst(
                "ERROR: No matching distribution found for flaks==3.0", "", "[notice] pip\n".repeat(12) + "the end\n");
        assertFirst(
                "  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no flaks",
                "Using Python\n",
                "hint\n".repeat(12) + "the end\n");
    }

    @Test
    void aPersonsOwnOptionsForMavenWinOverTheSteps() throws Exception {
        Workshop workshop = new Workshop(folder, Map.of("PATH", "/usr/bin:/bin", "MAVEN_OPTS", "-Xmx4g"))
                .service(
                        "api",
                        Workshop.plan(
                                List.of(),
                                List.of(new BuildPlan.Step(
                                        "compile",
                                        List.of("sh", "-c", "echo \"$MAVEN_OPTS\" > .built"),
                                        "",
                                        Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1"),
                                        List.of(),
                                        List.of(".built"))),
                                List.of(new BuildPlan.LayerPlan(
                                        "code", List.of(new BuildPlan.Copy(".built", "/app/options"))))));
        Path root = unpacked(workshop, workshop.image(workshop.build(), "api"));
        assertThat(root.resolve("app/options")).hasContent("-XX:TieredStopAtLevel=1 -Xmx4g");
    }

    @Test
    void aMissingToolAndAMissingOutputAreNamed() throws Exception {
        Workshop workshop = joined();
        workshop.service("api", Workshop.joined("api", "true"));
        assertThatThrownBy(workshop::build).hasMessageContaining("SLIP-207").hasMessageContaining(".built");
        BuildPlan.Step step = new BuildPlan.Step("x", List.of("no-such-tool"), "", Map.of(), List.of(), List.of());
        workshop.service("api", Workshop.plan(List.of(), List.of(step), List.of()));
        assertThatThrownBy(workshop::build).hasMessageContaining("SLIP-203").hasMessageContaining("no-such-tool");
    }

    @Test
    void withoutANetworkAToolGoesOnWithWhatItHasKept() throws Exception {
        Workshop workshop = joined();
        String needsNetwork = "[ \"$UV_OFFLINE$npm_config_offline\" = 1true ] || { echo 'dns error' >&2;"
                + " echo 'Temporary failure in name resolution' >&2; exit 2; }; ";
        workshop.service("api", Workshop.joined("api", needsNetwork + JOIN));
        assertThat(workshop.build().gate().open()).isTrue();

        workshop.service("api", Workshop.joined("api", "echo 'npm error code ENOTFOUND' >&2; exit 1"));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).isEqualTo("SLIP-902");
            assertThat(e.failure().exitCode()).isEqualTo(75);
            assertThat(e.failure().evidence()).contains("npm error code ENOTFOUND");
        });
    }

    @Test
    void aFullDiskIsToldWithItsPlaceAndItsRoom() throws Exception {
        Workshop workshop = joined();
        workshop.service("api", Workshop.joined("api", "echo 'cp: write error: No space left on device' >&2; exit 1"));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).isEqualTo("SLIP-208");
            assertThat(e.failure().why()).contains(workshop.home.toString()).contains(" MB free of ");
            assertThat(e.failure().fix()).contains("SLIPWAY_HOME");
        });
    }

    @Test
    void theFirstFailureEndsTheOtherBuilds() throws Exception {
        Workshop workshop = joined().file("slow/one.txt", "").file("slow/two.txt", "");
        workshop.service("slow", Workshop.joined("slow", "echo $$ > ../../../../pid; sleep 300"));
        workshop.service("api", Workshop.joined("api", "while ! [ -s ../../../../pid ]; do sleep 0.05; done; exit 1"));
        assertThatThrownBy(workshop::build).hasMessageContaining("tried to build api");
        long pid = Long.parseLong(Files.readString(workshop.home.resolve("pid")).strip());
        Optional<ProcessHandle> shell = ProcessHandle.of(pid);
        shell.ifPresent(process -> process.onExit().join());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aSecretInTheCodeFailsTheGateWithoutShowingIt() throws Exception {
        Workshop workshop = new Workshop(
                        folder, Map.of("PATH", "/usr/bin:/bin", "MAIL_PASSWORD", "correct-horse-battery"))
                .file("api/one.txt", "key = ghp_" + "a1B2".repeat(9) + "\n")
                .file("api/two.txt", "two correct-horse-battery\n")
                .service("api", Workshop.joined("api", JOIN));
        Gated<Images> built = workshop.build();
        Check secrets = check(built, "G2.secrets");
        assertThat(secrets.status()).isEqualTo(Check.Status.FAIL);
        assertThat(secrets.evidence())
                .contains("GitHub token in /app/main.py", "value of $MAIL_PASSWORD in /app/main.py")
                .doesNotContain("ghp_", "correct-horse");
        assertThat(built.gate().open()).isFalse();
    }

    @Test
    void filesOfSecretsNeverReachTheBuildFolder() throws Exception {
        Workshop workshop = joined().file("api/.env", "TOKEN=x").file("api/.env.example", "TOKEN=");
        BuildPlan.Step step = new BuildPlan.Step(
                "list",
                List.of("sh", "-c", "mkdir -p ../.built && ls -A > ../.built/names"),
                "api",
                Map.of(),
                List.of("**"),
                List.of(".built"));
        workshop.service(
                "api",
                Workshop.plan(
                        List.of("api/.env", "api/.env.example", "api/one.txt"),
                        List.of(step),
                        List.of(new BuildPlan.LayerPlan("code", List.of(new BuildPlan.Copy(".built", "/app"))))));
        assertThat(unpacked(workshop, workshop.image(workshop.build(), "api")).resolve("app/names"))
                .hasContent(".env.example\none.txt");
    }

    @Test
    void aStepThatTakesAFolderOfAnEarlierOneRunsAgainWithIt() throws Exception {
        Workshop workshop = new Workshop(folder).file("api/one.txt", "old");
        BuildPlan.Step compile = new BuildPlan.Step(
                "compile",
                List.of("sh", "-c", "mkdir -p out && cp one.txt out/made"),
                "api",
                Map.of(),
                List.of("api/*.txt"),
                List.of("api/out"));
        BuildPlan.Step collect = new BuildPlan.Step(
                "collect",
                List.of("sh", "-c", "rm -rf .built && cp -R api/out .built"),
                "",
                Map.of(),
                List.of("api/out"),
                List.of(".built"));
        workshop.service(
                "api",
                Workshop.plan(
                        List.of("api/one.txt"),
                        List.of(compile, collect),
                        List.of(new BuildPlan.LayerPlan("code", List.of(new BuildPlan.Copy(".built", "/app"))))));
        workshop.build();
        workshop.file("api/one.txt", "new");
        assertThat(unpacked(workshop, workshop.image(workshop.build(), "api")).resolve("app/made"))
                .hasContent("new");
    }

    @Test
    void whatAStackKnowsOfItsImagesIsCheckedAndTold() throws Exception {
        Profile profile = new Profile(
                0,
                new Profile.Sizing(10, 20, 30, 40),
                List.of(),
                List.of(
                        new Profile.Finding(
                                ".built/main.py", "joined", "R7", "All is apart", "in one: {content}", "part it"),
                        new Profile.Finding(".built/none", "none", "R7", "Nothing", "nothing", "nothing")));
        Workshop workshop = joined().service("api", Workshop.joined("api", JOIN).with(profile));
        Gated<Images> built = workshop.build();
        assertThat(check(built, "G2.joined.api"))
                .isEqualTo(Check.note(
                        "G2.joined.api", List.of("G2", "R7"), "All is apart", "in one: one\ntwo", "part it"));
        assertThat(built.gate().checks()).noneMatch(c -> c.id().equals("G2.none.api"));
        assertThat(check(built, "G2.size.api").status()).isEqualTo(Check.Status.FAIL);
        assertThat(check(built, "G2.size.api").title()).contains("budget of 0 MB");
        assertThat(workshop.image(built, "api").sizing()).isEqualTo(profile.sizing());
    }

    @Test
    void noDataIsNeverAPass() throws Exception {
        Gated<Images> built = joined().build();
        assertThat(check(built, "G2.vulnerabilities.api").status()).isEqualTo(Check.Status.PASS);
        assertThat(check(built, "G2.vulnerabilities.api.npm").status()).isEqualTo(Check.Status.NO_DATA);
    }
}
