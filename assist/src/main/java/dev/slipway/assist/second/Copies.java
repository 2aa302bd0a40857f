package dev.slipway.assist.second;

import dev.slipway.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** An application's folder for somebody who may write into it: what builds see, without its secrets. */
final class Copies {
    private Copies() {}

    static Path of(Path source) throws IOException {
        Path copy = Files.createTempDirectory("slipway-opinion");
        for (Inventory.Entry entry : Inventory.of(source).entries().values()) {
            Path from = source.resolve(entry.path());
            if (entry.kind() != Inventory.Kind.SECRET && Files.isRegularFile(from)) {
                Path to = copy.resolve(entry.path());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(from, to);
            }
        }
        return copy;
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    // A temporary folder, which the system clears away.
                }
            });
        } catch (IOException e) {
            // As above.
        }
    }
}
