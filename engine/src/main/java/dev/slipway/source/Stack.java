package dev.slipway.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What Slipway knows of one language or framework: how to recognise it, and how to build it. Pure: reads files, runs
 * nothing.
 */
public interface Stack {
    String id();

    /** The service in this folder, if this stack knows it. */
    Optional<Service> detect(Path root, Path dir);

    /** How the service becomes an image. */
    BuildPlan plan(Path root, Service service);
}
