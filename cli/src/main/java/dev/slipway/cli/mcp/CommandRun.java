package dev.slipway.cli.mcp;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs one command of Slipway's as the terminal does: words in, exit code out. */
@FunctionalInterface
public interface CommandRun {
    /** @param typed what is answered to the next question; empty for no answer */
    int run(List<String> words, PrintStream out, PrintStream err, Map<String, String> env, Callable<String> typed);
}
