package dev.slipway.validate;

import dev.slipway.validate.scenario.LoadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Runs a load by an open model: requests start at a constant rate however slow the answers are. Each is measured from
 * the moment at which it should have started, so a stall shows in every request that it delays.
 */
final class LoadRunner {
    private static final int MOST_IN_FLIGHT = 2000;
    private static final long WARM_UP_SECONDS = 2;
    /** If more than one request in a hundred starts this late, the generator measures itself. */
    private static final long LATE_NANOS = Duration.ofMillis(50).toNanos();

    private static final double LATE_PART = 0.01;
    private static final long LONGEST_MICROS = Duration.ofSeconds(60).toNanos() / 1000;
    private static final List<String> PERCENTILES = List.of("50", "90", "95", "99", "99.9");
    private static final double[] BOUNDS = {
        0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1000, 2000, 5000, 60_000
    };

    /** Time, and waiting for it. */
    interface Ticker {
        long nanos();

        void sleepUntil(long nanos) throws InterruptedException;

        Ticker SYSTEM = new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long nanos) throws InterruptedException {
                long left = nanos - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
            }
        };
    }

    /** What the load is for. */
    @FunctionalInterface
    interface Target {
        /** Sends one request and returns whether it succeeded. */
        boolean send() throws InterruptedException;
    }

    private final Ticker ticker;

    LoadRunner(Ticker ticker) {
        this.ticker = ticker;
    }

    Verdict.Load run(LoadPlan plan, String target, Target requests) throws InterruptedException {
        fire(
                plan.rate(),
                Math.round(plan.rate() * Math.min(WARM_UP_SECONDS, plan.seconds())),
                requests,
                new Measurements());
        Measurements measured = new Measurements();
        long count = Math.round(plan.rate() * plan.seconds());
        fire(plan.rate(), count, requests, measured);
        Map<String, Double> percentiles = new LinkedHashMap<>();
        List<String> wanted = new ArrayList<>(PERCENTILES);
        plan.objectives().keySet().stream().filter(p -> !wanted.contains(p)).forEach(wanted::add);
        for (String percentile : wanted) {
            percentiles.put(percentile, measured.micros.getValueAtPercentile(Double.parseDouble(percentile)) / 1000.0);
        }
        return new Verdict.Load(
                target,
                plan.rate(),
                count,
                measured.errors.get(),
                percentiles,
                plan.objectives(),
                bins(measured),
                perSecond(measured),
                measured.late.get() <= count * LATE_PART);
    }

    private static final class Measurements {
        final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
        final AtomicLong errors = new AtomicLong();
        final AtomicLong late = new AtomicLong();
        final Map<Long, AtomicLong> seconds = new ConcurrentHashMap<>();
    }

    private void fire(double rate, long count, Target requests, Measurements measured) throws InterruptedException {
        Semaphore room = new Semaphore(MOST_IN_FLIGHT);
        CountDownLatch open = new CountDownLatch((int) count);
        long start = ticker.nanos();
        for (long i = 0; i < count; i++) {
            long intended = start + (long) (i * 1e9 / rate);
            ticker.sleepUntil(intended);
            if (ticker.nanos() - intended > LATE_NANOS || !room.tryAcquire()) {
                measured.late.incrementAndGet();
                if (room.availablePermits() == 0) {
                    // Sending it would only measure this machine's own queue.
                    measured.errors.incrementAndGet();
                    open.countDown();
                    continue;
                }
            }
            Thread.ofVirtual().start(() -> {
                try {
                    if (!requests.send()) {
                        measured.errors.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    measured.errors.incrementAndGet();
                } finally {
                    long end = ticker.nanos();
                    measured.micros.recordValue(Math.clamp((end - intended) / 1000, 0, LONGEST_MICROS));
                    measured.seconds
                            .computeIfAbsent((end - start) / 1_000_000_000L, s -> new AtomicLong())
                            .incrementAndGet();
                    room.release();
                    open.countDown();
                }
            });
        }
        open.await();
    }

    private static Map<String, Long> bins(Measurements measured) {
        Map<String, Long> bins = new LinkedHashMap<>();
        long below = 0;
        for (double bound : BOUNDS) {
            long upTo = measured.micros.getCountBetweenValues(0, (long) (bound * 1000));
            // Empty bins at both ends are left out.
            if (upTo > below || (below > 0 && upTo < measured.micros.getTotalCount())) {
                bins.put(
                        bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound),
                        Math.max(0, upTo - below));
            }
            below = Math.max(below, upTo);
        }
        return bins;
    }

    private static List<Long> perSecond(Measurements measured) {
        TreeMap<Long, Long> seconds = new TreeMap<>();
        measured.seconds.forEach((second, n) -> seconds.put(second, n.get()));
        List<Long> all = new ArrayList<>();
        for (long s = 0; !seconds.isEmpty() && s <= seconds.lastKey(); s++) {
            all.add(seconds.getOrDefault(s, 0L));
        }
        return all;
    }
}
