package dev.slipway.todo.tasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

public enum Priority {
    LOW,
    MEDIUM,
    HIGH;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** In the database 1 to 3, so that it sorts. */
    int rank() {
        return ordinal() + 1;
    }

    static Priority ofRank(int rank) {
        return values()[rank - 1];
    }

    public static Optional<Priority> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "low" -> Optional.of(LOW);
            case "medium", "normal" -> Optional.of(MEDIUM);
            case "high", "urgent" -> Optional.of(HIGH);
            default -> Optional.empty();
        };
    }

    @JsonCreator
    static Priority read(String name) {
        return named(name).orElseThrow(() -> new IllegalArgumentException("low, medium or high"));
    }

    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
