package dev.slipway.toolchain;

import dev.slipway.debian.DebianArchive;
import java.nio.file.Path;
import java.util.List;

/** Runs programs from the file system that makes rooms, on this machine. */
public final class SystemPrograms {
    private SystemPrograms() {}

    /**
     * The first words of a command for a program, which runs it by its own loader and libraries: this machine's may be
     * older or missing.
     *
     * @param system folder of that file system
     */
    public static List<String> command(Path system, String name) {
        boolean arm = DebianArchive.hostArchitecture().equals("arm64");
        Path libraries = system.resolve("usr/lib").resolve(arm ? "aarch64-linux-gnu" : "x86_64-linux-gnu");
        return List.of(
                libraries
                        .resolve(arm ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2")
                        .toString(),
                "--library-path",
                libraries.toString(),
                system.resolve("usr/bin").resolve(name).toString());
    }
}
