package dev.slipway.diagnose.crash;

import java.util.Map;
import java.util.Optional;

/** Exit codes above 128. By these a runtime says that a signal ended the process, as POSIX shells do. */
final class Signals {
    private static final Map<Integer, String> NAMES = Map.of(
            129, "SIGHUP",
            130, "SIGINT",
            131, "SIGQUIT",
            132, "SIGILL",
            134, "SIGABRT",
            135, "SIGBUS",
            136, "SIGFPE",
            137, "SIGKILL",
            139, "SIGSEGV",
            143, "SIGTERM");

    private Signals() {}

    static Optional<String> name(int exit) {
        return Optional.ofNullable(NAMES.get(exit));
    }
}
