package dev.slipway.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What services keep data in that is not brought up: said before somebody wonders why it is not reached. */
final class OtherStores {
    private static final Map<String, List<String>> DRIVERS = new TreeMap<>(Map.of(
            "Kafka", List.of("kafkajs", "aiokafka", "confluent-kafka", "kafka-python"),
            "MongoDB", List.of("mongoose", "mongodb", "pymongo", "motor", "beanie"),
            "RabbitMQ", List.of("amqplib", "pika", "aio-pika")));

    private OtherStores() {}

    /**
     * Notes of a service.
     *
     * @param has whether it depends on a library
     * @param place where it says so, of a library
     */
    static List<String> notes(Predicate<String> has, UnaryOperator<String> place) {
        return DRIVERS.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .filter(has)
                        .limit(1)
                        .map(driver -> place.apply(driver) + ": " + driver
                                + " is for " + e.getKey()
                                + ", which is not brought up: give the service the address of one"
                                + " (--set services.NAME.env.VARIABLE=...), or do without"))
                .toList();
    }
}
