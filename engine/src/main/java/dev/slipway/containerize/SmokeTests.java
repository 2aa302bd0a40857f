package dev.slipway.containerize;

import dev.slipway.application.Application;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.build.Built;
import dev.slipway.build.Fingerprint;
import dev.slipway.build.KeptFile;
import dev.slipway.facts.ImageChecks;
import dev.slipway.gate.Check;
import dev.slipway.sandbox.ContainerException;
import dev.slipway.sandbox.ContainerImage;
import dev.slipway.sandbox.ContainerRuntime;
import dev.slipway.sandbox.Containers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests each image that was not tested before. It tests one at a time, so that no start slows down another. */
final class SmokeTests implements Tester {
    private static final String FORM = "6";

    private final ContainerRuntime runtime;
    private volatile @Nullable EarlyDatabase early;

    SmokeTests(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * A test that passed.
     *
     * @param withoutCode digest of the image without its code
     */
    record PassedTest(
            String key, String withoutCode, String how, BuiltImage.Measurements measured, List<String> standIns) {
        PassedTest {
            standIns = List.copyOf(standIns);
        }
    }

    @Override
    public synchronized void built(Application application, Built built) {
        if (built.job().service().role() == Role.DATABASE && early == null) {
            early = new EarlyDatabase(runtime, application, built);
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
    public Optional<BuiltImage> expected(Built built) throws IOException {
        return KeptFile.read(kept(built), PassedTest.class)
                .filter(passed -> passed.withoutCode().equals(withoutCode(built)))
                .map(passed -> BuiltImage.of(built).with(passed.measured(), passed.standIns()));
    }

    private static Path kept(Built built) {
        return built.job().artefacts().resolve("tested.json");
    }

    private Containers open(Application application, Service service, Map<String, ContainerImage> containers)
            throws IOException, InterruptedException, ContainerException {
        EarlyDatabase begun = early;
        Optional<Containers> ready =
                begun != null && service.needs().contains(begun.name()) ? begun.take() : Optional.empty();
        if (ready.isPresent()) {
            ready.get().add(containers);
            return ready.get();
        }
        return runtime.open(application, containers);
    }

    @Override
    public SmokeTestResults of(Application application, List<Built> all) throws IOException, InterruptedException {
        Map<String, Built> byName = new LinkedHashMap<>();
        Map<String, ContainerImage> containers = new LinkedHashMap<>();
        for (Built built : all) {
            byName.put(built.name(), built);
            containers.put(built.name(), built.container());
        }
        List<BuiltImage> images = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        List<Attempt> failures = new ArrayList<>();
        for (Built built : all) {
            Path kept = kept(built);
            String key = key(application, built, byName);
            String withoutCode = withoutCode(built);
            Optional<PassedTest> last = KeptFile.read(kept, PassedTest.class);
            PassedTest before = last.filter(p -> p.key().equals(key)).orElse(null);
            Set<String> standIns = new TreeSet<>(before == null ? List.of() : before.standIns());
            SmokeTest.Outcome outcome;
            if (before != null) {
                built.job().skipped("smoke test: this image was tested before");
                outcome = new SmokeTest.Outcome.Served(before.how(), before.measured());
            } else {
                built.job().tell("smoke test: starting " + built.reference());
                Service service = built.job().service();
                long memory = last.filter(p -> withoutCode.equals(p.withoutCode()))
                        .map(passed -> passed.measured().idleMemoryBytes())
                        .orElse(0L);
                SmokeTest.SandboxOpener opening = () -> open(application, service, containers);
                outcome = SmokeTest.of(opening, built.job(), memory, standIns);
                while (outcome instanceof SmokeTest.Outcome.Failed failed
                        && standIns.addAll(StandIns.missingKeys(service, failed.log()))) {
                    built.job().tell("smoke test: once more, with a stand-in for " + String.join(", ", standIns));
                    outcome = SmokeTest.of(opening, built.job(), memory, standIns);
                }
            }
            if (outcome instanceof SmokeTest.Outcome.Served served) {
                if (before == null) {
                    KeptFile.keep(
                            kept,
                            new PassedTest(key, withoutCode, served.how(), served.measured(), List.copyOf(standIns)));
                }
                images.add(BuiltImage.of(built).with(served.measured(), List.copyOf(standIns)));
            } else {
                images.add(BuiltImage.of(built));
            }
            if (outcome instanceof SmokeTest.Outcome.Failed failed) {
                failures.add(new Attempt(built.name(), Attempt.Stage.of(failed.stage()), failed.why(), failed.log()));
            }
            checks.add(check(built, outcome, before != null));
            if (outcome instanceof SmokeTest.Outcome.Served && !standIns.isEmpty()) {
                checks.add(stoodIn(built, standIns));
            }
        }
        return new SmokeTestResults(images, checks, failures);
    }

    /** Digest of everything that decides an idle service's memory, except its own code. */
    private static String withoutCode(Built built) {
        List<String> parts = new ArrayList<>(List.of(FORM, built.job().service().toString()));
        parts.addAll(built.job().plan().run().entrypoint());
        parts.addAll(BuiltImage.of(built).withoutCode());
        return Fingerprint.of(parts.toArray(String[]::new));
    }

    private static String key(Application application, Built built, Map<String, Built> all) {
        List<String> parts = new ArrayList<>(List.of(
                FORM, application.name(), built.digest(), built.job().service().toString()));
        for (String need : built.job().service().needs()) {
            Built needed = all.get(need);
            if (needed != null && needed.job().service().role().store()) {
                parts.add(needed.digest());
            }
        }
        return Fingerprint.of(parts.toArray(String[]::new));
    }

    private static Check stoodIn(Built built, Set<String> names) {
        String service = built.name();
        return Check.note(
                "G2.keys." + service,
                List.of("G2", "C5"),
                service + " has the keys that it needs",
                "it ends at once without " + String.join(", ", names) + ": \"" + BuiltImage.STAND_IN
                        + "\" stands in, and what needs the true one will fail",
                "./slipway up"
                        + names.stream()
                                .map(name -> " --set services." + service + ".env." + name + "=...")
                                .collect(Collectors.joining()));
    }

    private static Check check(Built built, SmokeTest.Outcome outcome, boolean before) {
        String id = "G2.starts." + built.name();
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
                                served.measured().startMillis() / 1000.0,
                                served.measured().idleMemoryBytes() > 0
                                        ? ImageChecks.size(served.measured().idleMemoryBytes())
                                        : "memory not measured",
                                built.job().plan().run().uid(),
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
