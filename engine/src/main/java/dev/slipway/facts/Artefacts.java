package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.build.CachedMaker;
import dev.slipway.build.Dockerfile;
import dev.slipway.build.Fingerprint;
import dev.slipway.build.Job;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.image.DurableFiles;
import dev.slipway.inventory.Inventory;
import dev.slipway.osv.OpenVex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the files of an image that a person may read, edit and keep: its Dockerfile and its SBOM. */
public final class Artefacts {
    private static final CachedMaker<SbomRequest, SbomRecord> SBOMS = new CachedMaker<>(
            wanted -> wanted.job().state().resolve("sbom.json"),
            SbomRecord.class,
            Artefacts::holds,
            Artefacts::writeSbom);

    private Artefacts() {}

    /**
     * The SBOM that was written last.
     *
     * @param packages digest of all packages in it
     * @param image digest of the image
     * @param content digest of the file: a file that a person changed is no basis for the next one
     */
    record SbomRecord(String packages, String image, String content) {}

    public static void write(Built built, ImageFacts facts) throws IOException, InterruptedException {
        Job job = built.job();
        writeChanged(job.dockerfile(), Dockerfile.of(job).getBytes(StandardCharsets.UTF_8));
        writeChanged(
                job.artefacts().resolve("Dockerfile.dockerignore"),
                Dockerfile.ignore(Inventory.of(job.workspace().source())).getBytes(StandardCharsets.UTF_8));
        List<Library> libraries = libraries(built, facts);
        List<RootFilesystem.Installed> debian = built.base().packages();
        SBOMS.of(new SbomRequest(
                job,
                built.digest(),
                debian,
                libraries,
                Fingerprint.of("4", debian.toString(), libraries.toString()),
                Files.exists(job.sbom()) ? Files.readAllBytes(job.sbom()) : new byte[0]));
    }

    /** All packages of an image: those in its files, and those that its lock files say went into them. */
    public static Bill bill(Built built, ImageFacts facts) throws IOException {
        return Bill.of(built, libraries(built, facts));
    }

    private static List<Library> libraries(Built built, ImageFacts facts) throws IOException {
        Job job = built.job();
        List<Library> libraries = new ArrayList<>(facts.libraries());
        Set<String> names = new HashSet<>();
        libraries.forEach(one -> names.add(one.purl()));
        Path source = job.workspace().source();
        List<Library> locked = new ArrayList<>();
        if (job.plan().source().contains(lock(job, "package-lock.json"))) {
            locked.addAll(Libraries.npmLock(source.resolve(lock(job, "package-lock.json"))));
        }
        for (String lock : List.of(lock(job, "Cargo.lock"), "Cargo.lock")) {
            if (Files.exists(source.resolve(lock)) && job.service().stack().equals("rust")) {
                locked.addAll(Libraries.cargoLock(source.resolve(lock)));
                break;
            }
        }
        // What lies in the image comes first. A lock file says only what should lie there.
        locked.stream().filter(one -> names.add(one.purl())).forEach(libraries::add);
        return libraries;
    }

    /** Writes what is known of the image's weaknesses as a VEX document; removes an older one where there are none. */
    public static void writeVex(Built built, List<Scanner.Found> found, Instant now) throws IOException {
        Path file = built.job().artefacts().resolve("vex.openvex.json");
        if (found.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        DurableFiles.write(
                file,
                OpenVex.write(
                        "slipway",
                        "pkg:oci/" + built.name() + "@" + built.digest(),
                        now.truncatedTo(ChronoUnit.SECONDS).toString(),
                        found.stream().map(Scanner.Found::judged).toList()));
    }

    /** A bill of materials to be written. @param packages digest of all packages; @param there the file's content now */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record SbomRequest(
            Job job,
            String image,
            List<RootFilesystem.Installed> debian,
            List<Library> libraries,
            String packages,
            byte[] there) {}

    private static boolean holds(SbomRequest wanted, SbomRecord before) {
        return before.equals(new SbomRecord(wanted.packages(), wanted.image(), content(wanted.there())));
    }

    private static SbomRecord writeSbom(SbomRequest wanted) throws IOException {
        String service = wanted.job().name();
        byte[] list = SBOMS.last(wanted)
                .filter(w -> w.content().equals(content(wanted.there()))
                        && w.packages().equals(wanted.packages()))
                .map(w -> CycloneDx.moved(wanted.there(), service, w.image(), wanted.image()))
                .orElseGet(() -> CycloneDx.of(service, wanted.image(), wanted.debian(), wanted.libraries()));
        writeChanged(wanted.job().sbom(), list);
        return new SbomRecord(wanted.packages(), wanted.image(), content(list));
    }

    private static String content(byte[] file) {
        return Fingerprint.of(new String(file, StandardCharsets.UTF_8));
    }

    private static String lock(Job job, String name) {
        String dir = job.service().dir();
        return (dir.isEmpty() ? "" : dir + "/") + name;
    }

    /** Leaves a file with the right content alone, so that programs that watch it see no change. */
    private static void writeChanged(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            DurableFiles.write(file, bytes);
        }
    }
}
