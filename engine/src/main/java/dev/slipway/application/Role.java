package dev.slipway.application;

/** What a service is for. */
public enum Role {
    BACKEND,
    FRONTEND,
    DATABASE,
    /** Redis, Memcached: a cache, a queue, sessions. */
    CACHE,
    /** RabbitMQ, Kafka, NATS: hand messages from one service to others. */
    BROKER,
    WORKER;

    /** Whether it is a server that keeps other services' data and has no code of the application. */
    public boolean store() {
        return this == DATABASE || this == CACHE || this == BROKER;
    }
}
