package dev.slipway.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolveTest {
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
    void takesAllThatIsNeededAndNothingElse() throws Exception {
        archive.add("app", "1.0", "Pre-Depends: libc (>= 2)\nDepends: missing | tool (>= 2) | other, cron")
                .add("libc", "2.1", "")
                .add("tool", "1.9", "")
                .add("other", "1", "")
                .add("cronie", "3", "Provides: cron")
                .add("unused", "1", "")
                .publish();

        Resolution resolution = archive.open().resolve("small", List.of("app"));

        assertThat(SmallArchive.byName(resolution)).containsOnlyKeys("app", "libc", "other", "cronie");
        assertThat(resolution.notes()).isEmpty();
    }

    @Test
    void takesTheNewestVersionAndAProvidedOneOnlyIfItsVersionFits() throws Exception {
        archive.add("app", "1.0~rc1", "")
                .add("app", "1.0", "Depends: virtual (>= 5)")
                .add("a-old", "9", "Provides: virtual (= 4)")
                .add("b-without", "9", "Provides: virtual")
                .add("c-new", "9", "Provides: virtual (= 5.1)")
                .publish();

        assertThat(SmallArchive.byName(archive.open().resolve("small", List.of("app"))))
                .containsEntry("app", "1.0")
                .containsOnlyKeys("app", "c-new");
    }

    @Test
    void takesWhatIsChosenAlreadyOfAlternativesAndAvoidsConflicts() throws Exception {
        archive.add("app", "1", "Depends: first | second, third | fourth")
                .add("first", "1", "")
                .add("second", "1", "")
                .add("third", "1", "Conflicts: second")
                .add("fourth", "1", "")
                .publish();

        assertThat(SmallArchive.byName(archive.open().resolve("small", List.of("second", "app"))))
                .containsOnlyKeys("app", "second", "fourth");
    }

    @Test
    void leavesOutWhatOnlyInstallationScriptsNeedUnlessItIsNamed() throws Exception {
        archive.add("app", "1", "Depends: debconf (>= 0.5) | debconf-2.0, llvm")
                .add("debconf", "1", "")
                .add("llvm", "1", "")
                .publish();

        DebianArchive open = archive.open();
        assertThat(SmallArchive.byName(open.resolve("small", List.of("app"), Set.of("llvm"))))
                .containsOnlyKeys("app");
        assertThat(SmallArchive.byName(open.resolve("small", List.of("app", "debconf"))))
                .containsOnlyKeys("app", "debconf", "llvm");
    }

    @Test
    void namesTheChainOfADependencyThatCannotBeSatisfied() throws Exception {
        archive.add("app", "1", "Depends: middle")
                .add("middle", "1", "Depends: leaf (>= 2)")
                .add("leaf", "1.5", "")
                .publish();
        DebianArchive open = archive.open();

        assertThatThrownBy(() -> open.resolve("small", List.of("app", "nowhere")))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining("app -> middle -> leaf (>= 2) cannot be satisfied: the archive has leaf 1.5")
                .hasMessageContaining("no package nowhere");
    }

    @Test
    void theCachesOwnListOfMirrorsStandsInForDebians() throws Exception {
        Path own = Files.writeString(folder.resolve("debian.sources"), "Types: deb\nSuites: trixie\n");

        assertThatThrownBy(() -> DebianArchive.standard("amd64", folder))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining(own + ": a source without uris");
    }

    @Test
    void refusesAnIndexThatWasChangedAfterItWasSigned() throws Exception {
        archive.add("app", "1", "").publish();
        archive.files.computeIfPresent(
                "debian/dists/small/InRelease",
                (path, bytes) -> new String(bytes, StandardCharsets.UTF_8)
                        .replace("Origin: Test", "Origin: Evil")
                        .getBytes(StandardCharsets.UTF_8));

        refused("the signature by key .* is bad");
    }

    @Test
    void refusesAnIndexOfAnotherKey() throws Exception {
        archive.add("app", "1", "").publish();
        archive.files.put(
                "debian/dists/small/InRelease",
                new SigningKey("somebody else").clearSign("Codename: small\n").getBytes(StandardCharsets.UTF_8));

        refused("is not in the keyring");
    }

    @Test
    void refusesTextOutsideOfTheSignature() throws Exception {
        archive.add("app", "1", "").publish();
        archive.files.computeIfPresent(
                "debian/dists/small/InRelease",
                (path, bytes) -> (new String(bytes, StandardCharsets.UTF_8) + "\nCodename: other\n")
                        .getBytes(StandardCharsets.UTF_8));

        refused("text after its signature");
    }

    @Test
    void refusesAnIndexPastItsDateUnlessTheSourceAllowsIt() throws Exception {
        archive.date = "Sun, 01 Feb 2026 10:00:00 UTC";
        archive.validUntil = "Sun, 08 Feb 2026 10:00:00 UTC";
        archive.add("app", "1", "").publish();
        refused("was valid until 2026-02-08T10:00:00Z");

        archive.extraSource = "Valid-Until-Min: " + 40 * 86_400 + "\n";
        assertThat(archive.open().resolve("small", List.of("app")).notes())
                .singleElement()
                .asString()
                .contains("the mirror lags behind");
    }

    @Test
    void refusesAnIndexOfTheFuture() throws Exception {
        archive.date = "Sun, 01 Mar 2026 14:00:00 UTC";
        archive.add("app", "1", "").publish();

        refused("set this machine's clock");
    }

    @Test
    void refusesAPackageListThatTheSignedIndexDoesNotKnow() throws Exception {
        archive.add("app", "1", "").publish();
        archive.files.replaceAll((path, bytes) -> {
            if (path.contains("by-hash")) {
                bytes[bytes.length / 2] ^= 1;
            }
            return bytes;
        });

        refused("do not have the digest");
    }

    @Test
    void worksOfflineWithWhatItHasAndSaysSo() throws Exception {
        archive.add("app", "1", "").publish();
        archive.open().resolve("small", List.of("app"));
        archive.close();

        assertThat(archive.open().resolve("small", List.of("app")).notes())
                .singleElement()
                .asString()
                .contains("no network");
    }

    @Test
    void namesTheAddressAndTheRemedyWithoutNetwork() throws Exception {
        archive.close();

        refused("check the network and the proxy");
    }

    @Test
    void namesTheSuitesThatThereAre() throws Exception {
        DebianArchive open = archive.open();

        assertThatThrownBy(() -> open.resolve("sarge", List.of("app"))).hasMessageContaining("the suites are [small]");
    }

    private void refused(String why) throws IOException {
        DebianArchive open = archive.open();
        assertThatThrownBy(() -> open.resolve("small", List.of("app")))
                .isInstanceOf(DebianException.class)
                .hasMessageContaining(archive.url())
                .hasMessageFindingMatch(why);
    }
}
