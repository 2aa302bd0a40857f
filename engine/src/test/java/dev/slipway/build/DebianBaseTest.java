package dev.slipway.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.containerize.Workshop;
import dev.slipway.facts.Fixes;
import dev.slipway.facts.RecordedArchive;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianBaseTest {
    private static final Instant LATER = RecordedArchive.NOW.plus(Duration.ofHours(13));

    @TempDir
    Path folder;

    private final RecordedArchive archive = new RecordedArchive();

    private BaseImage base(Instant now) throws Exception {
        Service service = new Service(
                "api",
                Role.BACKEND,
                "fastapi",
                "a test's service",
                "api",
                8000,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of());
        BuildPlan plan = Workshop.plan(List.of(), List.of(), List.of());
        Job job = new Job(
                new Workshop(folder).workspace(),
                new Application("shop", List.of(service), List.of()),
                service,
                plan,
                new SourceDate(folder, Clock.fixed(now, ZoneOffset.UTC)),
                Progress.SILENT);
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Path kept = folder.resolve("layers");
        return new DebianBase(
                        archive,
                        new Fixes(archive, kept, clock),
                        "amd64",
                        Layout.open(folder.resolve("oci")),
                        kept,
                        clock)
                .of(job);
    }

    @Test
    void holdsWhatTheServiceNamesAndCertificatesWithoutTheirScriptsNeeds() throws Exception {
        BaseImage made = base(RecordedArchive.NOW);

        assertThat(archive.asked)
                .containsExactly("resolve [ca-certificates, python3, tzdata] without [openssl]", "assemble 2.41-12");
        assertThat(made.packages()).isEqualTo(RecordedArchive.installed("2.41-12"));
        assertThat(Layout.open(folder.resolve("oci")).blob(made.layer().digest()))
                .exists();
    }

    @Test
    void isKeptForHoursAndAsksTheArchiveForFixesOnly() throws Exception {
        BaseImage first = base(RecordedArchive.NOW);
        archive.asked.clear();

        assertThat(base(RecordedArchive.NOW.plus(Duration.ofHours(2)))).isEqualTo(first);
        assertThat(archive.asked).containsExactly("updates");
    }

    @Test
    void isMadeAnewAtOnceWhereAFixIsPublished() throws Exception {
        base(RecordedArchive.NOW);
        archive.version = "2.41-12+deb13u1";

        assertThat(base(RecordedArchive.NOW.plus(Duration.ofHours(2))).packages())
                .isEqualTo(RecordedArchive.installed("2.41-12+deb13u1"));
    }

    @Test
    void ofTheSamePackagesKeepsItsLayerAndSaysWhenItWasLookedAt() throws Exception {
        BaseImage first = base(RecordedArchive.NOW);
        archive.asked.clear();

        BaseImage second = base(LATER);
        assertThat(second.layer()).isEqualTo(first.layer());
        assertThat(second.resolvedAt()).isEqualTo(LATER.toString());
        assertThat(archive.asked).noneMatch(a -> a.startsWith("assemble"));
    }

    @Test
    void isTheOneOfYesterdayWithoutANetworkAndSaysSo() throws Exception {
        BaseImage first = base(RecordedArchive.NOW);
        archive.network = false;

        BaseImage second = base(LATER);
        assertThat(second.layer()).isEqualTo(first.layer());
        assertThat(second.resolvedAt()).isEqualTo(first.resolvedAt());
        assertThat(second.notes()).singleElement().asString().contains("there is no network");
    }

    @Test
    void isMadeAgainWhereItsLayerIsDamaged() throws Exception {
        BaseImage first = base(RecordedArchive.NOW);
        Layout layout = Layout.open(folder.resolve("oci"));
        Files.write(layout.blob(first.layer().digest()), new byte[7]);
        assertThat(base(RecordedArchive.NOW)).isEqualTo(first);
        assertThat(layout.whole(first.layer())).isTrue();
    }

    @Test
    void isMadeAgainWhereItsLayerIsGoneAndFailsWithoutANetworkThen() throws Exception {
        BaseImage first = base(RecordedArchive.NOW);
        Files.delete(Layout.open(folder.resolve("oci")).blob(first.layer().digest()));
        assertThat(base(RecordedArchive.NOW)).isEqualTo(first);

        Files.delete(Layout.open(folder.resolve("oci")).blob(first.layer().digest()));
        archive.network = false;
        assertThatThrownBy(() -> base(RecordedArchive.NOW))
                .isInstanceOfSatisfying(
                        SlipwayFailure.class, e -> assertThat(e.failure().why()).contains("there is no network"));
    }
}
