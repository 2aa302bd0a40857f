package dev.slipway.supply;

import dev.slipway.application.Application;
import dev.slipway.application.RegistryName;
import dev.slipway.chart.Chart;
import dev.slipway.chart.PulledImages;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.image.ImageException;
import dev.slipway.image.Layout;
import dev.slipway.image.registry.Credentials;
import dev.slipway.image.registry.Registry;
import dev.slipway.image.registry.RegistryException;
import dev.slipway.seal.Seals;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes images to a registry, from which the cluster's nodes take them by their digests. */
public final class RegistrySupply implements Supply {
    private static final double MB = 1e6;

    private final Workspace workspace;
    private final Optional<String> named;
    private final ImageStore nodes;
    private final Forwards forwards;
    private final Progress progress;

    /**
     * @param named what the person said, {@code HOST/PATH}; else the cluster's own registry is looked for
     * @param nodes says why they take no images, where there is no registry
     * @param forwards to Services of the cluster
     */
    public RegistrySupply(
            Workspace workspace, Optional<String> named, ImageStore nodes, Forwards forwards, Progress progress) {
        this.workspace = workspace;
        this.named = named;
        this.nodes = nodes;
        this.forwards = forwards;
        this.progress = progress;
    }

    /** @param name as this machine pushes; @param pull as the nodes know it */
    private record Place(RegistryName name, RegistryName pull, DockerLogin.Lookup login) {}

    private Place place(KubernetesClient client) throws InterruptedException {
        Optional<LocalRegistry> own =
                named.isPresent() ? LocalRegistry.told(client) : LocalRegistry.find(client, forwards);
        if (named.isEmpty() && own.isEmpty()) {
            nodes.load(out -> {});
        }
        String text = named.orElseGet(() -> own.orElseThrow().push());
        RegistryName name = name(text);
        String pull = own.filter(o -> o.push().equals(name.host()))
                .map(LocalRegistry::pull)
                .orElse(name.host());
        return new Place(name, name.at(pull), new DockerLogin(workspace.env()).find(name.host()));
    }

    /** @throws SlipwayFailure SLIP-439 where it is none */
    public static RegistryName name(String text) {
        try {
            return RegistryName.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.misnamed(text, e);
        }
    }

    private Registry open(Place place) throws InterruptedException {
        Authorities authorities = new Authorities(workspace.env(), Path.of("/"));
        return Registry.at(
                place.name().server(),
                place.login().credentials(),
                authorities.of(place.name().host()));
    }

    private Refusals refusals(Place place) {
        Path folder = new Authorities(workspace.env(), Path.of("/"))
                .folders(place.name().host())
                .getFirst();
        return new Refusals(
                place.name(),
                folder,
                place.login().credentials().isPresent(),
                place.login().trouble());
    }

    @Override
    public void check(KubernetesClient client, Application application) throws InterruptedException {
        if (application.services().isEmpty()) {
            return;
        }
        Place place = place(client);
        String repository = place.name()
                .repository(
                        application.name(), application.services().getFirst().name());
        try {
            open(place).tryPush(repository);
        } catch (RegistryException e) {
            throw refusals(place).of(repository, e);
        }
    }

    @Override
    public void bring(KubernetesClient client, Application application, Images images, String phase, String step)
            throws InterruptedException {
        Place place = place(client);
        Registry registry = open(place);
        progress.started(phase, step, "to " + place.name());
        String repository = place.name().toString();
        try {
            Layout layout = Layout.open(Path.of(images.layout()));
            Map<String, List<String>> holders = new HashMap<>();
            long whole = 0;
            for (BuiltImage image : images.images()) {
                String of = place.name().repository(application.name(), image.service());
                for (String blob : layout.blobsOf(image.digest())) {
                    holders.computeIfAbsent(blob, b -> new ArrayList<>()).add(of);
                    whole += Files.size(layout.blob(blob));
                }
            }
            Percentage told = new Percentage(phase, step, whole);
            int sent = 0;
            long bytes = 0;
            for (BuiltImage image : images.images()) {
                repository = place.name().repository(application.name(), image.service());
                if (registry.has(repository, image.tag(), image.digest())) {
                    continue;
                }
                String to = repository;
                Registry.Pushed pushed = registry.push(
                        layout,
                        image.reference(),
                        to,
                        image.tag(),
                        blob -> holders.getOrDefault(blob, List.of()).stream()
                                .filter(other -> !other.equals(to))
                                .toList(),
                        told::more);
                sent++;
                bytes += pushed.bytes();
            }
            for (BuiltImage image : images.images()) {
                repository = place.name().repository(application.name(), image.service());
                seals(registry, layout, image, repository);
            }
            String what = sent == 0
                    ? place.name() + " has all " + images.images().size() + " images"
                    : String.format(
                            Locale.ROOT,
                            "%d of %d images to %s, %.1f MB sent",
                            sent,
                            images.images().size(),
                            place.name(),
                            bytes / MB);
            progress.on(
                    sent == 0
                            ? new Progress.Event.Skipped(phase, step, what)
                            : new Progress.Event.Done(phase, step, what));
        } catch (RegistryException e) {
            throw refusals(place).of(repository, e);
        } catch (IOException | ImageException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-421",
                            "The images could not be pushed to " + place.name() + ".",
                            String.valueOf(e.getMessage()),
                            "./slipway containerize, then ./slipway deploy"),
                    e);
        }
    }

    /** Pushes the signature and the attestations of an image, which name it as their subject. */
    private static void seals(Registry registry, Layout layout, BuiltImage image, String repository)
            throws IOException, InterruptedException {
        for (String tag : Seals.tags(image.digest())) {
            String reference = image.repository() + ":" + tag;
            Optional<String> digest = layout.find(reference);
            if (digest.isPresent() && !registry.has(repository, tag, digest.get())) {
                registry.push(layout, reference, repository, tag, blob -> List.of(), sent -> {});
            }
        }
    }

    /** Tells how much has gone through, at each full percent of what all images weigh. */
    private final class Percentage {
        private final String phase;
        private final String step;
        private final long whole;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong percent = new AtomicLong();

        Percentage(String phase, String step, long whole) {
            this.phase = phase;
            this.step = step;
            this.whole = whole;
        }

        void more(long bytes) {
            long all = sent.addAndGet(bytes);
            long now = 100 * all / Math.max(1, whole);
            if (percent.getAndSet(now) != now) {
                progress.on(new Progress.Event.Advanced(
                        phase,
                        step,
                        String.format(Locale.ROOT, "%.1f MB", all / MB),
                        Math.clamp((double) all / Math.max(1, whole), 0, 1),
                        Optional.empty()));
            }
        }
    }

    @Override
    public void tidy(KubernetesClient client, Images images) {
        // A registry has rules of its own for what it keeps.
    }

    @Override
    public Chart bind(KubernetesClient client, Application application, Images images, Chart chart)
            throws InterruptedException {
        Place place = place(client);
        Optional<Credentials> shown = place.login().credentials().filter(c -> !c.identityToken());
        shown.ifPresent(credentials ->
                PullSecret.keep(client, application.name(), place.pull().host(), credentials));
        if (shown.isEmpty() && place.login().credentials().isPresent()) {
            progress.on(new Progress.Event.Noted(
                    "deploy",
                    "images",
                    "the login to " + place.name().host()
                            + " is an identity token, which nodes cannot use: they need a right of their own to pull"));
        }
        Map<String, PulledImages.From> pulled = new TreeMap<>();
        for (BuiltImage image : images.images()) {
            pulled.put(
                    image.service(),
                    new PulledImages.From(
                            place.pull().image(application.name(), image.service()), image.tag(), image.digest()));
        }
        return PulledImages.in(workspace, chart, pulled, shown.map(s -> PullSecret.NAME));
    }

    @Override
    public boolean early() {
        return false;
    }
}
