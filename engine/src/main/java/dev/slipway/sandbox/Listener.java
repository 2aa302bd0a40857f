package dev.slipway.sandbox;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A TCP socket that waits for connections in a sandbox's network namespace.
 *
 * @param loopback whether only programs of the same pod reach it
 */
record Listener(int port, boolean loopback) {
    /** {@code TCP_LISTEN} in {@code include/net/tcp_states.h}. */
    private static final String LISTEN = "0A";

    private static final String LOOPBACK_6 = "00000000000000000000000001000000";

    /** Asks the kernel for the listening sockets (proc_net_tcp.txt). */
    static List<Listener> in(Sandbox sandbox) throws InterruptedException {
        return sandbox.run("busybox cat /proc/net/tcp /proc/net/tcp6", Runc.COMMAND).lines().stream()
                .flatMap(Listener::of)
                .distinct()
                .toList();
    }

    /** Reads one line of the table; empty for the heading. */
    static Stream<Listener> of(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 4 || !words[3].equals(LISTEN) || !words[1].matches("[0-9A-F]+:[0-9A-F]{4}")) {
            return Stream.empty();
        }
        String[] local = words[1].split(":");
        boolean loopback = local[0].equals(LOOPBACK_6) || local[0].length() == 8 && local[0].endsWith("7F");
        return Stream.of(new Listener(HexFormat.fromHexDigits(local[1]), loopback));
    }

    @Override
    public String toString() {
        return (loopback ? "127.0.0.1:" : "0.0.0.0:") + port;
    }
}
