package dev.slipway.todo.tasks;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request says of one field: nothing, a value, or that it becomes empty (RFC 7396: absent, value, null). */
public record Patch<T>(boolean present, @Nullable T value) {
    private static final Patch<?> ABSENT = new Patch<>(false, null);

    @SuppressWarnings("unchecked")
    public static <T> Patch<T> absent() {
        return (Patch<T>) ABSENT;
    }

    public static <T> Patch<T> of(T value) {
        return new Patch<>(true, value);
    }

    public static <T> Patch<T> cleared() {
        return new Patch<>(true, null);
    }

    /** For a field that may be empty. */
    @Nullable
    T over(@Nullable T current) {
        return present ? value : current;
    }

    /** For a field that always has a value: clearing gives {@code initial}. */
    T over(T current, T initial) {
        return present ? (value == null ? initial : value) : current;
    }

    public <R> Patch<R> map(Function<T, R> change) {
        return !present ? absent() : value == null ? cleared() : of(change.apply(value));
    }
}
