package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds one service's image: source, steps, layers, image. */
public final class ServiceBuild {
    private final Layout layout;
    private final BaseImage.Maker base;
    private final Path kept;
    private final String architecture;
    private final ClassArchives archives;

    public ServiceBuild(Layout layout, BaseImage.Maker base, Path kept, String architecture, ClassArchives archives) {
        this.layout = layout;
        this.base = base;
        this.kept = kept;
        this.architecture = architecture;
        this.archives = archives;
    }

    /** Digests of the layers that the last build of this service had. */
    record Last(Set<String> layers) {
        Last {
            layers = Set.copyOf(layers);
        }
    }

    public Built build(Job job) throws InterruptedException {
        job.progress().started(Job.PHASE, job.name(), job.service().description());
        try {
            return make(job);
        } catch (IOException e) {
            throw BuildFailures.writing(job.build(), e);
        } catch (ImageException e) {
            throw BuildFailures.image(job.name(), job.workspace().home(), e);
        }
    }

    private Built make(Job job) throws IOException, InterruptedException {
        BuildFolders.claim(job.builds(), job.workspace().source());
        SourceCopy.update(
                job.workspace().source(),
                job.plan().source(),
                job.build(),
                job.state().resolve("source"));
        Steps.run(job);
        BaseImage bottom = base.of(job);
        List<MadeLayer> made = new Layers(layout, kept).of(job);
        List<Layer> layers = new ArrayList<>(List.of(bottom.layer()));
        made.forEach(layer -> layers.add(layer.layer()));
        archives.known(job, layers).ifPresent(archive -> insert(job, layers, archive));
        return assemble(job, bottom, layers, made);
    }

    /** The image with the class archive that was made from it. */
    public Built withArchive(Built built) throws InterruptedException {
        Job job = built.job();
        try {
            Optional<Layer> archive = archives.known(job, built.layers());
            if (archive.isEmpty()) {
                return built;
            }
            List<Layer> layers = new ArrayList<>(built.layers());
            insert(job, layers, archive.get());
            return assemble(job, built.base(), layers, built.made());
        } catch (IOException e) {
            throw BuildFailures.writing(job.build(), e);
        } catch (ImageException e) {
            throw BuildFailures.image(job.name(), job.workspace().home(), e);
        }
    }

    /** Puts the archive below the code, which changes more often. */
    private static void insert(Job job, List<Layer> layers, Layer archive) {
        List<String> below = job.plan().archive().orElseThrow().layers();
        int last = IntStream.range(0, layers.size())
                .filter(i -> below.contains(layers.get(i).name()))
                .max()
                .orElse(0);
        layers.add(last + 1, archive);
    }

    private Built assemble(Job job, BaseImage bottom, List<Layer> layers, List<MadeLayer> made) throws IOException {
        ImageSpec spec = spec(job, "0", layers);
        String tag = Layout.digestOf(spec).substring("sha256:".length(), "sha256:".length() + 12);
        spec = spec(job, tag, layers);
        String digest = Layout.digestOf(spec);
        if (!layout.holds(spec.reference(), digest)) {
            if (layout.find(spec.reference()).filter(digest::equals).isPresent()) {
                job.note("the image " + spec.reference() + " is not whole in the cache: it is written again");
            }
            layout.addImage(spec);
        }
        Set<String> earlier =
                KeptFile.read(last(job), Last.class).map(Last::layers).orElse(Set.of());
        return new Built(job, tag, digest, bottom, layers, earlier, made);
    }

    /** Remembers the layers as those of the last build. */
    public static void remember(Built built) throws IOException {
        Last now = new Last(built.layers().stream().map(Layer::digest).collect(Collectors.toSet()));
        if (!KeptFile.read(last(built.job()), Last.class).equals(Optional.of(now))) {
            KeptFile.keep(last(built.job()), now);
        }
    }

    private ImageSpec spec(Job job, String tag, List<Layer> layers) {
        BuildPlan.RunConfig run = job.plan().run();
        Map<String, String> env = new TreeMap<>(run.env());
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

    private static Path last(Job job) {
        return job.state().resolve("layers.json");
    }
}
