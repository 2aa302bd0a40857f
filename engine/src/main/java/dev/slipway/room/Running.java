package dev.slipway.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running step, which can be inspected from outside. */
public final class Running implements AutoCloseable {
    private static final Duration DYING = Duration.ofSeconds(10);
    private static final int TIME_OVER = 124;

    private final Process process;
    private final SystemTools tools;
    private final PreparedStep prepared;
    private final Limits limits;
    private final Watch watch;
    private final Lines out;
    private final Lines err;
    private final long begun = System.nanoTime();
    private @org.jspecify.annotations.Nullable Outcome outcome;

    Running(Process process, SystemTools tools, PreparedStep prepared, Step step, Consumer<String> listener) {
        this.tools = tools;
        this.process = process;
        this.prepared = prepared;
        this.limits = step.limits();
        this.watch = new Watch(limits, prepared.group(), prepared.written());
        this.out = new Lines(process.getInputStream(), listener);
        this.err = new Lines(process.getErrorStream(), listener);
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The lines that it has printed so far, standard output first. */
    public List<String> said() {
        List<String> lines = out.now();
        lines.addAll(err.now());
        return lines;
    }

    /** Waits until it ends or exceeds a limit. An interruption ends it. */
    public synchronized Outcome await() throws InterruptedException {
        if (outcome != null) {
            return outcome;
        }
        Optional<Outcome.Limit> beyond = Optional.empty();
        try {
            while (beyond.isEmpty() && !process.waitFor(Watch.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                beyond = duration().compareTo(limits.time()) > 0
                        ? Optional.of(Outcome.Limit.TIME)
                        : watch.look(process.toHandle());
            }
        } catch (InterruptedException e) {
            end();
            throw e;
        }
        return outcome(beyond);
    }

    /** Ends it now, with everything that it started. */
    public synchronized Outcome stop() throws InterruptedException {
        if (outcome != null) {
            return outcome;
        }
        watch.look(process.toHandle());
        return outcome(Optional.empty());
    }

    private Outcome outcome(Optional<Outcome.Limit> beyond) throws InterruptedException {
        Duration took = duration();
        boolean over = beyond.isPresent();
        if (process.isAlive()) {
            end();
        }
        process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS);
        int exit = process.isAlive() ? 137 : process.exitValue();
        List<String> last = err.all();
        if (beyond.isEmpty()) {
            beyond = watch.hit(exit, last);
        }
        boolean entered = prepared.entered();
        Outcome told = new Outcome(
                over && beyond.get() == Outcome.Limit.TIME ? TIME_OVER : exit,
                out.all(),
                last,
                took,
                watch.peak(),
                beyond,
                prepared.gateway().map(Gateway::refused).orElse(List.of()),
                prepared.gateway().map(Gateway::unreachable).orElse(List.of()));
        outcome = told;
        prepared.close();
        if (!entered && !over) {
            throw new RoomException("the room could not be made: "
                    + String.join(" ", last.subList(Math.max(0, last.size() - 3), last.size())));
        }
        return told;
    }

    private Duration duration() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Closes its standard input, which ends a room, and kills what does not react. */
    private void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Files in the room's writable folders that it made or changed since it began, as paths of this machine. */
    public List<Path> written() {
        return watch.changed(prepared.written());
    }

    /** The most bytes that its processes have held so far. */
    public long peakMemory() {
        watch.look(process.toHandle());
        return watch.peak();
    }

    /** The TCP ports that it listens on. */
    public List<ListeningPort> listening() {
        return inside().map(pid -> new Network(pid, List.of()).listening()).orElse(List.of());
    }

    /**
     * Sends it an HTTP request, from inside.
     *
     * @param path with its query
     * @throws IOException if no answer, or an answer that is not HTTP, comes in time
     */
    public Answer get(ListeningPort at, String path, Duration patience) throws IOException, InterruptedException {
        long pid = inside().orElseThrow(() -> new IOException("the step has ended"));
        return new Network(pid, tools.connecting(pid)).get(at, path, patience);
    }

    /** A process in the room's network namespace, by its number on this machine. */
    Optional<Long> inside() {
        if (!prepared.entered()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(
                    Files.readString(prepared.folder().resolve("pid")).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (outcome == null) {
            end();
            prepared.close();
        }
    }
}
