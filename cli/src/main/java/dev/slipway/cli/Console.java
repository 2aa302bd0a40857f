package dev.slipway.cli;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where commands write: results to {@code out}, everything else to {@code err}.
 *
 * @param out the process's standard output
 * @param err the process's standard error
 */
record Console(PrintStream out, PrintStream err, Map<String, String> env) {
    private static final int INTERNAL_ERROR = 1;
    private static final int INTERRUPTED = 130;

    /** Tells a failure as its reader needs it, and gives the process's exit code. */
    int failed(Throwable error) {
        if (error instanceof SlipwayFailure expected) {
            tell(expected.failure());
            return expected.failure().exitCode();
        }
        if (error instanceof InterruptedException) {
            err.println("Interrupted; nothing more was started.");
            return INTERRUPTED;
        }
        err.println("SLIP-000  An error inside Slipway: " + error);
        err.println("    more  run the command again with SLIPWAY_DEBUG=1 for the stack trace");
        if (env.containsKey("SLIPWAY_DEBUG")) {
            error.printStackTrace(err);
        }
        return INTERNAL_ERROR;
    }

    private void tell(Failure failure) {
        err.println("\u2717 " + failure.id() + "  " + failure.summary());
        err.println("    why    " + failure.why());
        failure.evidence().forEach(line -> err.println("           " + line));
        err.println("    fix    " + failure.fix());
        if (!failure.state().isBlank()) {
            err.println("    state  " + failure.state());
        }
    }
}
