package dev.slipway.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a shell does: words in; exit code, standard output and standard error out. */
final class Terminal {
    private final Map<String, String> env;

    Terminal(Map<String, String> env) {
        this.env = new HashMap<>(env);
    }

    record Said(int exit, String out, String err) {
        /** For the message of an assertion that does not hold. */
        String all() {
            return "exit " + exit + "\n" + out + "\n" + err;
        }
    }

    Said run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Slipway.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
