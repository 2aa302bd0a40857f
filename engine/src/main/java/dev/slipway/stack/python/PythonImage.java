package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.AptPackages;
import dev.slipway.stack.FrontAssets;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the image of a Python service: Debian's interpreter, the dependencies in a layer, the code above them. */
final class PythonImage {
    static final Profile PROFILE = new Profile(
            Profile.USUAL.budget(),
            Profile.Sizing.USUAL,
            List.of(
                    new Tool(
                            "uv",
                            List.of("python3", "python3-pip"),
                            "python3 -m pip install --no-cache-dir --break-system-packages uv==0.9.7"),
                    new Tool("python3", "python3", "python3-venv"),
                    new Tool("npm", "nodejs", "npm")),
            List.of(PythonInstall.ADAPTED));

    private static final String DEPS = "/app/deps";
    private static final String BUILT = "/app/packages";
    /** What begins a project. */
    private static final Pattern MANIFEST = Pattern.compile(
            "package\\.json|deno\\.jsonc?|pom\\.xml|build\\.gradle(\\.kts)?|go\\.mod|Cargo\\.toml|composer\\.json|Gemfile|mix\\.exs"
                    + "|.*\\.csproj|pyproject\\.toml|requirements\\.txt");
    /** Folders about the code, and such as nothing of it reads. */
    private static final Pattern ASIDE = Pattern.compile(
            "\\..*|docs?|examples?|charts?|helm|k8s|kubernetes|manifests|terraform|infra|deploy(ment)?s?|docker|e2e|specs?|tests?");

    private static final Pattern INSTALLED = Pattern.compile("\\b(importlib[._]metadata|pkg_resources)\\b");

    private final PythonSource source;
    private final Tree tree;
    private final PythonPackages packages;
    private final PythonRelease release;

    /** @param usual the release if nobody asks for another one for the service */
    PythonImage(PythonSource source, PythonRelease usual, Service service) {
        this.source = source;
        this.tree = source.tree();
        this.packages = source.packages();
        this.release =
                service.amendments().release().flatMap(PythonRelease::named).orElse(usual);
    }

    /**
     * How the service runs.
     *
     * @param added packages that it needs beside its own
     * @param path folders of modules beside the dependencies
     * @param kept SQLite files, relative to {@code workdir}
     * @param outside files that it imports from other folders
     */
    record Program(
            List<String> command,
            List<String> added,
            String workdir,
            List<String> path,
            Map<String, String> env,
            List<String> kept,
            List<Text> texts,
            List<Copy> outside) {
        Program {
            command = List.copyOf(command);
            added = List.copyOf(added);
            path = List.copyOf(path);
            env = Map.copyOf(env);
            kept = List.copyOf(kept);
            texts = List.copyOf(texts);
            outside = List.copyOf(outside);
        }
    }

    /** @param target the service's folder in the image */
    BuildPlan plan(Service service, String target, Program program) {
        List<String> code = code(service.dir());
        List<String> added = Stream.concat(program.added().stream(), service.amendments().dependencies().stream())
                .distinct()
                .toList();
        List<String> built = built(service.dir());
        List<Step> steps =
                new ArrayList<>(new PythonInstall(tree, service.dir(), packages, release).steps(added, built));
        if (FrontAssets.forServer(tree, service.dir())) {
            steps.addAll(FrontAssets.steps(tree, service.dir(), Map.of()));
        }
        List<Copy> copies = new ArrayList<>(copies(service.dir(), code, target));
        copies.addAll(program.outside());
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        if (!program.kept().isEmpty()) {
            steps.add(Sqlite.step(program.kept()));
            copies.add(Sqlite.copy(program.workdir()));
            writable.add(Sqlite.FOLDER);
        }
        Map<String, String> env = new TreeMap<>(program.env());
        env.put("PYTHONDONTWRITEBYTECODE", "1");
        List<String> path = new ArrayList<>(List.of(DEPS));
        if (!built.isEmpty()) {
            copies.add(new Copy(PythonInstall.BUILT, BUILT));
            path.add(BUILT);
        }
        path.addAll(program.path());
        env.put("PYTHONPATH", String.join(":", path));
        env.put("PYTHONUNBUFFERED", "1");
        return new BuildPlan(
                        release.suite(),
                        base(service.dir()),
                        List.of(),
                        Stream.of(
                                        packages.lockFiles().stream(),
                                        code.stream(),
                                        outside(program),
                                        packages.locals().stream().flatMap(folder -> tree.content(folder).stream()))
                                .flatMap(files -> files)
                                .distinct()
                                .sorted()
                                .toList(),
                        steps,
                        List.of(
                                new LayerPlan("dependencies", List.of(new Copy(LayerPaths.made("dependencies"), DEPS))),
                                new LayerPlan("code", copies, program.texts())),
                        new RunConfig(
                                program.command(),
                                env,
                                program.workdir(),
                                LayerPaths.NONROOT,
                                service.port(),
                                writable))
                .with(PROFILE);
    }

    /**
     * Folders that a step of their own installs as packages: those in uv's lock, and the service's own if its code
     * needs to be installed, for example to know its version.
     */
    private List<String> built(String dir) {
        boolean itself = packages.installable()
                && source.files().stream()
                        .anyMatch(f -> source.find(f, INSTALLED).isPresent());
        return Stream.concat(
                        packages.form() == PythonPackages.Form.UV ? packages.locals().stream() : Stream.empty(),
                        itself ? Stream.of(dir) : Stream.empty())
                .sorted()
                .toList();
    }

    private Stream<String> outside(Program program) {
        return program.outside().stream()
                .flatMap(copy -> tree.has(copy.from())
                        ? Stream.of(copy.from())
                        : tree.content(copy.from()).stream().filter(file -> !PythonLayout.isTest(file)));
    }

    private List<String> base(String dir) {
        // Wheels may expect the C++ runtime of their platform (PEP 600). Greenlet does, which SQLAlchemy needs.
        List<String> base = new ArrayList<>(List.of("ca-certificates", "libstdc++6", "python3"));
        // The driver without its bundled library needs Debian's.
        if (packages.has("psycopg") && !packages.has("psycopg-binary")) {
            base.add("libpq5");
        }
        if (packages.has("mysqlclient")) {
            base.add("python3-mysqldb");
        }
        AptPackages.of(tree, dir).stream().filter(name -> !base.contains(name)).forEach(base::add);
        return base;
    }

    /** The service's own files: of the root's folders, those that are no project of another language and not about the code only. */
    private List<String> code(String dir) {
        List<String> files = tree.content(dir).stream()
                .filter(file -> !PythonLayout.isTest(file) || imported(dir, file))
                .toList();
        if (!dir.isEmpty()) {
            return files;
        }
        Set<String> python = files.stream()
                .filter(file -> file.endsWith(".py") && file.contains("/"))
                .map(PythonImage::top)
                .filter(folder -> !tree.has(folder + "/package.json") && !tree.has(folder + "/pom.xml"))
                .collect(Collectors.toSet());
        Set<String> others = files.stream()
                .filter(file -> file.contains("/"))
                .filter(file -> MANIFEST.matcher(Tree.name(file)).matches()
                        || ASIDE.matcher(top(file)).matches())
                .map(PythonImage::top)
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> file.contains("/")
                        ? python.contains(top(file)) || !others.contains(top(file))
                        : !file.startsWith("."))
                .toList();
    }

    /** Whether code imports a module that has a test's name. Then it is no test. */
    private boolean imported(String dir, String file) {
        if (!file.endsWith(".py") || PythonLayout.isTest(Tree.parent(file) + "/")) {
            return false;
        }
        Pattern names = Pattern.compile(
                "(?m)^\\s*(from|import)\\b.*\\b" + Pattern.quote(Tree.name(file).replace(".py", "")) + "\\b");
        return tree.below(dir, other -> other.endsWith(".py") && !PythonLayout.isTest(other)).stream()
                .anyMatch(other -> names.matcher(PythonCode.of(tree, other)).find());
    }

    private static String top(String file) {
        return file.contains("/") ? file.substring(0, file.indexOf('/')) : file;
    }

    private static List<Copy> copies(String dir, List<String> code, String target) {
        return dir.isEmpty()
                ? code.stream()
                        .map(PythonImage::top)
                        .distinct()
                        .map(name -> new Copy(name, target + "/" + name))
                        .toList()
                : List.of(new Copy(dir, target));
    }
}
