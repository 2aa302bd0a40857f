package dev.slipway.application;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where images are pushed to: {@code HOST/PATH}, below which each service has a repository. One level only, for not every
 * registry takes more.
 *
 * @param host with its port, where it has one; as in the name of an image
 * @param path without slashes at its ends; may be empty
 * @param plain whether it was named with {@code http://}: nothing is encrypted
 */
public record RegistryName(String host, String path, boolean plain) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("([a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?");

    /** @throws IllegalArgumentException with what is wrong with it, for people */
    public static RegistryName parse(String text) {
        String name = text.strip().replaceFirst("^https?://", "").replaceFirst("/+$", "");
        int slash = name.indexOf('/');
        String host = slash < 0 ? name : name.substring(0, slash);
        String path = slash < 0 ? "" : name.substring(slash + 1);
        boolean address = host.contains(".") || host.contains(":") || host.equals("localhost");
        if (!address || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no host: it has a dot or a port, such as ghcr.io or"
                    + " localhost:5000; for Docker Hub write docker.io/ACCOUNT");
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    path.equals(path.toLowerCase(Locale.ROOT))
                            ? "'" + path
                                    + "' is no path: it has small letters, digits and - _ . between slashes, and no tag"
                            : "'" + path + "' has large letters, which no registry takes; write "
                                    + path.toLowerCase(Locale.ROOT));
        }
        return new RegistryName(host, path, text.strip().startsWith("http://"));
    }

    /** The path of a service's repository. */
    public String repository(String application, String service) {
        return (path.isEmpty() ? "" : path + "/") + application + "-" + service;
    }

    /** A service's repository as the name of an image has it. */
    public String image(String application, String service) {
        return host + "/" + repository(application, service);
    }

    /** The same below another host: where nodes know the registry by another name. */
    public RegistryName at(String otherHost) {
        return new RegistryName(otherHost, path, plain);
    }

    /** Where the protocol is spoken; it differs from the name's host at Docker Hub alone. */
    public String server() {
        String server = host.equals("docker.io") ? "registry-1.docker.io" : host;
        return Optional.of(server).filter(s -> plain).map(s -> "http://" + s).orElse(server);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? host : host + "/" + path;
    }
}
