package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.containerize.Attempt;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Workspace;
import dev.slipway.manifest.LockFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns from services that failed, until all of them serve or nothing new is left to try. It keeps what worked in
 * {@code slipway.lock}, so that later runs need no tries.
 */
public final class Trial {
    /** More tries than this seldom help. */
    private static final int MOST = 8;

    private final LockFile lock;
    private final FileOwners archive;
    private final Map<String, LockFile.LearnedSettings> learned;
    private final List<FailedService> failed = new ArrayList<>();
    private final Set<String> tried = new HashSet<>();
    private final Map<String, Change> last = new HashMap<>();
    private final List<String> tries = new ArrayList<>();

    /**
     * A failed service.
     *
     * @param service as it was tried
     * @param ways number of ways to start it that its source suggests
     */
    private record FailedService(Attempt attempt, Service service, BuildPlan plan, int ways) {}

    Trial(LockFile lock, FileOwners archive) {
        this.lock = lock;
        this.archive = archive;
        this.learned = new TreeMap<>(lock.read());
    }

    /** A trial of the application in this workspace. It begins with what earlier trials have shown. */
    public static Trial of(Workspace workspace) {
        return new Trial(LockFile.of(workspace), new DebianFiles(workspace));
    }

    /** What is known of each service, by its name. */
    public synchronized Map<String, LockFile.LearnedSettings> learned() {
        return Map.copyOf(learned);
    }

    /**
     * Notes a service that failed.
     *
     * @param plan by which it was built
     * @param ways number of ways to build and start it that its source suggests
     */
    public synchronized void failed(Attempt attempt, Service service, BuildPlan plan, int ways) {
        failed.add(new FailedService(attempt, service, plan, ways));
    }

    /**
     * Takes the next change that the failures suggest.
     *
     * @return the change, for people; empty if nothing new is left
     */
    public synchronized Optional<String> next() throws InterruptedException {
        List<FailedService> now = List.copyOf(failed);
        failed.clear();
        if (tries.size() >= MOST) {
            return Optional.empty();
        }
        List<String> taken = new ArrayList<>();
        for (FailedService one : now) {
            Optional<Change> change = change(one);
            change.ifPresent(found -> taken.add(take(one.service().name(), found)));
        }
        tries.addAll(taken);
        return taken.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", taken));
    }

    private Optional<Change> change(FailedService one) throws InterruptedException {
        for (Lesson lesson : Teacher.lessons(one.attempt())) {
            for (Change change : lesson.changes(one.service(), one.plan(), one.ways(), archive)) {
                String key = one.service().name() + " " + change.settings();
                if (tried.add(key)) {
                    return Optional.of(change);
                }
            }
        }
        return Optional.empty();
    }

    private String take(String service, Change change) {
        LockFile.LearnedSettings before = learned.getOrDefault(service, LockFile.LearnedSettings.NOTHING);
        Change earlier = last.get(service);
        // If there are several names for one thing, the next name replaces the last one.
        LockFile.LearnedSettings base = earlier != null && earlier.standsFor(change)
                ? before.without(earlier.key(), earlier.value(), earlier.lesson())
                : before;
        learned.put(service, base.with(change.key(), change.value(), change.lesson()));
        last.put(service, change);
        return service + ": " + change.lesson();
    }

    /** Keeps what was learned, because all services serve. */
    public synchronized void keep() {
        if (!tries.isEmpty()) {
            try {
                lock.write(learned);
            } catch (IOException e) {
                // Without the file, the next run learns the same again.
            }
        }
    }

    /** The failure, with the changes that were tried against it. */
    public synchronized Failure withTries(Failure failure) {
        if (tries.isEmpty()) {
            return failure;
        }
        List<String> evidence = new ArrayList<>(failure.evidence());
        tries.forEach(line -> evidence.add("tried: " + line));
        return new Failure(failure.id(), failure.summary(), failure.why(), evidence, failure.fix(), failure.state());
    }
}
