package dev.slipway.store;

import java.util.List;

/**
 * How a server that keeps data is run and asked.
 *
 * @param portName of its port in Kubernetes
 * @param data folder of the data: the volume's root
 * @param asks command whose success shows, inside its container, that it serves
 * @param waits shell that succeeds, in a container of the same image, when {@code @host@:@port@} serves
 * @param console shell that lets a person in, inside its container; empty where the image has no program for that
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
