package dev.slipway.validate.http;

import dev.slipway.deploy.Release;
import java.net.URI;

/** Addresses of the application and its services on this machine. */
public record Addresses(Release release) {
    /**
     * The address of a path or query on a service. The application's own address serves an empty name and services
     * without an address. If an address ends with a path, a path that begins with the same one is taken as it is.
     */
    public URI of(String service, String path) {
        String base = service.isEmpty() ? release.url() : release.urls().getOrDefault(service, release.url());
        if (path.startsWith("http://") || path.startsWith("https://")) {
            return URI.create(path);
        }
        String plain = base.replaceFirst("/+$", "");
        String below = path.startsWith("/") ? path : "/" + path;
        String prefix = URI.create(plain).getRawPath();
        return prefix.isEmpty() || !(below + "/").startsWith(prefix + "/")
                ? URI.create(plain + below)
                : URI.create(plain).resolve(below);
    }

    public boolean has(String service) {
        return release.urls().containsKey(service);
    }
}
