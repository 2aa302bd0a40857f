package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.python.PythonPackages.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Installs a Python service's dependencies into a folder: first all exact versions, then the packages. */
final class PythonInstall {
    private static final String PLATFORM = "x86_64-manylinux_2_28";
    private static final String WANTED = LayerPaths.made("requirements.in");
    private static final String FIXED = LayerPaths.made("constraints.txt");
    private static final String RESOLVED = LayerPaths.made("requirements.txt");
    private static final String INSTALLED = LayerPaths.made("dependencies");
    /** Packages that are built from folders of the repository. */
    static final String BUILT = LayerPaths.made("packages");

    /**
     * Requirements that are left out: Windows packages, which end up in frozen lists there; packages that would have to
     * be compiled and that Debian has; and a server that would have to be compiled and that another one replaces.
     */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(?i)^(pywin32|pywin32-ctypes|pywinpty|pypiwin32|wmi|mysqlclient|uwsgi)(?![A-Za-z0-9_-]).*");
    /**
     * The PostgreSQL driver psycopg2, which would have to be compiled. The same driver comes built as psycopg2-binary.
     */
    private static final Pattern DRIVER = Pattern.compile("(?i)^psycopg2(?![A-Za-z0-9_-])");

    /** The project itself, and folders that are linked to. A link would be broken in an image. */
    private static final Pattern EDITABLE = Pattern.compile("(?m)^[ \\t]*((-e|--editable)[ \\t=]|\\.[ \\t\\r]*$)");

    /**
     * A limit for code that uses these drivers and names no version, which was written for SQLAlchemy 2.0. From 2.1 on,
     * SQLAlchemy uses psycopg 3 for {@code postgresql://} and does not install greenlet.
     */
    private static final String OLDER = "sqlalchemy<2.1";

    private static final List<String> DRIVERS_OF_OLDER = List.of("psycopg2", "psycopg2-binary", "asyncpg", "aiosqlite");
    private static final Pattern NEWER = Pattern.compile("(?i)^sqlalchemy\\b[^;]*[=>]=?\\s*(2\\.[1-9]|[3-9])");

    /** Notes on adapted packages, relative to the build folder. The file exists only if something was adapted. */
    private static final String TOLD = LayerPaths.made("adapted.txt");

    static final Finding ADAPTED = new Finding(
            TOLD,
            "versions",
            "C5",
            "The dependencies that the source names fit together",
            "they do not, and others were taken:\n{content}",
            "name versions that fit, or commit a lock that was made with a Python which Debian has: uv lock");

    private static final String SCRIPT = Resources.text(PythonInstall.class, "adapted-install.py");

    private final Tree tree;
    private final String dir;
    private final PythonPackages packages;
    private final String version;
    private final boolean adapts;

    PythonInstall(Tree tree, String dir, PythonPackages packages, PythonRelease release) {
        this.tree = tree;
        this.dir = dir;
        this.packages = packages;
        this.version = release.version();
        this.adapts = release.adapted();
    }

    /**
     * The steps of the installation.
     *
     * @param added packages beside the service's own
     * @param built folders of the repository that are installed as packages
     */
    List<Step> steps(Collection<String> added, Collection<String> built) {
        List<Step> steps = new ArrayList<>();
        List<String> besides = new ArrayList<>(added);
        if (!packages.present()) {
            List<String> install = install(INSTALLED);
            install.addAll(besides);
            steps.add(new Step(
                    "dependencies",
                    besides.isEmpty() ? List.of("mkdir", "-p", INSTALLED) : install,
                    "",
                    Map.of(),
                    List.of(),
                    List.of(INSTALLED)));
            return steps;
        }
        if (adapts) {
            steps.addAll(adapting(besides));
            steps.addAll(own(built));
            return steps;
        }
        if (packages.form() == Form.UV) {
            drivers().forEach(besides::add);
            steps.add(export(besides.isEmpty()));
        } else {
            constraints().ifPresent(steps::add);
            steps.addAll(resolution());
        }
        List<String> install = install(INSTALLED);
        install.addAll(indexes());
        install.addAll(List.of("--requirement", RESOLVED));
        install.addAll(besides);
        steps.add(new Step("dependencies", install, "", Map.of(), List.of(RESOLVED), List.of(INSTALLED)));
        steps.addAll(own(built));
        return steps;
    }

    private List<Step> own(Collection<String> built) {
        if (built.isEmpty()) {
            return List.of();
        }
        List<String> own = install(BUILT);
        own.addAll(List.of("--no-deps", "--no-sources"));
        built.stream().sorted().forEach(folder -> own.add("./" + folder));
        List<String> inputs = built.stream()
                .sorted()
                .map(folder -> folder.isEmpty() ? "**" : folder + "/**")
                .toList();
        return List.of(new Step("packages", own, "", Map.of(), inputs, List.of(BUILT)));
    }

    /** Steps that resolve and install, and replace packages that do not fit. */
    private List<Step> adapting(List<String> besides) {
        List<Step> steps = new ArrayList<>();
        steps.add(written("requirements", lines(), packages.manifest(), WANTED));
        if (older()) {
            steps.add(written("constraints", List.of(OLDER), packages.manifest(), FIXED));
        }
        List<String> command = new ArrayList<>(List.of("python3", "-c", SCRIPT));
        command.addAll(
                List.of(WANTED, steps.size() > 1 ? FIXED : "", packages.lock().isEmpty() ? "" : "locked"));
        command.addAll(List.of(RESOLVED, INSTALLED, TOLD, version, PLATFORM));
        command.addAll(indexes());
        command.add("--");
        command.addAll(besides);
        List<String> inputs = new ArrayList<>();
        steps.forEach(step -> inputs.addAll(step.outputs()));
        packages.locals().stream().sorted().forEach(folder -> inputs.add(folder + "/**"));
        steps.add(new Step("dependencies", command, "", Map.of(), inputs, List.of(INSTALLED, RESOLVED))
                .needing("python", version)
                .fetching());
        return steps;
    }

    private List<String> install(String target) {
        List<String> install = new ArrayList<>(List.of("uv", "pip", "install", "--quiet", "--target", target));
        install.addAll(List.of("--python-version", version, "--python-platform", PLATFORM));
        install.addAll(List.of("--link-mode", "copy"));
        return install;
    }

    /**
     * Options for several indexes. The version decides and not the index, because local versions ({@code +cpu}) are in
     * one index alone.
     */
    private List<String> indexes() {
        return packages.indexes().isEmpty()
                ? List.of()
                : Stream.concat(
                                packages.indexes().stream().flatMap(url -> Stream.of("--extra-index-url", url)),
                                Stream.of("--index-strategy", "unsafe-best-match"))
                        .toList();
    }

    /** Built drivers in place of locked ones that would have to be compiled. */
    private List<String> drivers() {
        PythonLock.Locked driver = packages.locked().get("psycopg2");
        return driver == null ? List.of() : List.of("psycopg2-binary==" + driver.version());
    }

    private Step export(boolean hashes) {
        List<String> command = new ArrayList<>(List.of("uv", "export", "--quiet", "--frozen", "--no-dev"));
        command.addAll(List.of(packages.locals().isEmpty() ? "--no-emit-workspace" : "--no-emit-local", "--no-header"));
        if (!dir.equals(packages.lockDir())) {
            command.addAll(List.of("--package", packages.project()));
        }
        for (String compiled : List.of("psycopg2", "mysqlclient", "uwsgi")) {
            if (packages.has(compiled)) {
                command.addAll(List.of("--no-emit-package", compiled));
            }
        }
        if (!hashes) {
            command.add("--no-hashes");
        }
        command.addAll(List.of("--output-file", LayerPaths.up(packages.lockDir()) + RESOLVED));
        return new Step("lock", command, packages.lockDir(), Map.of(), packages.lockFiles(), List.of(RESOLVED));
    }

    /** Constraints from another tool's lock, and for versions that are known not to work together. */
    private Optional<Step> constraints() {
        String lock = packages.lock();
        if (lock.isEmpty()) {
            return older()
                    ? Optional.of(written("constraints", List.of(OLDER), packages.manifest(), FIXED))
                    : Optional.empty();
        }
        return Optional.of(written("constraints", packages.constraints(), lock, FIXED));
    }

    private boolean older() {
        return DRIVERS_OF_OLDER.stream().anyMatch(packages::has)
                && packages.requirements().values().stream().noneMatch(NEWER.asPredicate());
    }

    /** Whether the manifest has to be changed for uv. */
    private boolean adapted() {
        String manifest = packages.manifest();
        return switch (packages.form()) {
            case TABLE, SETUP -> true;
            case REQUIREMENTS ->
                !tree.encoding(manifest).equals(StandardCharsets.UTF_8)
                        || packages.lockFiles().stream()
                                .anyMatch(file ->
                                        EDITABLE.matcher(tree.text(file)).find())
                        || packages.requirements().values().stream()
                                .anyMatch(line -> LEFT_OUT.matcher(line).matches()
                                        || DRIVER.matcher(line).find());
            case UV, PROJECT ->
                List.of("psycopg2", "mysqlclient", "uwsgi").stream().anyMatch(packages::has);
        };
    }

    /** The requirements without those that are left out, and with the folders that are installed as packages. */
    private List<String> lines() {
        return Stream.concat(
                        packages.requirements().values().stream()
                                .filter(line -> !LEFT_OUT.matcher(line).matches())
                                .map(line -> DRIVER.matcher(line).replaceFirst("psycopg2-binary")),
                        packages.locals().stream().sorted().map(folder -> "./" + folder))
                .toList();
    }

    private List<Step> resolution() {
        List<Step> steps = new ArrayList<>();
        String manifest = packages.manifest();
        boolean own = !adapted();
        if (!own) {
            steps.add(written("requirements", lines(), manifest, WANTED));
        }
        String at = own ? dir : "";
        List<String> command =
                new ArrayList<>(List.of("uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"));
        command.add(own ? manifest.substring(dir.isEmpty() ? 0 : dir.length() + 1) : WANTED);
        command.addAll(List.of("--python-version", version, "--python-platform", PLATFORM));
        if (!manifest.endsWith(".toml") || !own) {
            command.addAll(indexes());
        }
        if (!own) {
            packages.constraintFiles().stream()
                    .filter(tree::has)
                    .forEach(file -> command.addAll(List.of("--constraint", file)));
        }
        boolean constrained = !packages.lock().isEmpty() || older();
        if (constrained) {
            command.addAll(List.of("--constraint", LayerPaths.up(at) + FIXED));
        }
        if (packages.lock().isEmpty() && !tree.date().isEmpty()) {
            command.addAll(List.of("--exclude-newer", tree.date()));
        }
        command.addAll(List.of("--output-file", LayerPaths.up(at) + RESOLVED));
        List<String> inputs = new ArrayList<>(packages.lockFiles());
        steps.forEach(step -> inputs.addAll(step.outputs()));
        packages.locals().stream().sorted().forEach(folder -> inputs.add(folder + "/**"));
        if (constrained) {
            inputs.add(FIXED);
        }
        steps.add(new Step("lock", command, at, Map.of(), inputs, List.of(RESOLVED)));
        return steps;
    }

    /** A step that writes a file of these lines. Both kinds of quotes mean the same in requirements (PEP 508). */
    private static Step written(String name, List<String> lines, String input, String output) {
        String listed =
                lines.stream().map(line -> "'" + line.replace('\'', '"') + "'").collect(Collectors.joining(" "));
        return new Step(
                name,
                List.of("sh", "-c", "mkdir -p " + BuildPlan.MADE + " && printf '%s\\n' " + listed + " > " + output),
                "",
                Map.of(),
                List.of(input),
                List.of(output));
    }
}
