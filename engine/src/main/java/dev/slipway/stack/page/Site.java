package dev.slipway.stack.page;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.node.page.PageServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A page of plain files from a generator that Debian has as a package. */
public interface Site extends FolderStack {
    int PORT = 8080;
    /**
     * Manifests of programs. Beside or below one of these, pages are a program's documentation, which is not deployed
     * with it.
     */
    List<String> PROGRAMS = List.of(
            "package.json",
            "pyproject.toml",
            "setup.py",
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "go.mod",
            "Cargo.toml",
            "composer.json",
            "deno.json",
            "mix.exs",
            "manage.py");

    String WRITTEN = LayerPaths.made("site");

    /** The generator's name for people. */
    String title();

    /** The generator's settings file, if the folder has one. */
    Optional<String> beginning(Tree tree, String dir);

    /** Debian packages with the generator and with what the page's settings need. */
    List<String> packages(Tree tree, String dir);

    /** The command in the page's folder. @param to output folder, relative to the page's folder */
    List<String> command(String to);

    @Override
    default Optional<Candidate> detect(Tree tree, String dir) {
        return beginning(tree, dir)
                .filter(file -> !within(tree, dir))
                .map(file -> new Candidate(
                        new Service(
                                Names.service(dir, Role.FRONTEND),
                                Role.FRONTEND,
                                id(),
                                title() + ", plain files",
                                dir,
                                PORT,
                                List.of(),
                                List.of(":"),
                                Health.NONE,
                                List.of(),
                                List.of(file)),
                        "",
                        List.of(),
                        List.of()));
    }

    private static boolean within(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            String folder = at;
            if (PROGRAMS.stream().anyMatch(name -> tree.has(Tree.at(folder, name)))) {
                return true;
            }
            if (at.isEmpty()) {
                return false;
            }
        }
    }

    @Override
    default BuildPlan plan(Tree tree, Service service, List<Service> all) {
        String dir = service.dir();
        List<String> packages = packages(tree, dir);
        Step build =
                new Step(id(), command(LayerPaths.up(dir) + WRITTEN), dir, Map.of(), List.of("**"), List.of(WRITTEN));
        BuildPlan plan = PageServer.plan(tree.content(dir), List.of(build), WRITTEN, service, all);
        Profile profile = plan.profile();
        return plan.with(profile.withTools(Stream.concat(
                                profile.tools().stream(),
                                Stream.of(new Tool(build.command().getFirst(), packages, "")))
                        .toArray(Tool[]::new))
                .withBuilding(packages));
    }
}
