package dev.slipway.room;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The network namespace of a running step, seen from outside: its listening ports, and their answers. */
final class Network {
    private static final String LISTENS = "0A";
    private static final int MOST_BYTES = 1 << 20;

    private final long process;
    private final List<String> entering;

    /**
     * @param process one in the namespace
     * @param entering the command that connects its standard streams to a port in there; the address follows it
     */
    Network(long process, List<String> entering) {
        this.process = process;
        this.entering = List.copyOf(entering);
    }

    /** The TCP ports that are listened on, without the room's own. */
    List<ListeningPort> listening() {
        TreeSet<ListeningPort> found = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "net", table))) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > 3 && fields[3].equals(LISTENS)) {
                        int colon = fields[1].indexOf(':');
                        int port = Integer.parseInt(fields[1].substring(colon + 1), 16);
                        if (port != Surroundings.PROXY_PORT) {
                            found.add(new ListeningPort(address(fields[1].substring(0, colon)), port));
                        }
                    }
                }
            } catch (IOException e) {
                // The process has ended, or the kernel does not have this protocol.
            }
        }
        return List.copyOf(found);
    }

    /**
     * Reads an address. The kernel writes each of its words in the machine's order, which is little-endian on both
     * architectures.
     */
    private static String address(String hex) throws IOException {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = i / 4 * 4 + 3 - i % 4;
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
        }
        return InetAddress.getByAddress(bytes).getHostAddress();
    }

    /** Sends one request. */
    Answer get(ListeningPort at, String path, Duration patience) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(entering);
        words.add("TCP:" + at.reachable() + ":" + at.port());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        Process connection =
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread late = Thread.ofVirtual().start(() -> {
            try {
                if (!connection.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    connection.destroyForcibly();
                }
            } catch (InterruptedException e) {
                connection.destroyForcibly();
            }
        });
        try (InputStream in = connection.getInputStream()) {
            connection
                    .getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + at.port()
                                    + "\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
            return answer(in.readNBytes(MOST_BYTES));
        } finally {
            connection.destroyForcibly();
            late.join();
        }
    }

    private static Answer answer(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.") || !text.matches("(?s)HTTP/1\\.\\d \\d{3}.*")) {
            throw new IOException("no answer by HTTP, but " + bytes.length + " bytes");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                fields.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        String body = text.substring(end + 4);
        if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            body = unchunked(body);
        }
        return new Answer(
                Integer.parseInt(lines[0].substring(9, 12)),
                fields,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Decodes chunks (RFC 9112, section 7.1). */
    private static String unchunked(String body) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            String size = line < 0 ? "" : body.substring(at, line).split(";")[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}") || Integer.parseInt(size, 16) == 0) {
                return whole.toString();
            }
            int end = Math.min(body.length(), line + 2 + Integer.parseInt(size, 16));
            whole.append(body, line + 2, end);
            at = Math.min(body.length(), end + 2);
        }
    }
}
