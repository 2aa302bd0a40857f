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
 * Learns from services that failed when they were tried, until they serve or nothing new is left to try. What served is kept in
 * {@code slipway.lock}, so that later runs try nothing.
 */
public final class Trial {
    /** A build that is not started often gains nothing by further tries. */
    private static final int MOST = 8;

    private final LockFile lock;
    private final Archive archive;
    private final Map<String, LockFile.Learned> learned;
    private final List<Failed> failed = new ArrayList<>();
    private final Set<String> tried = new HashSet<>();
    private final Map<String, Change> last = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    /** @param service as it was tried; @param ways how many ways to start it its source suggests */
    private record Failed(Attempt attempt, Service service, BuildPlan plan, int ways) {}

    /** Knows which packages there are. */
    @FunctionalInterface
    interface Archive {
        /** @param plan of the service that the change is for */
        boolean knows(Change change, BuildPlan plan) throws InterruptedException;
    }

    Trial(LockFile lock, Archive archive) {
        this.lock = lock;
        this.archive = archive;
        this.learned = new TreeMap<>(lock.read());
    }

    /** A trial of the application in this workspace, with what earlier ones have shown. */
    public static Trial of(Workspace workspace) {
        return new Trial(LockFile.of(workspace), new DebianNames(workspace)::knows);
    }

    /** What is known of each service by its name. */
    public synchronized Map<String, LockFile.Learned> learned() {
        return Map.copyOf(learned);
    }

    /**
     * A service was tried and failed.
     *
     * @param plan by which it was built
     * @param ways how many ways to build and start it its source suggests
     */
    public synchronized void failed(Attempt attempt, Service service, BuildPlan plan, int ways) {
        failed.add(new Failed(attempt, service, plan, ways));
    }

    /**
     * Takes the next change that the failures suggest.
     *
     * @return what is tried now, for people; empty where nothing new is left
     */
    public synchronized Optional<String> next() throws InterruptedException {
        List<Failed> now = List.copyOf(failed);
        failed.clear();
        if (told.size() >= MOST) {
            return Optional.empty();
        }
        List<String> taken = new ArrayList<>();
        for (Failed one : now) {
            Optional<Change> change = change(one);
            change.ifPresent(found -> taken.add(take(one.service().name(), found)));
        }
        told.addAll(taken);
        return taken.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", taken));
    }

    private Optional<Change> change(Failed one) throws InterruptedException {
        for (Lesson lesson : Teacher.lessons(one.attempt())) {
            for (Change change : lesson.changes(one.service(), one.plan(), one.ways())) {
                String key = one.service().name() + " " + change.settings();
                if (tried.add(key) && (!change.asksDebian() || archive.knows(change, one.plan()))) {
                    return Optional.of(change);
                }
            }
        }
        return Optional.empty();
    }

    private String take(String service, Change change) {
        LockFile.Learned before = learned.getOrDefault(service, LockFile.Learned.NOTHING);
        Change earlier = last.get(service);
        // Of several names for one thing, the next one stands in place of the last.
        LockFile.Learned base = earlier != null && earlier.standsFor(change)
                ? before.without(earlier.key(), earlier.value(), earlier.told())
                : before;
        learned.put(service, base.with(change.key(), change.value(), change.told()));
        last.put(service, change);
        return service + ": " + change.told();
    }

    /** Keeps what was learned: all services serve. */
    public synchronized void keep() {
        if (!told.isEmpty()) {
            try {
                lock.write(learned);
            } catch (IOException e) {
                // Without the file, the next run learns the same again.
            }
        }
    }

    /** The failure, with what was tried against it. */
    public synchronized Failure told(Failure failure) {
        if (told.isEmpty()) {
            return failure;
        }
        List<String> evidence = new ArrayList<>(failure.evidence());
        told.forEach(line -> evidence.add("tried: " + line));
        return new Failure(failure.id(), failure.summary(), failure.why(), evidence, failure.fix(), failure.state());
    }
}
