package dev.slipway.cli;

import dev.slipway.gate.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Progress without a terminal. Each event is a line; an advance prints one every few seconds. */
final class PlainProgress implements Progress {
    private static final Duration BETWEEN = Duration.ofSeconds(15);

    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Map<String, Long> lastTold = new HashMap<>();

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void on(Event event) {
        String of = event.step().isEmpty() ? event.phase() : event.phase() + " " + event.step();
        switch (event) {
            case Event.Started e -> tell("…", of, e.detail());
            case Event.Done e -> tell("✓", of, e.detail());
            case Event.Skipped e -> tell("=", of, e.detail());
            case Event.Noted e -> tell("!", event.phase(), e.step() + "  " + e.detail());
            case Event.Advanced e -> {
                long now = System.nanoTime();
                long last = lastTold.getOrDefault(of, 0L);
                if (last == 0 || now - last > BETWEEN.toNanos()) {
                    lastTold.put(of, now);
                    String far = e.fraction() < 0 ? "" : " " + Math.round(e.fraction() * 100) + "%";
                    tell(
                            "…",
                            of,
                            e.detail()
                                    + far
                                    + e.left().map(l -> ", " + Screen.left(l)).orElse(""));
                }
            }
        }
    }

    private void tell(String mark, String of, String detail) {
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(Locale.ROOT, "%7.1f s  %s %-24s %s%n", seconds, mark, of, detail);
        out.flush();
    }
}
