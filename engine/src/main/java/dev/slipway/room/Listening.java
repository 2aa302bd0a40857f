package dev.slipway.room;

import java.util.Comparator;

/**
 * A TCP port that a program in a room listens on.
 *
 * @param address {@code 0.0.0.0} or {@code 0:0:0:0:0:0:0:0} for all; {@code 127.0.0.1} and the like are reached from inside
 *     the same container only
 */
public record Listening(String address, int port) implements Comparable<Listening> {
    private static final Comparator<Listening> ORDER =
            Comparator.comparingInt(Listening::port).thenComparing(Listening::address);

    /** Whether others than those in the same container reach it. */
    public boolean everywhere() {
        return address.matches("[0:.]+");
    }

    /** The address by which it is reached from inside. */
    String reachable() {
        if (!address.contains(":")) {
            return everywhere() ? "127.0.0.1" : address;
        }
        return everywhere() ? "[::1]" : "[" + address + "]";
    }

    @Override
    public int compareTo(Listening other) {
        return ORDER.compare(this, other);
    }
}
