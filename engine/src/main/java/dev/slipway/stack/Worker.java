package dev.slipway.stack;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A program without a port.
 *
 * @param command its words in an image of its stack
 * @param serves whether it is the start of its folder's server, and so no worker
 * @param alone makes the project of its folder if there is no service in it, from the place that names the program
 */
public record Worker(List<String> command, boolean serves, Function<String, Project> alone) {
    private static final Pattern ONCE =
            Pattern.compile("(?i).*(seed|migrat|init|setup|create|load|import|reset|test)\\w*");

    public Worker {
        command = List.copyOf(command);
    }

    /** Whether the name, without its ending, is one of a program that seeds, migrates or tests, and then ends. */
    public static boolean ends(String name) {
        return ONCE.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }
}
