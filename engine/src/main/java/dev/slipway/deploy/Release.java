package dev.slipway.deploy;

import java.util.Map;

/**
 * An installed release.
 *
 * @param place the unique id of its namespace: facts of a release do not hold for one of the same name in another
 * namespace
 * @param url at which a browser on this machine reaches the application, with the base path of its service
 * @param urls a URL on this machine for each service that can be reached, by the service's name, each with its base
 * path
 */
public record Release(String name, String namespace, String place, int revision, String url, Map<String, String> urls) {
    public Release {
        urls = Map.copyOf(urls);
    }
}
