package dev.slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a value once and keeps it as a file. The file's name shows what the value depends on. It is made again only if
 * it no longer holds.
 *
 * @param place the file of a value, from what the value depends on
 * @param holds whether a kept value is still valid: whether everything that it names is still there
 */
public record CachedMaker<K, V>(Place<K> place, Class<V> type, Holds<K, V> holds, Maker<K, V> maker)
        implements Maker<K, V> {
    /** Chooses the file in which a value is kept. */
    @FunctionalInterface
    public interface Place<K> {
        Path of(K from) throws IOException;
    }

    /** Decides whether a kept value is still valid. */
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

    /** The kept value, if there is a valid one. */
    public Optional<V> find(K from) throws IOException, InterruptedException {
        Optional<V> known = last(from);
        return known.isPresent() && holds.test(from, known.get()) ? known : Optional.empty();
    }

    /** The kept value, valid or not. */
    public Optional<V> last(K from) throws IOException {
        return KeptFile.read(place.of(from), type);
    }
}
