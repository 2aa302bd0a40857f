package dev.slipway.cli.change;

import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.io.PrintStream;
import java.util.Map;

/** The parts of the terminal that these commands need. */
public interface Talk {
    /** How a word is marked if colours are available. */
    enum Mark {
        GOOD,
        BAD,
        BUSY,
        STRONG
    }

    /** Results. */
    PrintStream out();

    /** Questions and errors. */
    PrintStream err();

    Map<String, String> env();

    boolean terminal();

    /** A line that the person types; empty at the end of the input. */
    String answer() throws InterruptedException;

    Clusters clusters(Workspace workspace, Progress progress);

    String marked(Mark mark, String text);
}
