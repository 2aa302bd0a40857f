package dev.slipway.containerize;

import dev.slipway.gate.Check;
import dev.slipway.source.Application;
import dev.slipway.source.Role;
import dev.slipway.source.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tests each image that was not tested before, one at a time, so that none's start is slowed by another's. */
final class SmokeTests implements Containerizer.Tester {
    private static final String FORM = "5";

    private final Runc runc;
    private volatile @Nullable EarlyDatabase early;

    SmokeTests(Runc runc) {
        this.runc = runc;
    }

    /** The images with what was measured, and the checks. */
    record Tested(List<BuiltImage> images, List<Check> checks) {
        Tested {
            images = List.copyOf(images);
            checks = List.copyOf(checks);
        }
    }

    /**
     * A test that was passed.
     *
     * @param ground digest of the image without its code
     */
    record Passed(String key, String ground, String how, long startMillis, long memory, List<String> standIns) {
        Passed {
            standIns = List.copyOf(standIns);
        }
    }

    @Override
    public synchronized void built(Application application, ServiceBuild.Built built) {
        if (built.job().service().role() == Role.DATABASE && early == null) {
            early = new EarlyDatabase(runc, application, built);
        }
    }

    @Override
    public void close() {
        EarlyDatabase begun = early;
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    public Optional<BuiltImage> expected(ServiceBuild.Built built) throws IOException {
        return Store.read(kept(built), Passed.class)
                .filter(passed -> passed.ground().equals(ground(built)))
                .map(passed -> labelled(
                        built.image(),
                        new SmokeTest.Outcome.Served(passed.how(), passed.startMillis(), passed.memory()),
                        new TreeSet<>(passed.standIns())));
    }

    private static Path kept(ServiceBuild.Built built) {
        return built.job().artefacts().resolve("tested.json");
    }

    private Containers open(Application application, Service service, Map<String, ServiceBuild.Built> all)
            throws IOException, InterruptedException, Containers.Ended {
        EarlyDatabase begun = early;
        Optional<Containers> ready =
                begun != null && service.needs().contains(begun.name()) ? begun.take() : Optional.empty();
        if (ready.isPresent()) {
            ready.get().add(all);
            return ready.get();
        }
        return runc.open(application, all);
    }

    @Override
    public Tested of(Application application, List<ServiceBuild.Built> all) throws IOException, InterruptedException {
        Map<String, ServiceBuild.Built> byName = Containerizer.byName(all);
        List<BuiltImage> images = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        for (ServiceBuild.Built built : all) {
            Path kept = kept(built);
            String key = key(application, built, byName);
            String ground = ground(built);
            Optional<Passed> last = Store.read(kept, Passed.class);
            Passed before = last.filter(p -> p.key().equals(key)).orElse(null);
            Set<String> standIns = new TreeSet<>(before == null ? List.of() : before.standIns());
            SmokeTest.Outcome outcome;
            if (before != null) {
                built.job().skipped("smoke test: this image was tested before");
                outcome = new SmokeTest.Outcome.Served(before.how(), before.startMillis(), before.memory());
            } else {
                built.job().tell("smoke test: starting " + built.image().reference());
                Service service = built.job().service();
                long memory = last.filter(p -> ground.equals(p.ground()))
                        .map(Passed::memory)
                        .orElse(0L);
                SmokeTest.Opening opening = () -> open(application, service, byName);
                outcome = SmokeTest.of(opening, service, memory, standIns);
                while (outcome instanceof SmokeTest.Outcome.Failed failed
                        && standIns.addAll(StandIns.named(service, failed.log()))) {
                    built.job().tell("smoke test: once more, with a stand-in for " + String.join(", ", standIns));
                    outcome = SmokeTest.of(opening, service, memory, standIns);
                }
            }
            if (outcome instanceof SmokeTest.Outcome.Served served) {
                Store.keep(
                        kept,
                        new Passed(
                                key,
                                ground,
                                served.how(),
                                served.startMillis(),
                                served.memory(),
                                List.copyOf(standIns)));
                images.add(labelled(built.image(), served, standIns));
            } else {
                images.add(built.image());
            }
            checks.add(check(built, outcome, before != null));
            if (outcome instanceof SmokeTest.Outcome.Served && !standIns.isEmpty()) {
                checks.add(stoodIn(built, standIns));
            }
        }
        return new Tested(images, checks);
    }

    /** What decides how much memory an idle service uses, give or take its own code. */
    private static String ground(ServiceBuild.Built built) {
        List<String> parts = new ArrayList<>(List.of(FORM, built.job().service().toString()));
        parts.addAll(built.image().entrypoint());
        parts.addAll(built.image().ground());
        return Digests.of(parts.toArray(String[]::new));
    }

    private static String key(Application application, ServiceBuild.Built built, Map<String, ServiceBuild.Built> all) {
        List<String> parts = new ArrayList<>(List.of(
                FORM,
                application.name(),
                built.image().digest(),
                built.job().service().toString()));
        for (String need : built.job().service().needs()) {
            ServiceBuild.Built needed = all.get(need);
            if (needed != null && needed.job().service().role().store()) {
                parts.add(needed.image().digest());
            }
        }
        return Digests.of(parts.toArray(String[]::new));
    }

    private static BuiltImage labelled(BuiltImage image, SmokeTest.Outcome.Served served, Set<String> standIns) {
        BuiltImage labelled = image.with("startMillis", Long.toString(served.startMillis()));
        if (served.memory() > 0) {
            labelled = labelled.with("idleMemoryBytes", Long.toString(served.memory()));
        }
        return standIns.isEmpty() ? labelled : labelled.with("standIns", String.join(",", standIns));
    }

    private static Check stoodIn(ServiceBuild.Built built, Set<String> names) {
        String service = built.job().name();
        return Check.note(
                "G2.keys." + service,
                List.of("G2", "C5"),
                service + " has the keys that it needs",
                "it ends at once without " + String.join(", ", names) + ": \"" + BuiltImage.STAND_IN
                        + "\" stands in, and what needs the true one will fail",
                "./slipway up"
                        + names.stream()
                                .map(name -> " --set services." + service + ".env." + name + "=...")
                                .collect(java.util.stream.Collectors.joining()));
    }

    private static Check check(ServiceBuild.Built built, SmokeTest.Outcome outcome, boolean before) {
        String id = "G2.starts." + built.job().name();
        List<String> requirements = List.of("G2", "C3", "C5");
        String title = "The image starts alone and serves";
        return switch (outcome) {
            case SmokeTest.Outcome.Served served ->
                Check.pass(
                        id,
                        requirements,
                        title,
                        String.format(
                                Locale.ROOT,
                                "%s after %.1f s, %s in use when idle; read-only root, user %d, no capabilities%s",
                                served.how(),
                                served.startMillis() / 1000.0,
                                served.memory() > 0 ? ImageChecks.size(served.memory()) : "memory not measured",
                                built.image().user(),
                                before ? " (tested before, the same image)" : ""));
            case SmokeTest.Outcome.Failed failed ->
                Check.fail(
                        id,
                        requirements,
                        title,
                        failed.why() + (failed.log().isEmpty() ? "" : "\n" + String.join("\n", failed.log())),
                        "mend what the container's last lines say, then run the command again");
            case SmokeTest.Outcome.Impossible impossible ->
                Check.noData(
                        id,
                        requirements,
                        title,
                        impossible.why(),
                        "run as root on Linux; the cluster will show whether it starts");
        };
    }
}
