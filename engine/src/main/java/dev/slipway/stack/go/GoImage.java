package dev.slipway.stack.go;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An image with one static program and the files of its module that are no code. C code is linked statically, too, so
 * the image needs no C library.
 */
record GoImage(GoProgram program, GoStart start, Optional<EmbeddedFiles> page) implements Project.Blueprint {
    private static final String PROGRAM = "/usr/local/bin/server";
    private static final String MADE = LayerPaths.made("server");
    private static final String FILES = LayerPaths.made("app");
    private static final String TIDIED = LayerPaths.made("go.sum.missing");
    private static final Tool GO = new Tool("go", "golang-go", "gcc", "libc6-dev");
    private static final Profile.Finding SUMS = new Profile.Finding(
            TIDIED,
            "sums",
            "C2",
            "go.sum has the sums of all modules",
            "{content}",
            "run go mod tidy and commit go.mod and go.sum");

    /** Variables of the build. Go may download a newer release of itself; everything else has Go's defaults. */
    private static final Map<String, String> ENV = Map.of("CGO_ENABLED", "0", "GOFLAGS", "", "GOTOOLCHAIN", "auto");

    /** Notes for a person. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (program.module().bare()) {
            notes.add(program.main()
                    + ": there is no go.mod: the newest versions of what it imports are taken (go mod init"
                    + " and go mod tidy write one)");
        }
        page.ifPresent(p -> notes.add(
                p.folder() + ": the page is built first, and is part of " + program.main() + ", which serves it"));
        if (!data().isEmpty()) {
            notes.add(Sqlite.note(program.main()));
        }
        return notes;
    }

    /** SQLite files beside the code. */
    private List<String> data() {
        Tree tree = program.module().tree();
        return program.sqlite() ? Sqlite.files(program.paths(), file -> GoCode.of(tree, file)) : List.of();
    }

    @Override
    public BuildPlan plan(Service service, List<Service> peers) {
        SourceModule module = program.module();
        TreeSet<String> source = new TreeSet<>(module.source());
        List<Step> steps = new ArrayList<>();
        page.ifPresent(p -> {
            source.addAll(p.page().source());
            steps.addAll(p.page().steps());
        });
        List<String> made = page.map(EmbeddedFiles::target).stream().toList();
        steps.add(modules(module));
        steps.add(compile(module, made));
        steps.add(collect(module, made));
        List<Copy> files = new ArrayList<>(List.of(new Copy(FILES, LayerPaths.APP)));
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        if (!data().isEmpty()) {
            steps.add(Sqlite.step(data()));
            files.add(Sqlite.copy(LayerPaths.APP));
            writable.addFirst(Sqlite.FOLDER);
        }
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(start.arguments());
        List<Tool> tools = new ArrayList<>(List.of(GO));
        page.ifPresent(p -> tools.addAll(p.page().tools()));
        return new BuildPlan(
                        "trixie",
                        List.of("ca-certificates", "tzdata"),
                        List.of(),
                        List.copyOf(source),
                        steps,
                        List.of(new LayerPlan("files", files), new LayerPlan("code", List.of(new Copy(MADE, PROGRAM)))),
                        new RunConfig(
                                command,
                                service.port() == 0
                                        ? Map.of("GIN_MODE", "release")
                                        : Map.of("GIN_MODE", "release", "PORT", Integer.toString(service.port())),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                writable))
                .with(new Profile(Profile.USUAL.budget(), Profile.USUAL.sizing(), tools, List.of(SUMS)));
    }

    private String pack() {
        return program.module().named(program.folder());
    }

    /** Fetches the modules of go.sum. If a sum is missing there, Go adds it. */
    private Step modules(SourceModule module) {
        String up = LayerPaths.up(module.dir());
        String script = module.tree().has(Tree.at(module.dir(), "vendor/modules.txt"))
                ? "go version"
                : module.bare()
                        ? "[ -f go.mod ] || go mod init slipway.local/program; go mod tidy"
                        : "mkdir -p " + up + BuildPlan.MADE + "; rm -f " + up + TIDIED
                                + "; go mod download; why=$(go list -deps "
                                + pack()
                                + " 2>&1 >/dev/null) || { echo \"$why\"; GOWORK=off go mod tidy -e && echo \"$why\" |"
                                + " head -n 3 >"
                                + up + TIDIED + "; }; go list -deps " + pack() + " >/dev/null";
        return new Step("modules", List.of("sh", "-c", script), module.dir(), ENV, List.of("**"), List.of());
    }

    private Step compile(SourceModule module, List<String> made) {
        String script = "set -e; link='-s -w'; tags=netgo,osusergo; if [ -n \"$(CGO_ENABLED=1 go list -deps -f"
                + " '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' " + pack()
                + ")\" ]; then export CGO_ENABLED=1; link=\"$link -linkmode external -extldflags -static\""
                + "; tags=$tags,sqlite_omit_load_extension; fi; go build -trimpath -buildvcs=false -tags $tags -ldflags"
                + " \"$link\" -o " + LayerPaths.up(module.dir()) + MADE + " " + pack();
        List<String> inputs = new ArrayList<>(List.of("**"));
        inputs.addAll(made);
        return new Step("compile", List.of("sh", "-c", script), module.dir(), ENV, inputs, List.of(MADE));
    }

    /**
     * Collects the files beside the code that are no code: templates, pages, settings. Projects of their own are left
     * out.
     */
    private Step collect(SourceModule module, List<String> made) {
        String dir = module.dir();
        List<String> without = new ArrayList<>();
        for (String folder : own(module)) {
            if (made.stream().noneMatch(m -> m.startsWith(folder + "/"))) {
                without.add("./" + folder.substring(dir.isEmpty() ? 0 : dir.length() + 1));
            }
        }
        without.addAll(List.of("node_modules", "*.go", "./go.mod", "./go.sum", "./vendor"));
        String script = LayerPaths.gathering(dir, FILES, without);
        List<String> inputs = new ArrayList<>(List.of("**"));
        inputs.addAll(made);
        return new Step("collect", List.of("sh", "-c", script), "", Map.of(), inputs, List.of(FILES));
    }

    private static List<String> own(SourceModule module) {
        TreeSet<String> folders = new TreeSet<>();
        module.tree().content(module.dir()).stream()
                .filter(f -> Tree.name(f)
                        .matches(
                                "go\\.mod|package\\.json|pom\\.xml|build\\.gradle(\\.kts)?|pyproject\\.toml|requirements\\.txt"
                                        + "|Cargo\\.toml|composer\\.json|Gemfile"))
                .map(Tree::parent)
                .filter(f -> !f.equals(module.dir()))
                .forEach(folders::add);
        folders.removeIf(f -> folders.stream().anyMatch(o -> !o.equals(f) && f.startsWith(o + "/")));
        return List.copyOf(folders);
    }
}
