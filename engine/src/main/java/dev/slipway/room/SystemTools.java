package dev.slipway.room;

import dev.slipway.image.Unpacker;
import dev.slipway.toolchain.SystemPrograms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that make rooms, run by their own loader and libraries: this machine's may be older or missing.
 *
 * @param folder the file system that they are in
 */
record SystemTools(Path folder) {
    /** Whether this process has root's rights. */
    boolean root() {
        return Unpacker.canKeepOwners();
    }

    /** The first words of a command that runs a program. */
    List<String> run(String name) {
        return SystemPrograms.command(folder, name);
    }

    /** The first words of a command that runs in the network of a process. */
    List<String> entering(long process) {
        List<String> words = new ArrayList<>(run("nsenter"));
        words.addAll(List.of("--target", Long.toString(process), "--net"));
        if (!root()) {
            words.addAll(List.of("--user", "--preserve-credentials"));
        }
        words.add("--");
        return words;
    }

    /**
     * A command that connects its standard streams to an address in the network of a process. The address follows it.
     */
    List<String> connecting(long process) {
        List<String> words = entering(process);
        words.addAll(run("socat"));
        words.addAll(List.of("-d0", "-t10", "-"));
        return words;
    }
}
