package dev.slipway.store;

import java.util.List;

/**
 * How Kubernetes runs and asks a server that keeps data.
 *
 * @param portName of its port in Kubernetes
 * @param data folder of the data: the volume's root
 * @param asks command in its container that succeeds if it serves
 * @param waits shell line that succeeds, in a container of the same image, if {@code @host@:@port@} serves
 * @param console shell line that opens a console for a person, in its container; empty if the image has no program for
 * that
 */
public record Keeping(String portName, String data, List<String> asks, String waits, String console) {
    public Keeping {
        asks = List.copyOf(asks);
    }

    public List<String> asks(int port) {
        return asks.stream()
                .map(word -> word.replace("@port@", String.valueOf(port)))
                .toList();
    }

    public String waits(String host, int port) {
        return waits.replace("@host@", host).replace("@port@", String.valueOf(port));
    }
}
