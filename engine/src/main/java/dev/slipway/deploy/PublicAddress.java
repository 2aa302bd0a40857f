package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.application.Protocol;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.cluster.Forwards;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The application's address on this machine. It is chosen before the installation and stays from run to run. */
final class PublicAddress {
    private static final int FIRST = 8080;
    private static final int TRIED = 200;

    private final Forwards forwards;
    private final Home home;
    private final Application application;

    PublicAddress(Forwards forwards, Home home, Application application) {
        this.forwards = forwards;
        this.home = home;
        this.application = application;
    }

    /** The URL that the application will have; empty if it has no service for people. */
    String expected() {
        return application.entry().map(s -> "http://127.0.0.1:" + port(s)).orElse("");
    }

    private int port(Service service) {
        URI open = forwards.open(application.name()).get(service.name());
        if (open != null) {
            return open.getPort();
        }
        String noted = home.note(Home.PORT);
        return noted.matches("\\d{2,5}") ? Integer.parseInt(noted) : free(home.portsOfOthers());
    }

    private static int free(Set<String> taken) {
        for (int port = FIRST; port < FIRST + TRIED; port++) {
            if (!taken.contains(String.valueOf(port)) && free(port)) {
                return port;
            }
        }
        return FIRST;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens forwards to the public service and to the others that answer requests. */
    Map<String, String> open(String expected) throws InterruptedException {
        Map<String, String> urls = new TreeMap<>();
        Optional<Service> entry = application.entry();
        if (entry.isEmpty()) {
            return urls;
        }
        URI main = forwards.open(
                application.name(),
                entry.get().name(),
                entry.get().port(),
                URI.create(expected).getPort());
        home.note(Home.PORT, String.valueOf(main.getPort()));
        urls.put(entry.get().name(), text(main));
        int next = main.getPort() + 1;
        for (Service service : application.services()) {
            if (service.port() > 0
                    && service.protocol() == Protocol.HTTP
                    && (service.role() == Role.FRONTEND || service.role() == Role.BACKEND)
                    && !service.name().equals(entry.get().name())) {
                URI uri = forwards.open(application.name(), service.name(), service.port(), next++);
                urls.put(service.name(), text(uri));
            }
        }
        return urls;
    }

    /**
     * A release whose addresses end with the base paths of its services.
     *
     * @param url without a path, like the URLs that follow
     */
    static Release release(Application application, String place, int revision, String url, Map<String, String> urls) {
        Map<String, String> below = new TreeMap<>(urls);
        application.services().forEach(s -> below.computeIfPresent(s.name(), (name, origin) -> origin + s.base()));
        String base = application.entry().map(Service::base).orElse("");
        return new Release(
                application.name(), application.name(), place, revision, url.isEmpty() ? url : url + base, below);
    }

    private static String text(URI uri) {
        return uri.toString().replaceFirst("/+$", "");
    }
}
