package dev.slipway.containerize;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Resolution;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import dev.slipway.source.Application;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Opens {@link Containers} with runc and BusyBox from Debian, where this machine can run them. */
final class Runc {
    private final Workspace workspace;
    private final Layout layout;
    private final DebianArchive archive;

    Runc(Workspace workspace, Layout layout, DebianArchive archive) {
        this.workspace = workspace;
        this.layout = layout;
        this.archive = archive;
    }

    /** @throws Containers.Ended where this machine cannot run any container */
    Containers open(Application application, Map<String, ServiceBuild.Built> built)
            throws IOException, InterruptedException, Containers.Ended {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw impossible("containers without an engine run on Linux only");
        }
        if (!Unpacker.canKeepOwners()) {
            throw impossible("containers without an engine need root: the image was not started");
        }
        Path home = Files.createDirectories(workspace.home().resolve("smoke"));
        try {
            return Containers.open(application, layout, root(), home, built);
        } catch (DebianException e) {
            throw impossible("the container runtime cannot be fetched: " + e.getMessage());
        }
    }

    private static Containers.Ended impossible(String why) {
        return new Containers.Ended(new SmokeTest.Outcome.Impossible(why));
    }

    /** A folder that becomes the sandbox's root. */
    private Path root() throws IOException, InterruptedException {
        Path root = workspace.home().resolve("rootfs").resolve("smoke-runc-1");
        if (!Files.exists(root)) {
            Resolution found = archive.resolve("forky", List.of("runc", "busybox-static"));
            archive.unpack(found, root);
        }
        Path hosts = root.resolve("etc/hosts");
        if (!Files.exists(hosts)) {
            Store.write(hosts, "127.0.0.1 localhost\n".getBytes(StandardCharsets.UTF_8));
        }
        return root;
    }
}
