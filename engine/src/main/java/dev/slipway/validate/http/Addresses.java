package dev.slipway.validate.http;

import dev.slipway.deploy.Release;
import java.net.URI;

/** Addresses of the application and its services on this machine. */
public record Addresses(Release release) {
    /**
     * A path or query on a service; on the application itself for an empty name or a service that has no address of its own. An
     * address may end with a path: a path that begins with it is taken as it is.
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
