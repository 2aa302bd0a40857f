package dev.slipway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Root file systems of containers: an image's layers over each other. What the runtime adds to them goes to memory. */
final class Mounts {
    private final Sandbox sandbox;
    private final LayerFolders layers;
    private final Path bundles;

    Mounts(Sandbox sandbox, LayerFolders layers, Path bundles) {
        this.sandbox = sandbox;
        this.layers = layers;
        this.bundles = bundles;
    }

    /** Mounts an image's layers as the root of a bundle; one that is mounted already is left as it is. */
    void mount(String bundle, List<String> digests) throws IOException, InterruptedException, Ended {
        Path rootfs = bundles.resolve(bundle).resolve("rootfs");
        if (Files.exists(rootfs)) {
            return;
        }
        Files.createDirectories(rootfs);
        List<String> lower = new ArrayList<>();
        for (String digest : digests) {
            lower.add(Sandbox.LAYERS + "/" + layers.of(digest));
        }
        // The kernel's first is the uppermost.
        Collections.reverse(lower);
        String upper = "/run/upper/" + bundle;
        Said said = sandbox.run(
                "busybox mkdir -p " + upper + "/files " + upper
                        + "/work && busybox mount -t overlay overlay -o lowerdir="
                        + String.join(":", lower) + ",upperdir=" + upper + "/files,workdir=" + upper + "/work "
                        + Sandbox.BUNDLES + "/" + bundle + "/rootfs",
                Runc.COMMAND);
        if (!said.ok()) {
            throw new Ended.Impossible("layers cannot be laid over each other here: " + said.text());
        }
    }
}
