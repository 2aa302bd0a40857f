package dev.slipway.build;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan.ClassArchive;
import dev.slipway.application.Service;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.FolderEntries;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.sandbox.CommandOutput;
import dev.slipway.sandbox.ContainerException;
import dev.slipway.sandbox.ContainerImage;
import dev.slipway.sandbox.ContainerRuntime;
import dev.slipway.sandbox.Containers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Layers with archives of classes for JVMs. The image is started once and reports the classes that it loads. Its own
 * JVM then archives those that a change of the application's code does not change. Two archives of the same classes may
 * differ in a few bytes, so an archive is made once for its layers and kept.
 */
public final class ClassArchives {
    private static final String FORM = "2";
    private static final String LAYER = "classes";
    /** The folder to which the containers that make an archive can write. */
    private static final String INSIDE = "/tmp/slipway";

    private static final String FOLDER = "archive";
    private static final Map<String, String> FOLDERS = Map.of(INSIDE, FOLDER);
    /** Matches a class of another class loader, which the JVM cannot archive. */
    private static final Pattern OF_OTHER_LOADERS = Pattern.compile(".*\\b(source|super|interfaces):.*");

    private static final Pattern NUMBER = Pattern.compile(" id: \\d+$");

    private final Layout layout;
    private final CachedMaker<ArchiveRequest, Layer> archives;

    /** @param kept folder in which layers' records are kept */
    public ClassArchives(Layout layout, Path kept) {
        this.layout = layout;
        this.archives = new CachedMaker<>(
                wanted -> kept.resolve("classes-" + wanted.key() + ".json"),
                Layer.class,
                (wanted, layer) -> layout.whole(layer),
                this::write);
    }

    /** An archive for an image of these layers. @param file of the archive; empty path for a mere search */
    private record ArchiveRequest(ClassArchive archive, List<Layer> layers, Path file, SourceDate date) {
        String key() {
            List<String> parts = new ArrayList<>(List.of(FORM, archive.toString()));
            layers.stream()
                    .filter(layer -> archive.layers().contains(layer.name()))
                    .forEach(layer -> parts.add(layer.digest()));
            return Fingerprint.of(parts.toArray(String[]::new));
        }
    }

    /** The archive's layer for an image of these layers, if it exists already. */
    Optional<Layer> known(Job job, List<Layer> layers) throws IOException, InterruptedException {
        Optional<ClassArchive> archive = job.plan().archive();
        return archive.isEmpty()
                ? Optional.empty()
                : archives.find(new ArchiveRequest(archive.get(), layers, Path.of(""), job.date()));
    }

    /** Whether the image should have an archive and has none yet. */
    public boolean lacks(Built built) throws IOException, InterruptedException {
        return built.job().plan().archive().isPresent()
                && known(built.job(), built.layers()).isEmpty();
    }

    /** Makes the archive. If that fails, the image stays as it is, and a note says why. */
    public void make(ContainerRuntime runtime, Application application, Map<String, ContainerImage> all, Built built)
            throws IOException, InterruptedException {
        Job job = built.job();
        ClassArchive archive = job.plan().archive().orElseThrow();
        job.tell("class archive: starting the image once to see which classes it loads");
        try (Containers containers = runtime.open(application, all)) {
            Path folder = containers.folder(job.service(), FOLDER);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            watch(containers, job);
            Files.write(folder.resolve("all.list"), merged(folder), StandardCharsets.UTF_8);
            job.tell("class archive: writing it");
            CommandOutput said = containers.run(job.service(), "archive", command(job, archive), FOLDERS);
            Path made = folder.resolve("classes.jsa");
            if (!said.ok() || !Files.exists(made)) {
                job.note("no class archive, so it starts slower: the JVM ended with exit code " + said.exit() + ": "
                        + (said.lines().isEmpty() ? "" : said.lines().getLast()));
                return;
            }
            archives.of(new ArchiveRequest(archive, built.layers(), made, job.date()));
        } catch (ContainerException e) {
            // The smoke test reports a failure again, with the log.
            job.note("no class archive, so it starts slower: " + e.why());
        }
    }

    private static void watch(Containers containers, Job job)
            throws IOException, InterruptedException, ContainerException {
        Service service = job.service();
        containers.startStoresOf(service);
        if (!service.migrate().isEmpty()) {
            containers.migrate(service, watched(service.migrate(), "migrate"), FOLDERS);
        }
        containers.start(service, watched(job.plan().run().entrypoint(), "serve"), FOLDERS);
        containers.await(service);
        containers.stop(service);
    }

    private static List<String> watched(List<String> command, String name) {
        List<String> words = new ArrayList<>(command);
        words.removeIf(word -> word.startsWith("-Xshare:") || word.startsWith("-XX:SharedArchiveFile="));
        words.add(1, "-XX:DumpLoadedClassList=" + INSIDE + "/" + name + ".list");
        return words;
    }

    /** Merges all lists into one without duplicates. */
    private static List<String> merged(Path folder) throws IOException {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, "*.list")) {
            for (Path list : lists) {
                for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                    if (!OF_OTHER_LOADERS.matcher(line).matches()) {
                        lines.add(NUMBER.matcher(line).replaceFirst(""));
                    }
                }
            }
        }
        return List.copyOf(lines);
    }

    private static List<String> command(Job job, ClassArchive archive) {
        List<String> words = new ArrayList<>(
                List.of(job.plan().run().entrypoint().getFirst(), "-Xshare:dump", "-Xlog:disable", "-Xlog:all=error"));
        // An older release of Java does not know the second option.
        words.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+AOTClassLinking"));
        words.addAll(archive.options());
        words.addAll(List.of(
                "-XX:SharedClassListFile=" + INSIDE + "/all.list",
                "-XX:SharedArchiveFile=" + INSIDE + "/classes.jsa",
                "@" + archive.classPath()));
        return words;
    }

    private Layer write(ArchiveRequest wanted) throws IOException, InterruptedException {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (Entry entry : FolderEntries.read(wanted.file(), wanted.archive().file())) {
            entries.put(entry.path(), entry);
        }
        Instant date = wanted.date().get();
        return layout.addLayer(
                LAYER,
                Layers.withParents(entries).stream()
                        .map(entry -> entry.dated(date))
                        .toList(),
                Compression.ZSTD);
    }
}
