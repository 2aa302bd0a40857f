package dev.slipway.build;

import java.io.IOException;

/** Makes a value from what it depends on. */
@FunctionalInterface
public interface Maker<K, V> {
    V of(K from) throws IOException, InterruptedException;
}
