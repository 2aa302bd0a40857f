package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.python.PythonPackages.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a Python service's dependencies get into a folder: all exact versions first, then the packages. */
final class PythonInstall {
    private static final String PLATFORM = "x86_64-manylinux_2_28";
    private static final String WANTED = LayerPaths.made("requirements.in");
    private static final String FIXED = LayerPaths.made("constraints.txt");
    private static final String RESOLVED = LayerPaths.made("requirements.txt");
    private static final String INSTALLED = LayerPaths.made("dependencies");

    /** Of Windows alone, where Pythons freeze them along; and what would have to be compiled, which Debian's package is for. */
    private static final String LEFT_OUT =
            "(pywin32|pywin32-ctypes|pywinpty|pypiwin32|wmi|mysqlclient)([^A-Za-z0-9_-]|$)";
    /** The project itself, which is no package. */
    private static final String ITSELF = "(-e|--editable)?[[:space:]]*\\.[[:space:]]*$";
    /** Would have to be compiled; the same under another name is not. */
    private static final String DRIVER = "psycopg2([^A-Za-z0-9_-]|$)";

    private static final Pattern TO_ADAPT = Pattern.compile(
            ("(?m)^[[:space:]]*(" + LEFT_OUT + "|" + ITSELF + "|" + DRIVER + ")").replace("[[:space:]]", "[ \\t\\r]"));

    /**
     * From 2.1 on SQLAlchemy takes psycopg 3 for {@code postgresql://} and leaves out greenlet: code of these drivers that
     * says no version was written for 2.0.
     */
    private static final String OLDER = "sqlalchemy<2.1";

    private static final List<String> DRIVERS_OF_OLDER = List.of("psycopg2", "psycopg2-binary", "asyncpg", "aiosqlite");
    private static final Pattern NEWER = Pattern.compile("(?i)^sqlalchemy\\b[^;]*[=>]=?\\s*(2\\.[1-9]|[3-9])");

    private final Tree tree;
    private final String dir;
    private final PythonPackages packages;
    private final String version;

    PythonInstall(Tree tree, String dir, PythonPackages packages) {
        this.tree = tree;
        this.dir = dir;
        this.packages = packages;
        this.version = packages.release().version();
    }

    /** @param added packages beside the service's own */
    List<Step> steps(List<String> added) {
        List<Step> steps = new ArrayList<>();
        String resolved = RESOLVED;
        if (packages.form() == Form.UV) {
            boolean driver = packages.has("psycopg2") || packages.has("mysqlclient");
            steps.add(export(added.isEmpty() && !driver));
            if (driver) {
                resolved = LayerPaths.made("adapted.txt");
                steps.add(shell("driver", adapt() + " " + RESOLVED + " > " + resolved, RESOLVED, resolved));
            }
        } else {
            constraints().ifPresent(steps::add);
            steps.addAll(resolution());
        }
        List<String> install = new ArrayList<>(List.of("uv", "pip", "install", "--quiet", "--target", INSTALLED));
        install.addAll(List.of("--python-version", version, "--python-platform", PLATFORM));
        install.addAll(List.of("--link-mode", "copy", "--requirement", resolved));
        install.addAll(added);
        steps.add(new Step("dependencies", install, "", Map.of(), List.of(resolved), List.of(INSTALLED)));
        return steps;
    }

    private Step export(boolean hashes) {
        List<String> command = new ArrayList<>(List.of("uv", "export", "--quiet", "--frozen", "--no-dev"));
        command.addAll(List.of("--no-emit-workspace", "--no-header"));
        if (!dir.equals(packages.lockDir())) {
            command.addAll(List.of("--package", packages.project()));
        }
        if (!hashes) {
            command.add("--no-hashes");
        }
        command.addAll(List.of("--output-file", LayerPaths.up(packages.lockDir()) + RESOLVED));
        return new Step("lock", command, packages.lockDir(), Map.of(), packages.lockFiles(), List.of(RESOLVED));
    }

    /** What the lock of another tool fixes, or what is known not to fit. */
    private java.util.Optional<Step> constraints() {
        String lock = packages.lock();
        if (lock.isEmpty()) {
            return older()
                    ? java.util.Optional.of(
                            shell("constraints", "echo '" + OLDER + "' > " + FIXED, packages.manifest(), FIXED))
                    : java.util.Optional.empty();
        }
        String script = lock.endsWith("Pipfile.lock")
                ? "awk -F'\"' '/^        \"[^\"]+\": [{]/ {name = $2} $2 == \"version\" {print name $4}' "
                : "awk -F'\"' '/^name = / {name = $2} /^version = / && name {print name \"==\" $2; name = \"\"}' ";
        return java.util.Optional.of(shell("constraints", script + lock + " > " + FIXED, lock, FIXED));
    }

    private boolean older() {
        return DRIVERS_OF_OLDER.stream().anyMatch(packages::has)
                && packages.requirements().values().stream().noneMatch(NEWER.asPredicate());
    }

    private List<Step> resolution() {
        List<Step> steps = new ArrayList<>();
        String manifest = packages.manifest();
        String text = tree.text(manifest);
        String wanted = WANTED;
        if (packages.form() == Form.TABLE
                || packages.form() == Form.SETUP
                || packages.form() == Form.PROJECT && (packages.has("psycopg2") || packages.has("mysqlclient"))) {
            String listed = packages.requirements().values().stream()
                    .filter(line -> !line.matches("(?i)" + LEFT_OUT + ".*"))
                    .map(line -> "'" + line.replaceFirst("^" + DRIVER, "psycopg2-binary$1") + "'")
                    .collect(Collectors.joining(" "));
            steps.add(shell("requirements", "printf '%s\\n' " + listed + " > " + WANTED, manifest, WANTED));
        } else if (packages.form() == Form.REQUIREMENTS
                && (!packages.encoding().equals(StandardCharsets.UTF_8)
                        || TO_ADAPT.matcher(text).find())) {
            String decoded = packages.encoding().equals(StandardCharsets.UTF_8)
                    ? "cat " + manifest
                    : "iconv -f " + packages.encoding().name() + " -t UTF-8 " + manifest;
            String here = Tree.at("..", Tree.parent(manifest)).replaceFirst("/?$", "/");
            steps.add(shell(
                    "requirements",
                    decoded + " | tr -d '\\r' | " + adapt() + " -e 's#^(-r|-c|--requirement|--constraint)[ =]+#\\1 "
                            + here + "#' > " + WANTED,
                    manifest,
                    WANTED));
        } else {
            wanted = manifest;
        }
        boolean own = wanted.equals(manifest);
        String at = own ? dir : "";
        List<String> command =
                new ArrayList<>(List.of("uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"));
        command.add(own ? manifest.substring(dir.isEmpty() ? 0 : dir.length() + 1) : wanted);
        command.addAll(List.of("--python-version", version, "--python-platform", PLATFORM));
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
        if (constrained) {
            inputs.add(FIXED);
        }
        steps.add(new Step("lock", command, at, Map.of(), inputs, List.of(RESOLVED)));
        return steps;
    }

    private static String adapt() {
        return "sed -E -e '/^[[:space:]]*" + LEFT_OUT + "/d' -e '/^[[:space:]]*" + ITSELF + "/d' -e 's/^" + DRIVER
                + "/psycopg2-binary\\1/'";
    }

    private static Step shell(String name, String script, String input, String output) {
        return new Step(
                name,
                List.of("sh", "-c", "mkdir -p " + BuildPlan.MADE + " && " + script),
                "",
                Map.of(),
                List.of(input),
                List.of(output));
    }
}
