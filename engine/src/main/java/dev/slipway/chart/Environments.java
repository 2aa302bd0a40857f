package dev.slipway.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes the values files of the dev and prod environments: what differs from {@code values.yaml}. */
final class Environments {
    private static final String QUICKLY =
            "As development modes of Java have it: a start takes half the processor time, and the highest speed under load is not reached.";

    private Environments() {}

    static String dev(Model model) {
        List<Setting> services = new ArrayList<>();
        for (Part part : model.parts()) {
            Setting cpu = resources(Setting.group(
                    "requests",
                    "",
                    Setting.quantity("cpu", "", Math.min(50, part.sizing().cpuMillis()) + "m")));
            List<Setting> settings = new ArrayList<>();
            if (!part.store()) {
                settings.add(Setting.text("maxSurge", "", "100%"));
                settings.add(budget(false));
            }
            if (part.jvmOptions()) {
                settings.add(
                        Setting.group("env", "", Setting.text(Part.JVM_OPTIONS, QUICKLY, "-XX:TieredStopAtLevel=1")));
            }
            settings.add(cpu);
            services.add(Setting.group(part.name(), "", settings));
        }
        return ValuesYaml.write(
                "For a cluster on one's own machine: as many pods as elsewhere, so that what works only with one is found early; all are replaced at once, and little CPU is set aside.",
                List.of(Setting.group("services", "", services)));
    }

    static String prod(Model model) {
        List<Setting> services = new ArrayList<>();
        for (Part part : model.parts()) {
            Sizing sizing = part.sizing();
            if (part.database()) {
                services.add(production(
                        model,
                        part,
                        "One pod: for a database that survives the loss of a node, use a managed one or an operator.",
                        Setting.group("storage", "", Setting.quantity("size", "", "20Gi")),
                        resources(
                                requests("500m", Math.max(1024, sizing.memory())),
                                limits(Math.max(2048, sizing.memoryLimit())))));
            } else if (part.store()) {
                services.add(production(
                        model,
                        part,
                        "One pod: for one that survives the loss of a node, use a managed one or an operator.",
                        Stream.concat(
                                        Stream.of(Setting.group("storage", "", Setting.quantity("size", "", "5Gi")))
                                                .filter(volume ->
                                                        !part.keeping().data().isEmpty()),
                                        Stream.of(resources(
                                                requests("100m", sizing.memory() * 2),
                                                limits(sizing.memoryLimit() * 2))))
                                .toArray(Setting[]::new)));
            } else if (part.port() > 0 && !part.single()) {
                services.add(production(
                        model,
                        part,
                        "",
                        Setting.number("replicas", "", 3, 0, 1000),
                        Setting.group(
                                "autoscaling",
                                "",
                                Setting.flag("enabled", "", true),
                                Setting.number("minReplicas", "", 3, 1, 1000),
                                Setting.number("maxReplicas", "", 10, 1, 1000)),
                        budget(true),
                        resources(requests("250m", sizing.memory() * 3 / 2), limits(sizing.memoryLimit() * 3 / 2))));
            } else {
                services.add(production(
                        model,
                        part,
                        "",
                        resources(requests("250m", sizing.memory() * 3 / 2), limits(sizing.memoryLimit() * 3 / 2))));
            }
        }
        String from = model.registry()
                .map(r -> " Images are pulled from " + r + ", where ./slipway up --registry " + r + " pushes them.")
                .orElse("");
        return ValuesYaml.write(
                "For production: three pods and more under load. Set also ingress.host, ingress.tlsSecret and what stands under secretEnv."
                        + from,
                List.of(Setting.group("services", "", services)));
    }

    private static Setting production(Model model, Part part, String about, Setting... settings) {
        List<Setting> all = new ArrayList<>();
        model.registry()
                .map(registry -> new PulledImages.From(
                        registry.image(model.name(), part.name()),
                        part.image().tag(),
                        part.image().digest()))
                .map(PulledImages::image)
                .ifPresent(all::add);
        all.addAll(List.of(settings));
        return Setting.group(part.name(), about, all);
    }

    private static Setting budget(boolean enabled) {
        return Setting.group("disruptionBudget", "", Setting.flag("enabled", "", enabled));
    }

    private static Setting resources(Setting... children) {
        return Setting.group("resources", "", children);
    }

    private static Setting requests(String cpu, int memory) {
        return Setting.group(
                "requests", "", Setting.quantity("cpu", "", cpu), Setting.quantity("memory", "", memory + "Mi"));
    }

    private static Setting limits(int memory) {
        return Setting.group("limits", "", Setting.quantity("memory", "", memory + "Mi"));
    }
}
