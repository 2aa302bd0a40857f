package dev.slipway.todo.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A bucket of requests for each person, which fills at a steady rate. Each replica counts for itself: the limit protects
 * the replica, and costs no way to the database.
 */
@Singleton
final class RateLimit {
    private static final int MOST_PEOPLE = 100_000;

    private final Clock clock;
    private final double perSecond;
    private final int burst;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_PEOPLE)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    RateLimit(
            Clock clock,
            @ConfigProperty(name = "todo.requests-per-second") double perSecond,
            @ConfigProperty(name = "todo.request-burst") int burst) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** @param granted whether the last request was let through */
    private record Bucket(double left, Instant at, boolean granted) {}

    /**
     * @param left requests that may be made at once
     * @param pause how long to wait for the next one; empty where this one was let through
     */
    record Taken(long left, Optional<Duration> pause) {}

    /** Requests that may be made at once, and the seconds in which so many come back. */
    String policy() {
        return "\"person\";q=" + burst + ";w=" + Math.max(1, (long) Math.ceil(burst / perSecond));
    }

    /** Takes one request. */
    Taken take(String person) {
        Instant now = clock.instant();
        Bucket bucket = buckets.asMap().compute(person, (key, before) -> {
            double left = before == null ? burst : Math.min(burst, before.left() + refilled(before.at(), now));
            // A request that was overtaken on its way here must not have the time since filled in twice.
            Instant at = before == null || before.at().isBefore(now) ? now : before.at();
            return left >= 1 ? new Bucket(left - 1, at, true) : new Bucket(left, at, false);
        });
        return new Taken(
                (long) Math.floor(bucket.left()),
                bucket.granted()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis((long) Math.ceil((1 - bucket.left()) / perSecond * 1000))));
    }

    private double refilled(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toNanos()) / 1e9 * perSecond;
    }
}
