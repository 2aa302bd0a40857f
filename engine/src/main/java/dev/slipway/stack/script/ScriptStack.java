package dev.slipway.stack.script;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whatever its author starts by a script or by the line {@code web} of a Procfile. Nothing is known of it: the programs that it
 * calls and the port that it opens are what its trial shows.
 */
public final class ScriptStack implements Stack {
    private static final int PORT = 8080;
    private static final List<String> SCRIPTS = List.of("start.sh", "run.sh", "serve.sh", "bin/start");
    private static final Pattern WEB = Pattern.compile("(?m)^web:\\s*(.+?)\\s*$");
    /** A script that calls one of these handles containers or clusters, and is no server. */
    private static final Pattern HANDLES = Pattern.compile(
            "\\b(docker|docker-compose|podman|kubectl|helm|minikube|kind|k3d|terraform|ansible\\w*)\\b");

    private static final Pattern PORTS = Pattern.compile("\\$\\{PORT:-(\\d{2,5})}|(?:--?p(?:ort)?[ =]|:)(\\d{4,5})\\b");
    private static final String FILES = LayerPaths.made("app");

    @Override
    public String id() {
        return "script";
    }

    /** @param line of a shell, in the folder; @param place where it is said; @param text in which a port may stand */
    private record Start(String line, String place, String text) {}

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return start(tree, dir).map(start -> project(tree, dir, start)).stream().toList();
    }

    private static Optional<Start> start(Tree tree, String dir) {
        String procfile = Tree.at(dir, "Procfile");
        Optional<Start> web = WEB.matcher(tree.text(procfile))
                .results()
                .map(m -> new Start(m.group(1), tree.place(procfile, m.start()), m.group(1)))
                .findFirst();
        return Stream.concat(web.stream(), SCRIPTS.stream().flatMap(name -> script(tree, dir, name).stream()))
                .filter(start -> !HANDLES.matcher(start.text()).find())
                .findFirst();
    }

    private static Optional<Start> script(Tree tree, String dir, String name) {
        String file = Tree.at(dir, name);
        String text = tree.text(file);
        String shell =
                text.startsWith("#!") && text.lines().findFirst().orElse("").contains("bash") ? "bash" : "sh";
        return tree.has(file) ? Optional.of(new Start(shell + " " + name, file, text)) : Optional.empty();
    }

    private Project project(Tree tree, String dir, Start start) {
        int port = PORTS.matcher(start.text())
                .results()
                .map(m -> Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(2)))
                .findFirst()
                .orElse(PORT);
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "its author's " + Tree.name(start.place()).replaceFirst(":.*", ""),
                dir,
                port,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of(start.place()));
        return new Project(service, "", List.of(), List.of(), (wired, peers) -> plan(tree, start, wired));
    }

    private static BuildPlan plan(Tree tree, Start start, Service service) {
        return new BuildPlan(
                        "trixie",
                        List.of("bash", "ca-certificates", "coreutils", "dash"),
                        List.of(),
                        tree.content(service.dir()),
                        List.of(new Step(
                                "collect",
                                List.of(
                                        "sh",
                                        "-c",
                                        LayerPaths.gathering(
                                                service.dir(), FILES, List.of("./node_modules", "./.git"))),
                                "",
                                Map.of(),
                                List.of("**"),
                                List.of(FILES))),
                        List.of(new LayerPlan("code", List.of(new Copy(FILES, LayerPaths.APP)))),
                        new RunConfig(
                                List.of("/bin/bash", "-c", start.line()),
                                Map.of(
                                        "HOST", "0.0.0.0",
                                        "PATH", "/usr/local/bin:/usr/bin:/bin",
                                        "PORT", Integer.toString(service.port())),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                List.of("/tmp")))
                .with(Profile.USUAL);
    }
}
