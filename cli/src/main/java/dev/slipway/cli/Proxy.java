package dev.slipway.cli;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets the proxy of {@code http_proxy}, {@code https_proxy} and {@code no_proxy} for Java's own connections. Java does
 * not read these variables; the tools that Slipway starts do.
 */
final class Proxy {
    /** Addresses that never go through a proxy: this machine's. This is Java's default, too. */
    private static final List<String> HERE = List.of("localhost", "127.*", "[::1]");

    private Proxy() {}

    /** Sets Java's networking properties unless they are set. A value that is no address is left out. */
    static void use(Map<String, String> env) {
        for (String scheme : List.of("http", "https")) {
            URI proxy = address(value(env, scheme + "_proxy"));
            if (proxy == null || System.getProperty(scheme + ".proxyHost") != null) {
                continue;
            }
            System.setProperty(scheme + ".proxyHost", proxy.getHost());
            System.setProperty(scheme + ".proxyPort", Integer.toString(proxy.getPort() < 0 ? 80 : proxy.getPort()));
            if (System.getProperty("http.nonProxyHosts") == null) {
                System.setProperty("http.nonProxyHosts", String.join("|", direct(value(env, "no_proxy"))));
            }
            if (proxy.getRawUserInfo() != null) {
                authenticate(proxy);
            }
        }
    }

    private static String value(Map<String, String> env, String name) {
        return env.getOrDefault(name, env.getOrDefault(name.toUpperCase(Locale.ROOT), ""))
                .strip();
    }

    private static @Nullable URI address(String text) {
        try {
            URI address = URI.create(text.contains("://") ? text : "http://" + text);
            return address.getHost() == null ? null : address;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A name stands for itself and for all names below it, as in curl and Go. */
    private static List<String> direct(String text) {
        List<String> hosts = new ArrayList<>(HERE);
        for (String word : text.split("[,\\s]+")) {
            String host = word.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
            if (host.equals("*")) {
                hosts.add("*");
            } else if (!host.isEmpty() && !host.contains("/")) {
                hosts.add(host);
                hosts.add("*." + host);
            }
        }
        return hosts;
    }

    private static void authenticate(URI proxy) {
        String[] parts = proxy.getRawUserInfo().split(":", 2);
        String user = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        char[] password = (parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "").toCharArray();
        // By default Java does not use Basic authentication for tunnels, but most proxies know nothing else.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                                && proxy.getHost().equalsIgnoreCase(getRequestingHost())
                        ? new PasswordAuthentication(user, password)
                        : null;
            }
        });
    }
}
