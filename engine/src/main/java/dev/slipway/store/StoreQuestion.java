package dev.slipway.store;

import java.util.List;

/**
 * The question whose right answer shows, beside the server in its container, that it serves.
 *
 * @param environment variables of the command, as {@code NAME=value}
 * @param command with its words, for a shell
 * @param answer the line that shows it; empty where success is enough
 * @param title what is asked, for people
 */
public record StoreQuestion(List<String> environment, String command, String answer, String title) {
    public StoreQuestion {
        environment = List.copyOf(environment);
    }

    /** The server's own client, with the password that the container knows. */
    static StoreQuestion ping(String command, String answer, int port) {
        return new StoreQuestion(List.of(), command, answer, "a ping on port " + port);
    }

    /** A query as the application's own user. @param password {@code NAME=value} of the client's variable */
    static StoreQuestion query(String password, String command, int port) {
        return new StoreQuestion(List.of(password), command + " 'select 1'", "1", "a query on port " + port);
    }

    /** How the server lets one in. */
    public record Access(String user, String password, String database, int port) {}
}
