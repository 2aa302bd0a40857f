package dev.slipway.cluster.node;

import dev.slipway.compile.Programs;
import dev.slipway.debian.DebianArchive;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.Archive;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pause image, which a node needs before any application. Its process keeps a pod's namespaces open. */
final class NodeImages {
    static final String PAUSE = "slipway.local/node/pause:1";
    /** Numeric, so that a pod's runAsNonRoot can be checked. */
    private static final String USER = "65535:65535";

    private final Path home;
    private final Programs programs;

    NodeImages(Path home, Programs programs) {
        this.home = home;
        this.programs = programs;
    }

    /** An archive with the image. The program's digest is in its name, so that another program gives another archive. */
    Path get() throws InterruptedException {
        Path program = programs.get(Programs.Program.PAUSE);
        Path folder = home.resolve("node-images");
        Path file = folder.resolve(program.getName(program.getNameCount() - 2) + ".tar");
        if (Files.isRegularFile(file)) {
            return file;
        }
        try {
            Files.createDirectories(folder);
            Layout layout = Layout.open(folder.resolve("oci"));
            Layer layer =
                    layout.addLayer("pause", List.of(Entry.file("/pause", 0755, 0, 0, program)), Compression.GZIP);
            layout.addImage(new ImageSpec(
                    PAUSE,
                    DebianArchive.hostArchitecture(),
                    List.of(layer),
                    List.of("/pause"),
                    Map.of(),
                    "/",
                    USER,
                    List.of(),
                    Map.of()));
            Path unfinished = Files.createTempFile(folder, "node-", ".unfinished");
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                Archive.of(layout, List.of(PAUSE)).writeTo(out, Set.of());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-408",
                            "The node's own image could not be written to " + folder + ".",
                            String.valueOf(e),
                            "make the folder writable and see that its disk has room, or set SLIPWAY_HOME"),
                    e);
        }
    }
}
