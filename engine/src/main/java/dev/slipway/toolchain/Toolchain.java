package dev.slipway.toolchain;

import java.util.Comparator;

/**
 * A language's tools, by name and release.
 *
 * @param name one of {@link Toolchains#NAMES}
 * @param release such as {@code 3.13} of Python, {@code 25} of a JDK, {@code 22} or {@code 22.12.0} of Node.js. Empty
 * for the release of Debian stable, and for the newest one with long-term support of Node.js.
 */
public record Toolchain(String name, String release) implements Comparable<Toolchain> {
    private static final Comparator<Toolchain> ORDER =
            Comparator.comparing(Toolchain::name).thenComparing(Toolchain::release);

    public Toolchain {
        if (!name.matches("[a-z]+") || !release.matches("[0-9][0-9.]*|")) {
            throw new IllegalArgumentException("not a toolchain: " + name + " " + release);
        }
    }

    @Override
    public int compareTo(Toolchain other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return release.isEmpty() ? name : name + " " + release;
    }
}
