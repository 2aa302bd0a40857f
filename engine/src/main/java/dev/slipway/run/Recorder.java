package dev.slipway.run;

import dev.slipway.gate.Progress;
import dev.slipway.report.RunReport.PhaseRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Passes events on, and keeps them in the ledger and as steps of the report's timeline. */
final class Recorder implements Progress {
    private final Progress next;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Instant> begun = new LinkedHashMap<>();
    private final Map<String, PhaseRun> steps = new LinkedHashMap<>();

    Recorder(Progress next, Ledger ledger, Clock clock) {
        this.next = next;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void on(Event event) {
        keep(event);
        next.on(event);
    }

    private synchronized void keep(Event event) {
        String name = event.step().isEmpty() ? event.phase() : event.phase() + "/" + event.step();
        String kind = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        switch (event) {
            case Event.Started started -> begun.putIfAbsent(name, clock.instant());
            case Event.Advanced advanced -> {
                begun.putIfAbsent(name, clock.instant());
                return; // There are many a second, and nobody reads them later.
            }
            case Event.Done done -> finish(name, PhaseRun.Status.RAN, done.detail());
            case Event.Skipped skipped -> finish(name, PhaseRun.Status.CACHED, skipped.detail());
            case Event.Noted noted -> {}
        }
        if (event instanceof Event.Skipped && !ledger.started()) {
            return; // A run in which everything is skipped leaves nothing behind.
        }
        try {
            ledger.append(kind, Map.of("step", name, "detail", event.detail()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the run's ledger", e);
        }
    }

    private void finish(String name, PhaseRun.Status status, String reason) {
        Instant now = clock.instant();
        Instant start = begun.getOrDefault(name, now);
        PhaseRun before = steps.get(name);
        if (before != null && before.status() == PhaseRun.Status.RAN && status == PhaseRun.Status.CACHED) {
            return;
        }
        steps.put(name, new PhaseRun(name, status, start, Duration.between(start, now), reason));
    }

    /** Records a phase that a failure ended. @param why the failure, for people */
    synchronized void failed(String phase, String why) {
        Instant now = clock.instant();
        Instant start = begun.getOrDefault(phase, now);
        steps.put(phase, new PhaseRun(phase, PhaseRun.Status.FAILED, start, Duration.between(start, now), why));
    }

    synchronized void notRun(String phase, String why) {
        steps.putIfAbsent(phase, new PhaseRun(phase, PhaseRun.Status.NOT_RUN, clock.instant(), Duration.ZERO, why));
    }

    synchronized List<PhaseRun> steps() {
        return List.copyOf(steps.values());
    }
}
