package dev.slipway.cluster;

import java.net.URI;
import java.util.Map;

/**
 * Addresses on 127.0.0.1 that lead to Services of a cluster. They outlive this process, and recover when a pod behind
 * the Service is replaced.
 */
public interface Forwards {
    /**
     * Opens a forward, or returns the one that is open for this Service.
     *
     * @param preferredPort local TCP port; another one is taken if it is in use
     */
    URI open(String namespace, String service, int port, int preferredPort) throws InterruptedException;

    /** The open forwards of a namespace, by Service. */
    Map<String, URI> open(String namespace);

    void close(String namespace) throws InterruptedException;
}
