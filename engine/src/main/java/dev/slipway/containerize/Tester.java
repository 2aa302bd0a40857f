package dev.slipway.containerize;

import dev.slipway.application.Application;
import dev.slipway.build.Built;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Starts each image alone. */
@FunctionalInterface
interface Tester extends AutoCloseable {
    SmokeTestResults of(Application application, List<Built> built) throws IOException, InterruptedException;

    /** Called when an image is built, while others may still be in the making. Several threads call it. */
    default void built(Application application, Built built) {}

    /** The image with the results that its test will have if nothing changed; empty if it was never tested. */
    default Optional<BuiltImage> expected(Built built) throws IOException {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
