package dev.slipway.containerize;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.image.StoredImage;
import dev.slipway.source.BuildPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds one service's image: source, steps, layers, image. */
final class ServiceBuild {
    private final Layout layout;
    private final Containerizer.Bottom base;
    private final Path kept;
    private final String architecture;
    private final SecretSearch secrets;
    private final ClassArchives archives;

    ServiceBuild(
            Layout layout,
            Containerizer.Bottom base,
            Path kept,
            String architecture,
            SecretSearch secrets,
            ClassArchives archives) {
        this.layout = layout;
        this.base = base;
        this.kept = kept;
        this.architecture = architecture;
        this.secrets = secrets;
        this.archives = archives;
    }

    /**
     * What was built, for the checks.
     *
     * @param layers of the image, the lowest first
     * @param facts of each of the plan's layers, in their order
     */
    record Built(Job job, BuiltImage image, Base.Made base, List<Layer> layers, List<Facts> facts) {
        Built {
            layers = List.copyOf(layers);
            facts = List.copyOf(facts);
        }

        List<Library> libraries() {
            return facts.stream().flatMap(f -> f.libraries().stream()).toList();
        }
    }

    /** Digests of the layers that the last build of this service had. */
    record Last(Set<String> layers) {
        Last {
            layers = Set.copyOf(layers);
        }
    }

    Built build(Job job) throws InterruptedException {
        job.progress().started(Job.PHASE, job.name(), job.service().description());
        try {
            return make(job);
        } catch (IOException e) {
            throw Problems.writing(job.build(), e);
        } catch (ImageException e) {
            throw Problems.image(job.name(), job.workspace().home(), e);
        }
    }

    private Built make(Job job) throws IOException, InterruptedException {
        BuildFolders.claim(job.builds(), job.workspace().source());
        SourceCopy.update(
                job.workspace().source(),
                job.plan().source(),
                job.build(),
                job.state().resolve("source"));
        new Steps(job).run();
        Base.Made bottom = base.of(job);
        List<Layers.Made> made = new Layers(layout, kept).of(job);
        List<Facts> facts = new ArrayList<>();
        for (Layers.Made layer : made) {
            facts.add(Facts.of(layer, secrets, kept));
        }
        List<Layer> layers = new ArrayList<>(List.of(bottom.layer()));
        made.forEach(layer -> layers.add(layer.layer()));
        archives.known(job, layers).ifPresent(archive -> insert(job, layers, archive));
        return assemble(job, bottom, layers, facts);
    }

    /** The image with the class archive that was made of it. */
    Built withArchive(Built built) {
        Job job = built.job();
        try {
            Optional<Layer> archive = archives.known(job, built.layers());
            if (archive.isEmpty()) {
                return built;
            }
            List<Layer> layers = new ArrayList<>(built.layers());
            insert(job, layers, archive.get());
            return assemble(job, built.base(), layers, built.facts());
        } catch (IOException e) {
            throw Problems.writing(job.build(), e);
        } catch (ImageException e) {
            throw Problems.image(job.name(), job.workspace().home(), e);
        }
    }

    /** Below the code, which changes more often. */
    private static void insert(Job job, List<Layer> layers, Layer archive) {
        List<String> below = job.plan().archive().orElseThrow().layers();
        int last = IntStream.range(0, layers.size())
                .filter(i -> below.contains(layers.get(i).name()))
                .max()
                .orElse(0);
        layers.add(last + 1, archive);
    }

    private Built assemble(Job job, Base.Made bottom, List<Layer> layers, List<Facts> facts) throws IOException {
        ImageSpec spec = spec(job, "0", layers);
        String tag = Layout.digestOf(spec).substring("sha256:".length(), "sha256:".length() + 12);
        spec = spec(job, tag, layers);
        String digest = Layout.digestOf(spec);
        StoredImage stored =
                layout.find(spec.reference()).filter(digest::equals).isPresent()
                        ? new StoredImage(spec.reference(), digest, size(layers))
                        : layout.addImage(spec);
        return new Built(job, image(job, stored, tag, layers), bottom, layers, facts);
    }

    /** From now on, these layers are the last build's. */
    static void remember(Built built) throws IOException {
        Store.keep(
                last(built.job()),
                new Last(built.layers().stream().map(Layer::digest).collect(Collectors.toSet())));
    }

    private static long size(List<Layer> layers) {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    private ImageSpec spec(Job job, String tag, List<Layer> layers) {
        BuildPlan.RunConfig run = job.plan().run();
        Map<String, String> env = new java.util.TreeMap<>(run.env());
        env.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
        return new ImageSpec(
                job.repository() + ":" + tag,
                architecture,
                layers,
                run.entrypoint(),
                env,
                run.workdir(),
                run.uid() + ":" + run.uid(),
                run.port() > 0 ? List.of(run.port()) : List.of(),
                Map.of("org.opencontainers.image.title", job.application().name() + "/" + job.name()));
    }

    private BuiltImage image(Job job, StoredImage stored, String tag, List<Layer> layers) throws IOException {
        Set<String> before = Store.read(last(job), Last.class).map(Last::layers).orElse(Set.of());
        return new BuiltImage(
                job.name(),
                job.repository(),
                tag,
                stored.digest(),
                size(layers),
                job.plan().run().uid(),
                job.plan().run().entrypoint(),
                layers.stream()
                        .map(l -> new BuiltImage.Layer(l.name(), l.digest(), l.size(), !before.contains(l.digest())))
                        .toList(),
                Map.of(),
                job.artefacts().resolve("sbom.cdx.json").toString(),
                job.artefacts().resolve("Dockerfile").toString());
    }

    private static Path last(Job job) {
        return job.state().resolve("layers.json");
    }
}
