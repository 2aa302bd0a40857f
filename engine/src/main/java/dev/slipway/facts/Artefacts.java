package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.build.Dockerfile;
import dev.slipway.build.Fingerprint;
import dev.slipway.build.Job;
import dev.slipway.build.KeptFile;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.image.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes what a person may read, edit and keep of an image: its Dockerfile and its SBOM. */
public final class Artefacts {
    private Artefacts() {}

    /**
     * What an SBOM was written of.
     *
     * @param packages digest of all packages in it
     * @param image digest of the image
     * @param content digest of the file: what a person changed is no basis for the next one
     */
    record Written(String packages, String image, String content) {}

    public static void write(Built built, ImageFacts facts) throws IOException {
        Job job = built.job();
        writeChanged(job.dockerfile(), Dockerfile.of(job).getBytes(StandardCharsets.UTF_8));
        writeChanged(
                job.artefacts().resolve("Dockerfile.dockerignore"),
                Dockerfile.ignore().getBytes(StandardCharsets.UTF_8));
        Path sbom = job.sbom();
        List<Library> libraries = new ArrayList<>(facts.libraries());
        Path source = job.workspace().source();
        if (job.plan().source().contains(lock(job))) {
            libraries.addAll(Libraries.npmLock(source.resolve(lock(job))));
        }
        List<RootFilesystem.Installed> debian = built.base().packages();
        String digest = built.digest();
        String packages = Fingerprint.of("3", debian.toString(), libraries.toString());
        Path kept = job.state().resolve("sbom.json");
        byte[] there = Files.exists(sbom) ? Files.readAllBytes(sbom) : new byte[0];
        Optional<Written> before =
                KeptFile.read(kept, Written.class).filter(w -> w.content().equals(content(there)));
        byte[] list = before.filter(w -> w.packages().equals(packages))
                .map(w -> CycloneDx.moved(there, job.name(), w.image(), digest))
                .orElseGet(() -> CycloneDx.of(job.name(), digest, debian, libraries));
        writeChanged(sbom, list);
        KeptFile.keep(kept, new Written(packages, digest, content(list)));
    }

    private static String content(byte[] file) {
        return Fingerprint.of(new String(file, StandardCharsets.UTF_8));
    }

    private static String lock(Job job) {
        String dir = job.service().dir();
        return (dir.isEmpty() ? "" : dir + "/") + "package-lock.json";
    }

    /** A file that is as it should be keeps its time, for those who watch it. */
    private static void writeChanged(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            DurableFiles.write(file, bytes);
        }
    }
}
