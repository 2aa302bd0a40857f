package dev.slipway.room;

import dev.slipway.image.Unpacker;
import dev.slipway.toolchain.SystemPrograms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands with the programs that make rooms, by their own loader and libraries: this machine's may be older, or none.
 *
 * @param folder of the file system that they are in
 */
record SystemTools(Path folder) {
    /** Whether this process may do what only root may. */
    boolean root() {
        return Unpacker.canKeepOwners();
    }

    /** The command's first words for a program. */
    List<String> run(String name) {
        return SystemPrograms.command(folder, name);
    }

    /** Those that run the rest of the command in the network of a process. */
    List<String> entering(long process) {
        List<String> words = new ArrayList<>(run("nsenter"));
        words.addAll(List.of("--target", Long.toString(process), "--net"));
        if (!root()) {
            words.addAll(List.of("--user", "--preserve-credentials"));
        }
        words.add("--");
        return words;
    }

    /** A command that connects its standard streams to an address in the network of a process, but for the address. */
    List<String> connecting(long process) {
        List<String> words = entering(process);
        words.addAll(run("socat"));
        words.addAll(List.of("-d0", "-t10", "-"));
        return words;
    }
}
