package dev.slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a value once. What was made is kept as a file under a name that tells what it depends on, and is made again only
 * where it no longer holds.
 *
 * @param place the file of a value, from what the value depends on
 * @param holds whether a kept value is good still: whether what it names is there whole
 */
public record Kept<K, V>(Place<K> place, Class<V> type, Holds<K, V> holds, Maker<K, V> maker) implements Maker<K, V> {
    /** Where a value is kept. */
    @FunctionalInterface
    public interface Place<K> {
        Path of(K from) throws IOException;
    }

    /** Whether a kept value is good still. */
    @FunctionalInterface
    public interface Holds<K, V> {
        boolean test(K from, V value) throws IOException, InterruptedException;
    }

    @Override
    public V of(K from) throws IOException, InterruptedException {
        Path file = place.of(from);
        Optional<V> known = KeptFile.read(file, type);
        if (known.isPresent() && holds.test(from, known.get())) {
            return known.get();
        }
        V made = maker.of(from);
        KeptFile.keep(file, made);
        return made;
    }

    /** The kept value, if there is one that holds. */
    public Optional<V> find(K from) throws IOException, InterruptedException {
        Optional<V> known = last(from);
        return known.isPresent() && holds.test(from, known.get()) ? known : Optional.empty();
    }

    /** The kept value, whether it holds or not. */
    public Optional<V> last(K from) throws IOException {
        return KeptFile.read(place.of(from), type);
    }
}
