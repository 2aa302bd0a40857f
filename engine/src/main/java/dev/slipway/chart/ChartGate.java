package dev.slipway.chart;

import dev.slipway.chart.rule.Manifest;
import dev.slipway.chart.rule.ObjectRules;
import dev.slipway.chart.rule.Places;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gate G3: whether a chart may be installed. */
final class ChartGate {
    /** The Kubernetes version that the objects are rendered and checked for. */
    private static final String KUBERNETES = "1.37.2";

    private static final String PHASE = "package";
    private static final int SHOWN = 5;

    private final Workspace workspace;
    private final Progress progress;
    private final Helm helm;
    private final ChartFolder folder;
    private final List<Check> checks = new ArrayList<>();

    ChartGate(Workspace workspace, Progress progress, Helm helm, ChartFolder folder) {
        this.workspace = workspace;
        this.progress = progress;
        this.helm = helm;
        this.folder = folder;
    }

    Gated<Chart> judge(List<Check> before) throws InterruptedException {
        progress.started(PHASE, "check", helm.program().version());
        Map<String, List<Path>> environments = new LinkedHashMap<>();
        environments.put("default", folder.values());
        folder.environments().forEach((name, file) -> {
            List<Path> files = new ArrayList<>(List.of(file));
            files.addAll(folder.values());
            environments.put(name, files);
        });
        checks.addAll(before);
        dependencies();
        List<String> names = List.copyOf(environments.keySet());
        List<Command> commands = new ArrayList<>();
        for (List<Path> values : environments.values()) {
            commands.add(lint(values));
        }
        for (List<Path> values : environments.values()) {
            commands.add(template(values));
        }
        commands.add(helm.command(
                "package",
                folder.dir().toString(),
                "--destination",
                folder.output().toString()));
        // Each of them keeps a core busy.
        List<Command.Result> results = Command.together(commands);
        linted(names, results.subList(0, names.size()));
        Map<String, List<Manifest>> rendered = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            render(names.get(i), results.get(names.size() + i), rendered);
        }
        List<Manifest> all =
                rendered.values().stream().flatMap(List::stream).distinct().toList();
        checks.addAll(new ObjectRules(folder.name(), folder.dir()).check(all));
        String archive = packaged(results.getLast());
        List<String> objects =
                rendered.getOrDefault(folder.environments().containsKey("dev") ? "dev" : "default", List.of()).stream()
                        .map(Manifest::id)
                        .sorted()
                        .toList();
        Gated<Chart> judged = new Gated<>(
                new Chart(
                        folder.name(),
                        folder.version(),
                        folder.dir().toString(),
                        archive,
                        folder.localValues().stream().map(Path::toString).toList(),
                        objects),
                new Gate("G3", checks));
        progress.done(PHASE, "check", summary(judged));
        return judged;
    }

    static String summary(Gated<Chart> judged) {
        return "%d objects, %d checks"
                .formatted(
                        judged.value().objects().size(), judged.gate().checks().size());
    }

    private void dependencies() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        if (folder.dependencies()) {
            Command.Result result =
                    helm.command("dependency", "list", folder.dir().toString()).run();
            if (!result.ok()) {
                missing.add(lastLines(result));
            }
            result.out().stream()
                    .skip(1)
                    .map(String::strip)
                    .filter(l -> !l.isEmpty() && !l.endsWith("ok") && !l.endsWith("unpacked"))
                    .forEach(missing::add);
        }
        checks.add(Check.of(
                missing.isEmpty(),
                "G3.dependencies",
                List.of("G3", "K4"),
                "dependencies are there",
                !folder.dependencies()
                        ? "it has none"
                        : missing.isEmpty() ? "none is missing" : String.join("; ", missing),
                "helm dependency build " + folder.dir()));
    }

    private Command lint(List<Path> values) throws InterruptedException {
        return withValues(
                values,
                "lint",
                "--strict",
                "--kube-version",
                KUBERNETES,
                folder.dir().toString());
    }

    private Command template(List<Path> values) throws InterruptedException {
        return withValues(
                values,
                "template",
                folder.name(),
                folder.dir().toString(),
                "--namespace",
                folder.name(),
                "--kube-version",
                KUBERNETES);
    }

    private Command withValues(List<Path> values, String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        values.forEach(f -> all.addAll(List.of("--values", f.toString())));
        return helm.command(all.toArray(String[]::new));
    }

    private void linted(List<String> environments, List<Command.Result> results) throws InterruptedException {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < environments.size(); i++) {
            Command.Result result = results.get(i);
            if (!result.ok()) {
                said.add(environments.get(i) + ": " + lintMessages(result));
            }
        }
        checks.add(Check.of(
                said.isEmpty(),
                "G3.lint",
                List.of("G3", "K4", "R4"),
                "helm lint --strict",
                said.isEmpty()
                        ? "helm %s (%s) finds nothing, with the values %s"
                                .formatted(
                                        helm.program().version(),
                                        helm.program().choice(),
                                        String.join(", ", environments))
                        : String.join("; ", said),
                "helm lint --strict " + folder.dir()));
    }

    private static String lintMessages(Command.Result result) {
        String found = result.out().stream()
                .filter(l -> l.startsWith("[ERROR]") || l.startsWith("[WARNING]"))
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? lastLines(result) : found;
    }

    private void render(String environment, Command.Result result, Map<String, List<Manifest>> into) {
        String problem = "";
        List<Manifest> manifests = List.of();
        if (result.ok()) {
            try {
                manifests = Manifest.read(result.text());
            } catch (IllegalArgumentException e) {
                problem = String.valueOf(e.getMessage());
            }
        } else {
            problem = lastLines(result);
        }
        if (problem.isEmpty()) {
            into.put(environment, manifests);
        }
        checks.add(Check.of(
                problem.isEmpty() && !manifests.isEmpty(),
                "G3.render." + environment,
                List.of("G3", "K2", "K3", "K4"),
                "renders with the values " + environment,
                problem.isEmpty() ? manifests.size() + " objects" : Places.named(folder.dir(), problem),
                "Correct that line, then: ./slipway up"));
    }

    /** Deletes the package of a chart whose gate is closed. */
    private String packaged(Command.Result result) {
        Path archive = folder.output().resolve(folder.name() + "-" + folder.version() + ".tgz");
        if (checks.stream().anyMatch(c -> c.status() == Check.Status.FAIL)) {
            delete(archive);
            checks.add(
                    Check.noData("G3.package", List.of("G3", "K5"), "packaged", "not kept: another check failed", ""));
            return "";
        }
        boolean made = result.ok() && Files.isRegularFile(archive);
        checks.add(Check.of(
                made,
                "G3.package",
                List.of("G3", "K1", "K5"),
                "packaged",
                made ? workspace.source().relativize(archive).toString() : lastLines(result),
                "helm package " + folder.dir()));
        return made ? archive.toString() : "";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastLines(Command.Result result) {
        List<String> lines =
                result.tail(SHOWN).stream().filter(l -> !l.isBlank()).toList();
        return lines.isEmpty() ? "exit code " + result.exit() + " without a word" : String.join(" ", lines);
    }
}
