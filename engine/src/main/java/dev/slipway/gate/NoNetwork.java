package dev.slipway.gate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A failure because the network does not answer. The source is not at fault, and another try may succeed (exit code 75). */
public final class NoNetwork {
    /** Words by which pip, uv, npm, Maven, Gradle, Go, curl and Java say it. */
    private static final List<String> WORDS = List.of(
            "temporary failure in name resolution",
            "name or service not known",
            "no such host",
            "cannot be resolved",
            "unknownhostexception",
            "unknown host",
            "getaddrinfo",
            "eai_again",
            "enotfound",
            "enetunreach",
            "ehostunreach",
            "econnrefused",
            "econnreset",
            "etimedout",
            "err_socket_timeout",
            "network is unreachable",
            "no route to host",
            "noroutetohost",
            "connectexception",
            "connection refused",
            "connection reset",
            "connect timed out",
            "sockettimeoutexception",
            "newconnectionerror",
            "dial tcp",
            "i/o timeout",
            "tls handshake timeout",
            "proxyconnect",
            "curl: (6)",
            "curl: (7)");

    private NoNetwork() {}

    /** Whether the lines of a tool or of an exception say that the network does not answer. */
    public static boolean toldBy(Collection<String> lines) {
        return lines.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> WORDS.stream().anyMatch(line::contains));
    }

    /** @param tried a whole sentence, such as {@code tried to fetch ..., but the network did not answer} */
    public static Failure failure(String tried, List<String> evidence, String state) {
        return new Failure(
                "SLIP-902",
                tried,
                "a name could not be resolved or nobody answered: there is no network, or a proxy is not named",
                evidence,
                "check the network and the proxy (https_proxy, no_proxy), then run the same command again",
                state);
    }

    /**
     * A failure because some hosts do not answer, whatever others do.
     *
     * @param tried a whole sentence that names them
     * @param hosts as {@code host:port}
     */
    public static Failure unreachable(String tried, Collection<String> hosts, List<String> evidence, String state) {
        String names = hosts.stream()
                .map(host -> host.replaceFirst(":(443|80)$", ""))
                .distinct()
                .collect(Collectors.joining(", "));
        return new Failure(
                "SLIP-902",
                tried + " could not reach " + names,
                "the network of this machine does not lead to " + names + ": the source is not at fault",
                evidence,
                "let this machine reach " + names
                        + ", or name a proxy or a mirror that does (https_proxy, the tool's own settings), then run the same"
                        + " command again",
                state);
    }
}
