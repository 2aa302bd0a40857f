package dev.slipway.sandbox;

import dev.slipway.application.Application;
import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Resolution;
import dev.slipway.gate.Workspace;
import dev.slipway.image.DurableFiles;
import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Opens {@link Containers} with runc and BusyBox from Debian, if this machine can run containers. */
public final class ContainerRuntime {
    private final Workspace workspace;
    private final Layout layout;
    private final DebianArchive archive;

    public ContainerRuntime(Workspace workspace, Layout layout, DebianArchive archive) {
        this.workspace = workspace;
        this.layout = layout;
        this.archive = archive;
    }

    /** @param images by the name of their service @throws Ended if this machine cannot run containers */
    public Containers open(Application application, Map<String, ContainerImage> images)
            throws IOException, InterruptedException, ContainerException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw impossible("containers without an engine run on Linux only");
        }
        if (!Unpacker.canKeepOwners()) {
            throw impossible("containers without an engine need root: the image was not started");
        }
        Path home = Files.createDirectories(workspace.home().resolve("smoke"));
        try {
            return Containers.open(application, layout, root(), home, images);
        } catch (DebianException e) {
            throw impossible("the container runtime cannot be fetched: " + e.getMessage());
        }
    }

    private static ContainerException.NoRuntimeException impossible(String why) {
        return new ContainerException.NoRuntimeException(why);
    }

    /** The folder that becomes the sandbox's root. */
    private Path root() throws IOException, InterruptedException {
        Path root = workspace.home().resolve("rootfs").resolve("smoke-runc-2");
        if (!Files.exists(root)) {
            Resolution found = archive.resolve("forky", List.of("runc", "busybox-static", "util-linux"));
            archive.unpack(found, root);
        }
        Path hosts = root.resolve("etc/hosts");
        if (!Files.exists(hosts)) {
            DurableFiles.write(hosts, "127.0.0.1 localhost\n".getBytes(StandardCharsets.UTF_8));
        }
        return root;
    }
}
