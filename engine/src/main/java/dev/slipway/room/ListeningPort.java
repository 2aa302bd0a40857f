package dev.slipway.room;

import java.util.Comparator;

/**
 * A TCP port that a program in a room listens on.
 *
 * @param address {@code 0.0.0.0} or {@code 0:0:0:0:0:0:0:0} for all; {@code 127.0.0.1} and the like are reached from inside
 *     the same container only
 */
public record ListeningPort(String address, int port) implements Comparable<ListeningPort> {
    private static final Comparator<ListeningPort> ORDER =
            Comparator.comparingInt(ListeningPort::port).thenComparing(ListeningPort::address);

    /** Whether programs outside its container reach it. */
    public boolean everywhere() {
        return address.matches("[0:.]+");
    }

    /** The address by which programs inside reach it. */
    String reachable() {
        if (!address.contains(":")) {
            return everywhere() ? "127.0.0.1" : address;
        }
        return everywhere() ? "[::1]" : "[" + address + "]";
    }

    @Override
    public int compareTo(ListeningPort other) {
        return ORDER.compare(this, other);
    }
}
