package dev.slipway.build;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Passes a tool's lines on as progress, few enough to be read. */
final class ToolLines implements Consumer<String> {
    private static final long PAUSE_NANOS = 200_000_000;
    private static final int WIDEST = 160;

    private final Job job;
    private final String step;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    ToolLines(Job job, String step) {
        this.job = job;
        this.step = step;
    }

    @Override
    public void accept(String line) {
        String text = line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").strip();
        long now = System.nanoTime();
        long due = next.get();
        if (text.isEmpty() || (due != Long.MIN_VALUE && now - due < 0) || !next.compareAndSet(due, now + PAUSE_NANOS)) {
            return;
        }
        job.tell(step + ": " + (text.length() > WIDEST ? text.substring(0, WIDEST) + "..." : text));
    }
}
