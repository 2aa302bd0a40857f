package dev.slipway.containerize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes what a person may read, edit and keep of an image: its Dockerfile and its SBOM. */
final class Artefacts {
    private Artefacts() {}

    static void write(ServiceBuild.Built built) throws IOException {
        Job job = built.job();
        writeChanged(job.artefacts().resolve("Dockerfile"), Dockerfile.of(job).getBytes(StandardCharsets.UTF_8));
        writeChanged(
                job.artefacts().resolve("Dockerfile.dockerignore"),
                Dockerfile.ignore().getBytes(StandardCharsets.UTF_8));
        Path sbom = Path.of(built.image().sbom());
        Path sbomOf = job.state().resolve("sbom-of");
        String key = Digests.of("2", built.image().digest());
        if (Files.exists(sbom)
                && Files.exists(sbomOf)
                && Files.readString(sbomOf).equals(key)) {
            return;
        }
        List<Library> libraries = new ArrayList<>(built.libraries());
        Path source = job.workspace().source();
        if (job.plan().source().contains(lock(job))) {
            libraries.addAll(Libraries.npmLock(source.resolve(lock(job))));
        }
        writeChanged(
                sbom, Sbom.of(job.name(), built.image().digest(), built.base().packages(), libraries));
        Store.write(sbomOf, key.getBytes(StandardCharsets.UTF_8));
    }

    private static String lock(Job job) {
        String dir = job.service().dir();
        return (dir.isEmpty() ? "" : dir + "/") + "package-lock.json";
    }

    /** A file that is as it should be keeps its time, for those who watch it. */
    private static void writeChanged(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Store.write(file, bytes);
        }
    }
}
