package dev.slipway.room;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy (RFC 9110, section 9.3.6; RFC 9112, section 3.2.2) on a Unix socket: a fetching step's only way out. It
 * reaches HTTP servers elsewhere, by this machine's own proxy if there is one. It reaches neither this machine nor any
 * other port.
 */
final class Gateway implements AutoCloseable {
    /** The longest that a socket's path may be (unix(7)). */
    private static final int LONGEST_PATH = 107;

    private static final int MOST_BYTES = 1 << 16;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Set<Integer> PORTS = Set.of(80, 443);
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (\\S+) (HTTP/1\\.[01])");
    private static final Pattern AUTHORITY = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");

    private final ServerSocketChannel server;
    private final Path socket;
    private final Set<String> named;
    private final Set<String> refused = new ConcurrentSkipListSet<>();
    private final Set<String> unreachable = new ConcurrentSkipListSet<>();

    private Gateway(ServerSocketChannel server, Path socket, Set<String> named) {
        this.server = server;
        this.socket = socket;
        this.named = Set.copyOf(named);
    }

    /**
     * Serves until it is closed.
     *
     * @param socket where it listens; its folder is visible in the room
     * @param named {@code host:port} of the registries that the person's settings name: they may lie anywhere
     */
    static Gateway open(Path socket, Set<String> named) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IOException("the path of the socket " + socket + " is longer than " + LONGEST_PATH
                    + " bytes; set SLIPWAY_HOME to a folder with a shorter name");
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        Gateway gateway = new Gateway(server, socket, named);
        Thread.ofVirtual().start(gateway::serve);
        return gateway;
    }

    /** {@code host:port} of the requests that it refused, because a build does not need them. */
    List<String> refused() {
        return List.copyOf(new TreeSet<>(refused));
    }

    /** {@code host:port} of what it could not reach. */
    List<String> unreachable() {
        return List.copyOf(new TreeSet<>(unreachable));
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException e) {
                // The gateway was closed.
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client;
                InputStream in = new BufferedInputStream(Channels.newInputStream(client));
                OutputStream out = Channels.newOutputStream(client)) {
            String head = head(in);
            int end = head.indexOf("\r\n");
            Matcher request = REQUEST.matcher(end < 0 ? head : head.substring(0, end));
            if (!request.matches()) {
                say(out, "400 Bad Request", "not a request for a proxy");
                return;
            }
            if (request.group(1).equals("CONNECT")) {
                tunnel(request.group(2), in, out);
            } else {
                forward(request, head.substring(end + 2), in, out);
            }
        } catch (IOException e) {
            // One side has gone; the client sees its connection end.
        }
    }

    private void tunnel(String target, InputStream in, OutputStream out) throws IOException {
        Matcher authority = AUTHORITY.matcher(target);
        if (!authority.matches()) {
            say(out, "400 Bad Request", "no host and port: " + target);
            return;
        }
        try (Socket there = connect("https", authority.group(1), Integer.parseInt(authority.group(2)))) {
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            exchange(there, in, out);
        } catch (RefusedException e) {
            say(out, "403 Forbidden", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            say(out, "502 Bad Gateway", reason(target, e));
        }
    }

    private void forward(Matcher request, String fields, InputStream in, OutputStream out) throws IOException {
        URI uri;
        try {
            uri = URI.create(request.group(2));
        } catch (IllegalArgumentException e) {
            say(out, "400 Bad Request", "not an address: " + request.group(2));
            return;
        }
        if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
            say(out, "400 Bad Request", "not an http address: " + uri);
            return;
        }
        try (Socket there = connect("http", uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort())) {
            String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            String kept = fields.replaceAll("(?im)^(?:proxy-[\\w-]+|connection):.*\\r\\n", "");
            there.getOutputStream()
                    .write((request.group(1) + " " + path + " " + request.group(3) + "\r\nConnection: close\r\n" + kept)
                            .getBytes(StandardCharsets.ISO_8859_1));
            exchange(there, in, out);
        } catch (RefusedException e) {
            say(out, "403 Forbidden", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            say(out, "502 Bad Gateway", reason(uri.getHost(), e));
        }
    }

    /** A request that a build does not need. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private Socket connect(String scheme, String host, int port) throws IOException {
        String target = host + ":" + port;
        boolean trusted = named.contains(target);
        if (!trusted && !PORTS.contains(port)) {
            refused.add(target);
            throw new RefusedException(target + " is refused: a build fetches from the ports 80 and 443 only");
        }
        Proxy proxy = proxy(scheme, host, port);
        Socket there = new Socket(proxy);
        try {
            if (proxy.type() == Proxy.Type.HTTP) {
                there.connect(InetSocketAddress.createUnresolved(host, port), PATIENCE_MILLIS);
            } else {
                InetAddress address = InetAddress.getByName(host);
                if (!trusted && isThisMachine(address)) {
                    refused.add(target);
                    throw new RefusedException(target + " is refused: it is this machine, or its link");
                }
                there.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            }
            return there;
        } catch (RefusedException e) {
            there.close();
            throw e;
        } catch (IOException e) {
            unreachable.add(target);
            there.close();
            throw e;
        }
    }

    private static Proxy proxy(String scheme, String host, int port) {
        return ProxySelector.getDefault()
                .select(URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port))
                .stream()
                .filter(p -> p.type() == Proxy.Type.HTTP)
                .findFirst()
                .orElse(Proxy.NO_PROXY);
    }

    private static boolean isThisMachine(InetAddress address) throws IOException {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    /** Copies both ways until both sides have ended. */
    private static void exchange(Socket there, InputStream in, OutputStream out) throws IOException {
        Thread sending = Thread.ofVirtual().start(() -> {
            try {
                in.transferTo(there.getOutputStream());
                there.shutdownOutput();
            } catch (IOException e) {
                // The other direction sees the same end.
            }
        });
        try {
            InputStream back = there.getInputStream();
            byte[] buffer = new byte[1 << 15];
            for (int n = back.read(buffer); n >= 0; n = back.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } finally {
            sending.interrupt();
        }
    }

    /** The request line and the fields, with the empty line after them. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || head.size() > MOST_BYTES) {
                throw new IOException("no request");
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String reason(String target, IOException e) {
        // Tools print these words. NoNetwork recognises a missing network by them.
        return e instanceof UnknownHostException
                ? target + ": name or service not known"
                : target + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void say(OutputStream out, String status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // The socket lies in a folder that is removed with the step.
        }
    }
}
