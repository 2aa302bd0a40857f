package dev.slipway.stack.page;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Health;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.DockerfileText;
import dev.slipway.manifest.NginxFile;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.node.page.PageServer;
import dev.slipway.stack.node.page.PublicVariables;
import dev.slipway.stack.node.runtime.NodeRuntime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A page of plain files that needs no build: {@code index.html}, with scripts and styles beside it. */
public final class StaticStack implements Stack {
    private static final int PORT = 8080;
    private static final String FIRST = "index.html";
    /** Names of folders that are pages of their own beside or inside a server's source. */
    private static final Pattern PAGE =
            Pattern.compile("(?i)(front-?end|client|web(-?(app|site))?|ui|www|site|static-?site)");
    /** Folders that a server sends by itself. */
    private static final Pattern SENT =
            Pattern.compile("(?i)(.*/)?(templates?|static|public|resources|views|dist|build)");

    /** Images of servers that send files. */
    private static final Pattern SERVER =
            Pattern.compile("(?i)(\\S*/)?(nginx(-unprivileged)?|httpd|caddy|static-web-server)([:@].*)?");

    private static final List<String> MANIFESTS = List.of(
            "package.json",
            "project.json",
            "pyproject.toml",
            "requirements.txt",
            "Pipfile",
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "go.mod",
            "Cargo.toml",
            "composer.json",
            "index.php",
            "Gemfile",
            "_config.yml",
            "book.toml",
            "deno.json",
            "hugo.toml",
            "mix.exs",
            "mkdocs.yml");

    @Override
    public String id() {
        return "static";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<String> copied = copied(tree, dir);
        if (copied.isPresent()) {
            return List.of(project(tree, dir, copied.get()));
        }
        return tree.has(Tree.at(dir, FIRST))
                        && !made(tree, dir)
                        && ownPage(tree, dir)
                        && copied(tree, Tree.parent(dir)).filter(dir::equals).isEmpty()
                ? List.of(project(tree, dir, dir))
                : List.of();
    }

    /** The folder below this one whose files its Dockerfile gives to a web server. */
    private static Optional<String> copied(Tree tree, String dir) {
        String text = tree.text(Tree.at(dir, "Dockerfile"));
        return DockerfileText.images(text)
                        .reduce((first, last) -> last)
                        .filter(image -> SERVER.matcher(image).matches())
                        .isEmpty()
                ? Optional.empty()
                : DockerfileText.of(text).stream()
                        .filter(one -> one.name().matches("COPY|ADD")
                                && !one.arguments().contains("--from"))
                        .map(one -> one.words()
                                .getFirst()
                                .replaceFirst("^(\\./|/)+", "")
                                .replaceFirst("/+$", ""))
                        .filter(from -> !from.isEmpty() && !from.equals("."))
                        .map(from -> Tree.at(dir, from))
                        .filter(from -> tree.has(Tree.at(from, FIRST)) && !made(tree, from))
                        .findFirst();
    }

    /** Whether its files are the input of a build. */
    private static boolean made(Tree tree, String dir) {
        return MANIFESTS.stream().anyMatch(name -> tree.has(Tree.at(dir, name)));
    }

    private static boolean ownPage(Tree tree, String dir) {
        if (PAGE.matcher(Tree.name(dir)).matches()) {
            return true;
        }
        if (SENT.matcher(dir).matches() && dir.contains("/")) {
            return false;
        }
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            if (made(tree, at) || tree.has(Tree.at(at, FIRST))) {
                return false;
            }
        }
        return true;
    }

    /** @param folder with its files */
    private Project project(Tree tree, String dir, String folder) {
        Service service = new Service(
                Names.service(dir, Role.FRONTEND),
                Role.FRONTEND,
                id(),
                NodeRuntime.NAME + ", plain files",
                dir,
                PORT,
                List.of(),
                PublicVariables.needs(tree, dir, true),
                Health.NONE,
                List.of(),
                List.of(Tree.at(folder, FIRST)));
        List<NginxFile.Forward> ways = NginxFile.of(tree, dir);
        return new Project(service, "", List.of(), List.of(), (wired, peers) -> plan(tree, folder, ways, wired, peers));
    }

    private static BuildPlan plan(
            Tree tree, String folder, List<NginxFile.Forward> ways, Service service, List<Service> all) {
        List<String> source = tree.content(folder).stream()
                .filter(file -> all.stream()
                        .noneMatch(other -> !other.dir().isEmpty()
                                && !other.dir().equals(service.dir())
                                && !service.dir().startsWith(other.dir() + "/")
                                && file.startsWith(other.dir() + "/")))
                .toList();
        return PageServer.plan(source, folder, service, all, ways);
    }
}
