package dev.slipway.facts;

import dev.slipway.application.ScanSettings;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.osv.OpenVex;
import dev.slipway.osv.OsvApi;
import dev.slipway.osv.OsvExport;
import dev.slipway.osv.OsvSource;
import dev.slipway.osv.Policy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scanners that this machine and a person's settings have. */
public final class Scanners {
    /** Names the API's address, or {@code none}; for all applications. */
    private static final String API = "SLIPWAY_OSV";

    /** As long as Debian's index is trusted. */
    private static final Duration API_AGE = Duration.ofDays(1);

    /** A person who gives an export knows its age; a month old it is a relic. */
    private static final Duration EXPORT_AGE = Duration.ofDays(30);

    private Scanners() {}

    /**
     * All scanners.
     *
     * @throws SlipwayFailure SLIP-111 if a VEX document in the source's folder {@code slipway} cannot be used
     */
    public static Scanner of(Workspace workspace, ScanSettings settings, Fixes fixes, Clock clock) throws IOException {
        Path kept = workspace.home().resolve("osv");
        boolean export = settings.database().isPresent();
        Policy policy;
        try {
            policy = Policy.of(
                    settings,
                    OpenVex.in(workspace.source().resolve("slipway")),
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        } catch (OpenVex.UnusableException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-111",
                            "A VEX document cannot be used.",
                            String.valueOf(e.getMessage()),
                            "mend the file, or move it out of the folder slipway"),
                    e);
        }
        return Scanner.all(List.of(
                new SecuritySuite(fixes, clock),
                new OsvScanner(
                        settings.database()
                                .<OsvSource>map(folder ->
                                        new OsvExport(workspace.source().resolve(folder), kept))
                                .orElseGet(() -> api(workspace, settings, kept, clock)),
                        policy,
                        export ? EXPORT_AGE : API_AGE,
                        clock)));
    }

    private static OsvSource api(Workspace workspace, ScanSettings settings, Path kept, Clock clock) {
        String named = workspace.env().getOrDefault(API, "");
        String address = named.isBlank() ? settings.api().orElse(OsvApi.PUBLIC.toString()) : named;
        return address.equals(ScanSettings.NOBODY)
                ? packages -> new OsvSource.Lookup(
                        "nothing",
                        Map.of(),
                        Map.of(),
                        new TreeMap<>(packages.stream()
                                .map(one -> one.ecosystem())
                                .distinct()
                                .collect(Collectors.toMap(Function.identity(), e -> "nobody is asked"))))
                : new OsvApi(URI.create(address), kept, clock);
    }
}
