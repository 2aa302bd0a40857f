package dev.slipway.compile;

import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the cause of a failed Go command in its output. */
final class CompileFailures {
    private static final int LINES_SHOWN = 12;
    private static final List<String> NETWORK =
            List.of("bad gateway", "unexpected eof", "403 forbidden", "404 not found", "module lookup disabled");

    private CompileFailures() {}

    static SlipwayFailure of(String name, Command.Result result, Path home) {
        List<String> lines =
                result.err().stream().filter(CompileFailures::tellsSomething).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        String all = String.join("\n", lines).toLowerCase(Locale.ROOT);
        if (NoNetwork.toldBy(lines)) {
            return new SlipwayFailure(NoNetwork.failure(
                    "The Go modules of " + name + " could not be fetched: the network did not answer.",
                    last,
                    "what was compiled so far is kept: the next run goes on from there"));
        }
        String state = "what was compiled so far is kept: the next run goes on from there";
        if (FullDisk.toldBy(lines)) {
            return new SlipwayFailure(FullDisk.failure(
                    "SLIP-403",
                    "Compiling " + name + " stopped",
                    home,
                    "about 5 GB for Go's caches and the programs, some of it in the temporary folder",
                    last));
        }
        if (result.exit() == 124) {
            return new SlipwayFailure(new Failure(
                    "SLIP-405",
                    "Compiling " + name + " did not end within its time.",
                    "the machine is very slow or busy; the last lines are below",
                    last,
                    "close other programs and run the command again",
                    state));
        }
        if (NETWORK.stream().anyMatch(all::contains)) {
            return new SlipwayFailure(new Failure(
                    "SLIP-402",
                    "The Go modules of " + name + " could not be fetched.",
                    "the module proxy did not answer, or did not give a module",
                    last,
                    "check the network and the proxy (https_proxy, GOPROXY: go env GOPROXY), then run the command again",
                    state));
        }
        return new SlipwayFailure(new Failure(
                "SLIP-404",
                "Compiling " + name + " failed.",
                result.exit() == 137 || all.contains("signal: killed")
                        ? "the compiler was killed, most often because the machine ran out of memory"
                        : "the Go tool ended with exit code " + result.exit() + "; its last lines are below",
                last,
                "if node/ was changed, mend it; else report this with the lines above",
                state));
    }

    /** Names of packages and of downloads say nothing about a failure. */
    private static boolean tellsSomething(String line) {
        return !line.startsWith("go: downloading ") && !line.matches("[A-Za-z0-9_.~/-]+") && !line.isBlank();
    }
}
