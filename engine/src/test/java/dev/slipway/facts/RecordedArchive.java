package dev.slipway.facts;

import dev.slipway.build.DebianBase;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Package;
import dev.slipway.debian.Resolution;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.debian.UnpackListener;
import dev.slipway.debian.Updates;
import dev.slipway.image.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Debian archive of one package, whose network can be cut; it records what it was asked. */
public final class RecordedArchive implements DebianBase.Packages, Fixes.Archive {
    public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    public final List<String> asked = new ArrayList<>();
    public String version = "2.41-12";
    public boolean network = true;
    String security = "trixie-security";
    Instant fetched = NOW;
    Instant validUntil = Instant.parse("2026-11-28T00:53:03Z");

    private static Package libc(String version) {
        return new Package(
                "libc6", version, "amd64", "glibc", version, "http://mirror/libc6.deb", 1, "digest of " + version);
    }

    public static List<RootFilesystem.Installed> installed(String version) {
        Package libc = libc(version);
        return List.of(new RootFilesystem.Installed(libc, List.of("LGPL-2.1+"), libc.purl("trixie")));
    }

    @Override
    public Resolution resolve(String suite, Set<String> names, Set<String> without) {
        asked.add("resolve " + names + " without " + without);
        if (!network) {
            throw new DebianException("there is no network");
        }
        return new Resolution(suite, "amd64", List.of(libc(version)), Map.of(suite, "2026-11-20"), List.of());
    }

    @Override
    public RootFilesystem assemble(Resolution resolution, UnpackListener listener) {
        String version = resolution.packages().getFirst().version();
        asked.add("assemble " + version);
        return new RootFilesystem(
                resolution.suite(),
                installed(version),
                List.of(Entry.file("/lib/libc.so", 0755, 0, 0, version.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public Updates updates(String release, Duration age) {
        asked.add("updates");
        if (!network) {
            throw new DebianException("there is no network");
        }
        return new Updates(
                release,
                List.of(new Updates.Index(
                        security, Instant.parse("2026-11-21T00:53:03Z"), Optional.of(validUntil), fetched)),
                Map.of("libc6", version),
                List.of());
    }
}
