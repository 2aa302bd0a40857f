package dev.slipway.cli.change;

import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.io.PrintStream;
import java.util.Map;

/** What these commands need of the terminal that they were typed in. */
public interface Talk {
    /** How a word is shown where colours can be. */
    enum Mark {
        GOOD,
        BAD,
        BUSY,
        STRONG
    }

    /** Results. */
    PrintStream out();

    /** Questions and what goes wrong. */
    PrintStream err();

    Map<String, String> env();

    boolean terminal();

    /** A line that the person types; empty at the end of the input. */
    String answer() throws InterruptedException;

    Clusters clusters(Workspace workspace, Progress progress);

    String marked(Mark mark, String text);
}
