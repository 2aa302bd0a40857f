package dev.slipway.containerize;

import dev.slipway.application.Application;
import dev.slipway.build.Built;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Starts each image alone. */
@FunctionalInterface
interface Tester extends AutoCloseable {
    Tested of(Application application, List<Built> built) throws IOException, InterruptedException;

    /** An image is there, others may still be in the making. Called by several threads. */
    default void built(Application application, Built built) {}

    /** The image with what its test will find if it finds what it found before; empty where it was never tested. */
    default Optional<BuiltImage> expected(Built built) throws IOException {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
