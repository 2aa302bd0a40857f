package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads events, whose times and counts have two forms (core/v1 and events.k8s.io/v1). */
final class Events {
    private Events() {}

    static Instant last(Event event) {
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

    static Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    static int count(Event event) {
        int own = event.getCount() == null ? 1 : event.getCount();
        return event.getSeries() == null || event.getSeries().getCount() == null
                ? own
                : Math.max(own, event.getSeries().getCount());
    }

    static String message(Event event) {
        return event.getMessage() == null ? "" : event.getMessage().strip();
    }

    static boolean is(Event event, String... reasons) {
        return Stream.of(reasons).anyMatch(r -> r.equals(event.getReason()));
    }

    static String line(Event event) {
        return event.getReason() + ": " + message(event);
    }
}
