package dev.slipway.stack.dockerfile;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that is built by its own Dockerfile. Debian packages replace its base image and what it installs. Its other
 * commands run in a room, in which a stage's folders lie below the build folder.
 */
public final class DockerfileStack implements Stack {
    private static final String FILE = "Dockerfile";
    private static final Pattern FETCHES = Pattern.compile(
            "\\b(?:curl|wget|git clone|pip3?|npm|yarn|cpanm?|cargo|go (?:get|mod|build)|luarocks|cabal|opam|stack)\\b");

    @Override
    public String id() {
        return "dockerfile";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        String file = Tree.at(dir, FILE);
        if (!tree.has(file)
                || !(Recipe.of(tree.text(file)) instanceof Recipe.Possible possible)
                || possible.ports().isEmpty()) {
            return List.of();
        }
        int port = possible.ports().getFirst();
        List<String> notes = new ArrayList<>(List.of(file + ": it is built by its own Dockerfile; in the place of "
                + possible.last().base() + " there is the like from Debian 13"));
        if (port < 1024) {
            notes.add(file + ": it listens on port " + port
                    + ", below 1024, which not every cluster allows a program without privileges");
        }
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "its own Dockerfile, " + possible.last().base(),
                dir,
                port,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of(file));
        return List.of(new Project(service, "", List.of(), notes, (wired, peers) -> plan(tree, possible, wired)));
    }

    /** Why the Dockerfile of a folder cannot be built, with its place; empty if it can, or if there is none. */
    public static Optional<String> refused(Tree tree, String file) {
        if (!tree.has(file)) {
            return Optional.empty();
        }
        return switch (Recipe.of(tree.text(file))) {
            case Recipe.Refused refused -> Optional.of(file + ":" + refused.line() + ": " + refused.why());
            case Recipe.Possible possible ->
                possible.ports().isEmpty()
                        ? Optional.of(file + ": it has no EXPOSE, so nobody knows on which port it listens; add one")
                        : Optional.empty();
        };
    }

    private static String folder(Recipe.Stage stage) {
        return LayerPaths.made("stage" + stage.number());
    }

    private static BuildPlan plan(Tree tree, Recipe.Possible recipe, Service service) {
        String dir = service.dir();
        TreeSet<String> building = new TreeSet<>();
        List<Step> steps = new ArrayList<>();
        for (Recipe.Stage stage : recipe.stages()) {
            building.addAll(stage.packages());
            steps.addAll(steps(dir, stage));
        }
        Recipe.Stage last = recipe.last();
        TreeSet<String> packages = new TreeSet<>(last.packages());
        packages.addAll(List.of("coreutils", "dash"));
        List<Copy> copies = tops(last.folders()).stream()
                .map(top -> new Copy(folder(last) + top, top))
                .toList();
        Map<String, String> env = new TreeMap<>(last.env());
        env.putIfAbsent("PORT", Integer.toString(service.port()));
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        writable.addAll(recipe.volumes());
        return new BuildPlan(
                        "trixie",
                        List.copyOf(packages),
                        List.of(),
                        tree.content(dir),
                        steps,
                        List.of(new LayerPlan("code", copies)),
                        new RunConfig(
                                recipe.start(), env, last.workdir(), LayerPaths.NONROOT, service.port(), writable))
                .with(Profile.USUAL
                        .withTools(new Tool("sh", List.copyOf(building), ""))
                        .withBuilding(List.copyOf(building)));
    }

    /** The outermost of these folders. */
    private static List<String> tops(List<String> folders) {
        return folders.stream()
                .filter(folder -> !folder.equals("/"))
                .filter(folder -> folders.stream()
                        .noneMatch(
                                other -> !other.equals("/") && !other.equals(folder) && folder.startsWith(other + "/")))
                .distinct()
                .toList();
    }

    private static List<Step> steps(String dir, Recipe.Stage stage) {
        String root = folder(stage);
        List<Step> steps = new ArrayList<>();
        StringBuilder begin = new StringBuilder("rm -rf " + root + " && mkdir -p " + root);
        stage.folders()
                .forEach(folder -> begin.append(" && mkdir -p ").append(root).append(folder));
        steps.add(new Step(
                "stage " + stage.number(),
                List.of("sh", "-c", begin.toString()),
                "",
                Map.of(),
                List.of("**"),
                List.of(root)));
        for (Recipe.Action action : stage.actions()) {
            int number = steps.size();
            switch (action) {
                case Recipe.Action.Take take ->
                    steps.add(new Step(
                            "stage " + stage.number() + " files " + number,
                            List.of("sh", "-c", taken(dir, root, take)),
                            "",
                            Map.of(),
                            List.of("**", root),
                            List.of()));
                case Recipe.Action.Run run -> {
                    Step step = new Step(
                            "stage " + stage.number() + " line " + run.line(),
                            List.of(
                                    "sh",
                                    "-c",
                                    "root=\"$PWD/" + root + "\" && cd \"$root" + run.dir() + "\" && "
                                            + below(stage, run.command())),
                            "",
                            run.env(),
                            List.of("**", root),
                            List.of());
                    steps.add(FETCHES.matcher(run.command()).find() ? step.fetching() : step);
                }
            }
        }
        return steps;
    }

    private static String taken(String dir, String root, Recipe.Action.Take take) {
        List<String> commands = new ArrayList<>();
        for (String file : take.files()) {
            String from = take.from() >= 0
                    ? LayerPaths.made("stage" + take.from()) + (file.startsWith("/") ? file : "/" + file)
                    : (dir.isEmpty() ? "." : dir) + "/" + file.replaceFirst("^(\\./|/)+", "");
            String plain = from.replaceAll("(/\\.)?/*$", "");
            String to = root + take.to();
            // A folder gives its content, as COPY does. A file gets the given name. The build folder's own parts stay
            // out.
            commands.add("for one in " + plain + "; do if [ -d \"$one\" ]; then mkdir -p " + to
                    + " && tar -cf - -C \"$one\" --exclude=./" + BuildPlan.MADE + " . | tar -xf - -C " + to
                    + "; else mkdir -p " + (take.to().endsWith("/") ? to : to.replaceFirst("/[^/]+$", ""))
                    + " && cp -p \"$one\" " + to + "; fi || exit 1; done");
        }
        return String.join(" && ", commands);
    }

    /** The command, with paths of the stage's folders replaced by their paths during the build. */
    private static String below(Recipe.Stage stage, String command) {
        String changed = command;
        for (String top : tops(stage.folders())) {
            changed = Pattern.compile("(?<![\\w./-])" + Pattern.quote(top) + "(?=[/\\s\"';)]|$)")
                    .matcher(changed)
                    .replaceAll(Matcher.quoteReplacement("\"$root\"" + top));
        }
        return changed;
    }
}
