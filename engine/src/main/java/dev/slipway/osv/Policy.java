package dev.slipway.osv;

import dev.slipway.application.ScanSettings;
import dev.slipway.application.ScanSettings.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which weaknesses are too bad.
 *
 * @param closing from this severity on; empty if none is too bad
 * @param today on which waivers may have ended
 */
public record Policy(Optional<Severity> closing, List<Waiver> waivers, LocalDate today) {
    /** A local release of somebody else's old dependencies has many high ones; a critical one is too bad anywhere. */
    private static final Severity USUAL = Severity.CRITICAL;

    public Policy {
        waivers = List.copyOf(waivers);
    }

    /** @param further waivers beside those of the settings */
    public static Policy of(ScanSettings settings, List<Waiver> further, LocalDate today) {
        List<Waiver> all = new ArrayList<>(settings.waivers());
        all.addAll(further);
        String word = settings.severity().orElse(USUAL.word());
        return new Policy(word.equals(ScanSettings.NOBODY) ? Optional.empty() : Severity.named(word), all, today);
    }

    /**
     * A weakness with what the policy says of it.
     *
     * @param waiver that accepts it; a waiver that has ended is told in {@code ended}
     */
    public record Judged(Weakness weakness, boolean tooBad, Optional<Waiver> waiver, Optional<Waiver> ended) {}

    public Judged judge(Weakness weakness) {
        List<Waiver> all = waivers.stream().filter(one -> covers(one, weakness)).toList();
        Optional<Waiver> holding = all.stream().filter(this::holds).findFirst();
        Optional<Waiver> ended =
                holding.isPresent() ? Optional.empty() : all.stream().findFirst();
        boolean bad = closing.filter(weakness.severity()::atLeast).isPresent();
        return new Judged(weakness, bad && holding.isEmpty(), holding, ended);
    }

    private boolean holds(Waiver waiver) {
        return waiver.until().isEmpty() || !LocalDate.parse(waiver.until()).isBefore(today);
    }

    private static boolean covers(Waiver waiver, Weakness weakness) {
        Coordinates of = weakness.of();
        return weakness.called(waiver.id())
                && (waiver.library().isEmpty()
                        || waiver.library().equals(of.purlName())
                        || waiver.library().equals(of.purlName() + "@" + of.version()));
    }
}
