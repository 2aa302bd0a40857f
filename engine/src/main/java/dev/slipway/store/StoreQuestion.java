package dev.slipway.store;

import java.util.List;

/**
 * A question in the store's own container. The right answer shows that it serves.
 *
 * @param environment variables of the command, as {@code NAME=value}
 * @param command with its words, for a shell
 * @param answer the expected line; empty if success is enough
 * @param title the question, for people
 */
public record StoreQuestion(List<String> environment, String command, String answer, String title) {
    public StoreQuestion {
        environment = List.copyOf(environment);
    }

    /** A ping by the server's own client, with the password that the container knows. */
    static StoreQuestion ping(String command, String answer, int port) {
        return new StoreQuestion(List.of(), command, answer, "a ping on port " + port);
    }

    /** A query as the application's own user. @param password {@code NAME=value} of the client's variable */
    static StoreQuestion query(String password, String command, int port) {
        return new StoreQuestion(List.of(password), command + " 'select 1'", "1", "a query on port " + port);
    }

    /** The credentials and the port of a store. */
    public record Access(String user, String password, String database, int port) {}
}
