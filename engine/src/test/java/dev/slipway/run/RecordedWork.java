package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.application.Profile;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Phases that do nothing but say that they were asked. */
final class RecordedWork implements EarlyWork {
    private static final Cluster CLUSTER =
            new Cluster("embedded", "slipway", "/kubeconfig", "slipway", "v1.37.2", true, "");

    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> ahead = new CopyOnWriteArrayList<>();
    final AtomicInteger rehearsals = new AtomicInteger();
    final AtomicInteger claims = new AtomicInteger();
    boolean anothers;
    String failing = "";
    Runnable beforeFailing = () -> {};
    String closed = "";
    String place = "first";
    String image = "first";
    String dependencies = "first";
    String code = "first";
    boolean imagesThere = true;
    boolean chartThere = true;
    boolean standing = true;
    Supplier<Application> application = () -> new Application("app", List.of(), List.of());
    Optional<Application> built = Optional.empty();
    volatile boolean clusterRuns;

    private <T> Gated<T> made(String phase, String gate, T value) {
        done.add(phase);
        if (phase.equals(failing)) {
            beforeFailing.run();
            throw new SlipwayFailure(new Failure("SLIP-449", phase + " failed", "so it was asked to", "ask it not to"));
        }
        Check check = phase.equals(closed)
                ? Check.fail(gate + ".size", List.of(gate), "Size", "too large", "make it smaller")
                : Check.pass(gate + ".size", List.of(gate), "Size", "small");
        return new Gated<>(value, new Gate(gate, List.of(check)));
    }

    @Override
    public Gated<Application> prepare() {
        return made("prepare", "G1", application.get());
    }

    @Override
    public Gated<Images> containerize(Application application, Consumer<Images> expecting) {
        this.built = Optional.of(application);
        BuiltImage built = new BuiltImage(
                "backend",
                "local/app",
                image,
                "sha256:" + image,
                1,
                65532,
                List.of(),
                List.of(
                        new BuiltImage.Layer("dependencies", "sha256:" + dependencies, 1, false),
                        new BuiltImage.Layer("code", "sha256:" + code, 1, true)),
                BuiltImage.Measurements.NOTHING,
                List.of(),
                Profile.Sizing.USUAL,
                "",
                "");
        Images images = new Images("/oci", List.of(built));
        expecting.accept(images);
        return made("containerize", "G2", images);
    }

    @Override
    public Gated<Chart> pack(Application application, Images images) {
        String version = images.images().getFirst().tag();
        return made(
                "package", "G3", new Chart("app", version, "/chart", "/chart.tgz", List.of(), List.of("Service/a")));
    }

    @Override
    public Cluster cluster() {
        done.add("cluster");
        clusterRuns = true;
        return CLUSTER;
    }

    @Override
    public void claim(Application application, Cluster cluster) {
        claims.incrementAndGet();
        if (anothers) {
            throw new SlipwayFailure(new Failure("SLIP-492", "not this one's", "it is another's", "--name OTHER"));
        }
    }

    @Override
    public Gated<Release> deploy(Application application, Images images, Chart chart, Cluster cluster) {
        standing = true;
        return made(
                "deploy", "G4", new Release("app", "app", place, image.length(), "http://127.0.0.1:8080", Map.of()));
    }

    @Override
    public Gated<Verdict> validate(
            Application application, Images images, Cluster cluster, Release release, Path runFolder, Extent extent) {
        Verdict.Whole whole = extent.leansOn()
                .orElseGet(
                        () -> new Verdict.Whole(extent.run(), extent.surroundings(), "5 of 5 checks", extent.code()));
        boolean brief = extent.leansOn().isPresent();
        return made(
                brief ? "validate in brief" : "validate",
                "G5",
                new Verdict(List.of(), List.of(), List.of(), List.of(), whole, brief));
    }

    @Override
    public void rehearse(Application application, Cluster cluster) {
        rehearsals.incrementAndGet();
        throw new SlipwayFailure(new Failure("SLIP-423", "no answer", "so it was asked to", ""));
    }

    @Override
    public void ahead(Application application, Images expected, Optional<Cluster> cluster) {
        ahead.add(cluster.isPresent() ? "chart and images" : "chart");
        throw new SlipwayFailure(new Failure("SLIP-423", "no answer", "so it was asked to", ""));
    }

    @Override
    public boolean has(Images images) {
        return imagesThere;
    }

    @Override
    public boolean has(Chart chart) {
        return chartThere;
    }

    @Override
    public Optional<Cluster> running() {
        return clusterRuns ? Optional.of(CLUSTER) : Optional.empty();
    }

    @Override
    public boolean stands(Application application, Release release, Cluster cluster) {
        return standing;
    }
}
