package dev.slipway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Mounts the layers of an image as a container's root file system. What the container writes to it goes to memory. */
final class Mounts {
    private final Sandbox sandbox;
    private final LayerFolders layers;
    private final Path bundles;

    Mounts(Sandbox sandbox, LayerFolders layers, Path bundles) {
        this.sandbox = sandbox;
        this.layers = layers;
        this.bundles = bundles;
    }

    /** Mounts an image's layers as the root of a bundle. It does nothing if they are mounted already. */
    void mount(String bundle, List<String> digests) throws IOException, InterruptedException, ContainerException {
        Path rootfs = bundles.resolve(bundle).resolve("rootfs");
        if (Files.exists(rootfs)) {
            return;
        }
        Files.createDirectories(rootfs);
        List<String> lower = new ArrayList<>();
        for (String digest : digests) {
            lower.add(Sandbox.LAYERS + "/" + layers.of(digest));
        }
        // The kernel wants the uppermost layer first.
        Collections.reverse(lower);
        String upper = "/run/upper/" + bundle;
        CommandOutput said = sandbox.run(
                "busybox mkdir -p " + upper + "/files " + upper
                        + "/work && busybox mount -t overlay overlay -o lowerdir="
                        + String.join(":", lower) + ",upperdir=" + upper + "/files,workdir=" + upper + "/work "
                        + Sandbox.BUNDLES + "/" + bundle + "/rootfs",
                Runc.COMMAND);
        if (!said.ok()) {
            throw new ContainerException.NoRuntimeException(
                    "layers cannot be laid over each other here: " + said.text());
        }
    }
}
