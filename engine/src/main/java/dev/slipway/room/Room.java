package dev.slipway.room;

import dev.slipway.toolchain.Fitting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where commands run that other people wrote: a Debian file system with the requested tools, namespaces and a HOME of
 * its own, and a user without privileges. Nothing in it belongs to the person, and nothing in it outlives Slipway. Each
 * step gets a fresh one, except for its mounts.
 */
public final class Room {
    private final Path root;
    private final Fitting fitting;
    private final List<Mount> mounts;
    private final Entrance entrance;
    private final Surroundings surroundings;

    Room(Path root, Fitting fitting, List<Mount> mounts, Entrance entrance, Surroundings surroundings) {
        this.root = root;
        this.fitting = fitting;
        this.mounts = List.copyOf(mounts);
        this.entrance = entrance;
        this.surroundings = surroundings;
    }

    /** The releases of its toolchains, by their names. */
    public Map<String, String> tools() {
        return fitting.tools();
    }

    /** The Debian suite of its file system. */
    public String suite() {
        return fitting.suite();
    }

    /** Runs a step until it ends or exceeds a limit. */
    public Outcome run(Step step) throws IOException, InterruptedException {
        return run(step, line -> {});
    }

    /** @param listener gets each line, from two threads */
    public Outcome run(Step step, Consumer<String> listener) throws IOException, InterruptedException {
        try (Running running = start(step, listener)) {
            return running.await();
        }
    }

    /** Starts a step that can be inspected while it runs. The caller ends it. */
    public Running start(Step step, Consumer<String> listener) throws IOException {
        return start(step, Optional.empty(), listener);
    }

    /** Starts a step in the network of another one, of this room or another, as the containers of a pod share one. */
    public Running startBeside(Running other, Step step, Consumer<String> listener) throws IOException {
        return start(
                step,
                Optional.of(other.inside().orElseThrow(() -> new IOException("the other step has ended"))),
                listener);
    }

    private Running start(Step step, Optional<Long> beside, Consumer<String> listener) throws IOException {
        return entrance.start(root, mounts, surroundings, surroundings.env(fitting, step), step, beside, listener);
    }
}
