package dev.slipway.store;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Stores that Slipway does not bring up. Services that use one get a note. */
public final class OtherStores {
    /**
     * @param variable names and defaults of variables that lead to one, as {@code NAME=default}
     * @param form what such a variable looks like
     * @param usual name of such a variable
     */
    private record Other(String title, List<String> drivers, Pattern variable, String usual, String form) {}

    private static final List<Other> ALL = List.of(
            new Other(
                    "Kafka",
                    List.of("kafkajs", "aiokafka", "confluent-kafka", "kafka-python"),
                    Pattern.compile("\\w*(?:KAFKA|BOOTSTRAP|BROKER)\\w*=.*"),
                    "KAFKA_BROKERS",
                    "HOST:9092"),
            new Other(
                    "RabbitMQ",
                    List.of("amqplib", "pika", "aio-pika"),
                    Pattern.compile("\\w*(?:AMQP|RABBIT)\\w*=.*|\\w+=amqps?://.*"),
                    "AMQP_URL",
                    "amqp://USER:PASSWORD@HOST:5672"));

    private OtherStores() {}

    /**
     * Notes on a service.
     *
     * @param has whether it depends on a library
     * @param place of the dependency on a library
     */
    public static List<String> notes(Service service, Predicate<String> has, UnaryOperator<String> place) {
        return ALL.stream()
                .flatMap(other -> other.drivers().stream()
                        .filter(has)
                        .limit(1)
                        .map(driver -> place.apply(driver) + ": " + driver + " is for " + other.title()
                                + ", which is not brought up: " + remedy(service, other)))
                .toList();
    }

    /** Whether a variable leads to one of these stores. The note on its service then says what to do. */
    public static boolean meant(EnvVar variable) {
        return ALL.stream().anyMatch(other -> leads(other, variable));
    }

    private static boolean leads(Other other, EnvVar variable) {
        return other.variable().matcher(variable.name() + "=" + variable.text()).matches();
    }

    private static String remedy(Service service, Other other) {
        String set = "./slipway up --set services." + service.name() + ".env.";
        return service.env().stream()
                .filter(v -> leads(other, v))
                .findFirst()
                .map(v -> "give " + v.name() + " (" + v.evidence() + ") the address of one that the pods reach: " + set
                        + v.name() + "=" + other.form())
                .orElse("no variable of " + service.name() + " leads to one: let the code read " + other.usual()
                        + ", then " + set + other.usual() + "=" + other.form());
    }
}
