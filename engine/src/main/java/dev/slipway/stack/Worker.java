package dev.slipway.stack;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A program without a port.
 *
 * @param command its words in an image of its stack
 * @param serves whether it is what its folder's server starts with, which is no worker beside that
 * @param alone the project of its folder where no service stands there, by the place that tells of the program
 */
public record Worker(List<String> command, boolean serves, Function<String, Project> alone) {
    private static final Pattern ONCE =
            Pattern.compile("(?i).*(seed|migrat|init|setup|create|load|import|reset|test)\\w*");

    public Worker {
        command = List.copyOf(command);
    }

    /** Whether a program of this name, without its ending, runs once and is done: it seeds, migrates or tests. */
    public static boolean ends(String name) {
        return ONCE.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }
}
