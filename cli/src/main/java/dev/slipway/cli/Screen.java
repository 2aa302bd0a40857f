package dev.slipway.cli;

import dev.slipway.gate.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Progress on a terminal. Each phase is one line that is finished in place, with its current work below it. Lines of
 * finished phases stay; only changing lines are drawn again.
 */
final class Screen implements Progress, AutoCloseable {
    private static final long FRAME_MILLIS = 100;
    private static final int MOST_STEPS = 6;
    private static final int MOST_NOTES = 4;
    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

    private final PrintStream out;
    private final Style style;
    private final int width;
    private final Map<String, Phase> phases = new LinkedHashMap<>();
    private final Thread painter;
    private int drawn;
    private int frame;

    Screen(PrintStream out, Style style, int width) {
        this.out = out;
        this.style = style;
        this.width = width;
        this.painter = Thread.ofVirtual().start(this::paint);
    }

    private static final class Phase {
        final long began = System.nanoTime();
        final Map<String, Step> steps = new LinkedHashMap<>();
        final List<String> notes = new ArrayList<>();
        String text = "";
        String mark = "";
        long ended;
        boolean printed;
    }

    private record Step(String detail, double fraction, String left) {}

    @Override
    public synchronized void on(Event event) {
        Phase phase = phases.computeIfAbsent(event.phase(), name -> new Phase());
        if (event.step().isEmpty()) {
            whole(phase, event);
        } else {
            step(phase, event);
        }
    }

    private void whole(Phase phase, Event event) {
        switch (event) {
            case Event.Started e -> phase.text = e.detail();
            case Event.Advanced e -> phase.text = e.detail();
            case Event.Done e -> end(phase, style.good("✓"), e.detail());
            case Event.Skipped e -> end(phase, style.faint("="), e.detail());
            case Event.Noted e -> phase.notes.add(e.detail());
        }
    }

    private static void step(Phase phase, Event event) {
        switch (event) {
            case Event.Started e -> phase.steps.put(e.step(), new Step(e.detail(), -1, ""));
            case Event.Advanced e ->
                phase.steps.put(
                        e.step(),
                        new Step(
                                e.detail(),
                                e.fraction(),
                                e.left().map(Screen::left).orElse("")));
            case Event.Done e -> phase.steps.remove(e.step());
            case Event.Skipped e -> phase.steps.remove(e.step());
            case Event.Noted e -> phase.notes.add(e.step() + "  " + e.detail());
        }
    }

    private static void end(Phase phase, String mark, String text) {
        phase.mark = mark;
        phase.text = text;
        phase.ended = System.nanoTime();
        phase.steps.clear();
    }

    private void paint() {
        try {
            while (true) {
                Thread.sleep(FRAME_MILLIS);
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() paints the last time
        }
    }

    private synchronized void draw() {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append("A");
        }
        text.append("\r\033[J");
        boolean before = true;
        List<String> live = new ArrayList<>();
        for (Map.Entry<String, Phase> entry : phases.entrySet()) {
            Phase phase = entry.getValue();
            if (phase.printed) {
                continue;
            }
            List<String> lines = lines(entry.getKey(), phase);
            if (before && phase.ended != 0) {
                lines.forEach(line -> text.append(line).append('\n'));
                phase.printed = true;
            } else {
                before = false;
                live.addAll(lines);
            }
        }
        live.forEach(line -> text.append(line).append('\n'));
        drawn = live.size();
        frame++;
        out.print(text);
        out.flush();
    }

    private List<String> lines(String name, Phase phase) {
        List<String> lines = new ArrayList<>();
        boolean ended = phase.ended != 0;
        long nanos = (ended ? phase.ended : System.nanoTime()) - phase.began;
        String mark = ended ? phase.mark : style.busy(SPINNER[frame % SPINNER.length]);
        String title = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        String time = Style.time(Duration.ofNanos(nanos));
        int room = Math.max(20, width - 16 - 10);
        lines.add(mark + " " + pad(title, 13) + " " + pad(cut(phase.text, room), room) + " " + style.faint(time));
        int shown = 0;
        for (Map.Entry<String, Step> step : phase.steps.entrySet()) {
            if (shown++ == MOST_STEPS) {
                lines.add(style.faint("    and " + (phase.steps.size() - MOST_STEPS) + " more"));
                break;
            }
            lines.add(step(step.getKey(), step.getValue()));
        }
        for (String note : phase.notes.subList(0, Math.min(MOST_NOTES, phase.notes.size()))) {
            lines.add(style.faint("    note " + cut(note, width - 10)));
        }
        if (phase.notes.size() > MOST_NOTES) {
            lines.add(style.faint("    and " + (phase.notes.size() - MOST_NOTES) + " more notes, all in the report"));
        }
        return lines;
    }

    private String step(String name, Step step) {
        String bar = step.fraction() < 0
                ? ""
                : " ▕" + Style.bar(step.fraction(), 20) + "▏ " + Math.round(step.fraction() * 100) + "%"
                        + (step.left().isEmpty() ? "" : "  " + step.left());
        return "    " + pad(name, 11) + " " + cut(step.detail(), Math.max(10, width - 18 - bar.length())) + bar;
    }

    static String left(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds >= 90 ? "about " + Math.round(seconds / 60.0) + " min left" : "about " + seconds + " s left";
    }

    private static String pad(String text, int length) {
        return text.length() >= length ? text : text + " ".repeat(length - text.length());
    }

    private static String cut(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= length ? line : line.substring(0, Math.max(0, length - 1)) + "…";
    }

    /** Draws for the last time. A phase that has not ended is shown as failed. */
    @Override
    public void close() {
        painter.interrupt();
        synchronized (this) {
            phases.values().stream().filter(p -> p.ended == 0).forEach(p -> end(p, style.bad("✗"), p.text));
            draw();
        }
    }
}
