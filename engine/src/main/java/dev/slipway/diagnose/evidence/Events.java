package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads events, whose times and counts have two forms (core/v1 and events.k8s.io/v1). */
public final class Events {
    private Events() {}

    public static Instant last(Event event) {
        return Stream.of(
                        event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                                ? null
                                : event.getSeries().getLastObservedTime().getTime(),
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getFirstTimestamp(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .map(Events::instant)
                .findFirst()
                .orElse(Instant.MAX);
    }

    public static Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    public static int count(Event event) {
        int own = event.getCount() == null ? 1 : event.getCount();
        return event.getSeries() == null || event.getSeries().getCount() == null
                ? own
                : Math.max(own, event.getSeries().getCount());
    }

    public static String message(Event event) {
        return event.getMessage() == null ? "" : event.getMessage().strip();
    }

    public static boolean is(Event event, String... reasons) {
        return Stream.of(reasons).anyMatch(r -> r.equals(event.getReason()));
    }

    public static String line(Event event) {
        return event.getReason() + ": " + message(event);
    }

    /** Its age in full seconds; 0 if the time cannot be read. */
    public static long age(@Nullable String time, Instant now) {
        return time == null || instant(time).equals(Instant.MAX)
                ? 0
                : Math.max(0, Duration.between(instant(time), now).toSeconds());
    }

    /** Whether the event is about this container. An event that names no container may be about any. */
    public static boolean concerns(Event event, String container) {
        String path = event.getInvolvedObject().getFieldPath();
        return path == null || path.contains("{" + container + "}");
    }
}
