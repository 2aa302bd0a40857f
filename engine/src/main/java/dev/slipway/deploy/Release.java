package dev.slipway.deploy;

import java.util.Map;

/**
 * An installed release.
 *
 * @param place the unique id of its namespace: what was seen of a release says nothing of one that has its name elsewhere
 * @param url where a browser on this machine reaches the application, with the path below which it answers, as the next ones
 * @param urls a URL on this machine for each service that can be reached, by the service's name
 */
public record Release(String name, String namespace, String place, int revision, String url, Map<String, String> urls) {
    public Release {
        urls = Map.copyOf(urls);
    }
}
