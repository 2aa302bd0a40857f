package dev.slipway.stack.php;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Resources;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.FrontAssets;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans the image of a PHP project: PHP as a module of Apache, Composer's packages, the code. */
final class PhpImage {
    private static final String SETTINGS = "/usr/local/etc/php";
    private static final String BEGIN = "/usr/local/lib/slipway/begin.php";
    private static final String APACHE = "/usr/local/etc/apache2/httpd.conf";
    private static final String BUILD_SETTINGS = LayerPaths.made("php");
    private static final String FILES = LayerPaths.made("app");
    private static final String COMPOSER = "/usr/bin/composer";

    /** Packages that only Apache's scripts and modules that are not loaded need. */
    private static final List<String> WITHOUT = List.of(
            "perl", "libaprutil1-ldap", "libaprutil1-dbd-sqlite3", "liblua5.4-0", "liblua5.3-0", "libjansson4", "ucf");

    private final Tree tree;
    private final String dir;
    private final String root;
    private final Composer composer;
    private final Framework framework;
    private final PhpRelease release;
    private final Extensions extensions;
    private final boolean keeps;
    private final List<String> files;

    /**
     * @param root folder that the web server sends, relative to the project's folder
     * @param keeps whether its data lies in a file
     * @param files data files that the code names, relative to its working folder
     */
    PhpImage(
            Tree tree,
            String dir,
            String root,
            Composer composer,
            Framework framework,
            PhpRelease release,
            Extensions extensions,
            boolean keeps,
            List<String> files) {
        this.tree = tree;
        this.dir = dir;
        this.root = root;
        this.composer = composer;
        this.framework = framework;
        this.release = release;
        this.extensions = extensions;
        this.keeps = keeps;
        this.files = List.copyOf(files);
    }

    /** A command of PHP in the image, after the lines that have to run before it. */
    static List<String> command(PhpRelease release, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(program(release), BEGIN, program(release)));
        words.addAll(arguments);
        return List.copyOf(words);
    }

    private static String program(PhpRelease release) {
        return "/usr/bin/php" + release.number();
    }

    BuildPlan plan(Service service, List<Service> peers) {
        PhpRelease chosen =
                service.amendments().release().flatMap(PhpRelease::of).orElse(release);
        List<String> source = tree.content(dir).stream()
                .filter(file -> peers.stream().noneMatch(peer -> inside(peer.dir(), file)))
                .toList();
        List<String> packages = new ArrayList<>(extensions.packages(chosen.number()));
        List<String> building = composer.present() ? List.copyOf(packages) : List.of();
        packages.addAll(List.of(
                "apache2-bin",
                "libapache2-mod-php" + chosen.number(),
                "media-types",
                "php" + chosen.number() + "-cli"));
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        framework.writable().forEach(folder -> writable.add(LayerPaths.APP + "/" + folder));
        if (keeps) {
            writable.add(Sqlite.FOLDER);
        }
        return new BuildPlan(
                        chosen.suite(),
                        packages,
                        WITHOUT,
                        source,
                        steps(chosen, service.amendments().dependencies()),
                        layers(service, chosen),
                        new RunConfig(
                                List.of(program(chosen), BEGIN, "/usr/sbin/apache2", "-f", APACHE, "-D", "FOREGROUND"),
                                env(),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                writable))
                .with(new Profile(
                                45,
                                new Profile.Sizing(50, 96, 256, 60),
                                List.of(
                                        new Tool("php", "php" + chosen.number() + "-cli", "composer"),
                                        new Tool("npm", "nodejs", "npm")),
                                List.of())
                        .withBuilding(building));
    }

    private boolean inside(String other, String file) {
        return !other.isEmpty() && !other.equals(dir) && !dir.startsWith(other + "/") && file.startsWith(other + "/");
    }

    private Map<String, String> env() {
        Map<String, String> env = new TreeMap<>(framework.env());
        env.put("PHPRC", SETTINGS);
        env.put("PHP_INI_SCAN_DIR", SETTINGS + "/more");
        return env;
    }

    private List<Step> steps(PhpRelease chosen, List<String> more) {
        List<Step> steps = new ArrayList<>();
        String php = "php";
        Map<String, String> env = Map.of(
                "PHPRC",
                "/build/" + BUILD_SETTINGS,
                "PHP_INI_SCAN_DIR",
                "/build/" + BUILD_SETTINGS + "/more",
                "COMPOSER_ALLOW_SUPERUSER",
                "1");
        String lines = extensions
                .lines()
                .replace("zend_extension=opcache\n", "")
                .strip()
                .replace("\n", "' '");
        steps.add(new Step(
                "settings",
                List.of(
                        "sh",
                        "-c",
                        "mkdir -p " + BUILD_SETTINGS + " && printf '%s\\n' '" + lines + "' > " + BUILD_SETTINGS
                                + "/php.ini"),
                "",
                Map.of(),
                List.of(),
                List.of(BUILD_SETTINGS)));
        if (composer.present()) {
            install(steps, php, env, chosen, more);
        }
        if (!framework.built().isEmpty()) {
            // A checkout does not contain empty folders, and the framework ends without them.
            List<String> folders = new ArrayList<>(List.of("mkdir", "-p"));
            folders.addAll(framework.folders());
            steps.add(new Step("folders", folders, dir, Map.of(), List.of(), List.of()));
        }
        for (String arguments : framework.built()) {
            List<String> command = new ArrayList<>(List.of(php));
            command.addAll(List.of(arguments.split(" ")));
            steps.add(new Step(
                    arguments,
                    command,
                    dir,
                    with(env, framework.env()),
                    List.of("**", Tree.at(dir, "vendor")),
                    List.of()));
        }
        if (assets()) {
            steps.addAll(FrontAssets.steps(tree, dir, env));
        }
        List<String> without = new ArrayList<>(composer.present() ? List.of("./vendor") : List.of());
        without.addAll(List.of("./node_modules", "./tests", "./.git"));
        steps.add(new Step(
                "collect",
                List.of(
                        "sh",
                        "-c",
                        LayerPaths.gathering(dir, FILES, without)
                                + framework.writable().stream()
                                        .map(folder -> " && rm -rf " + FILES + "/" + folder)
                                        .reduce("", String::concat)
                                + (framework.writable().contains("storage")
                                        ? " && ln -sfn ../storage/app/public " + FILES + "/public/storage"
                                        : "")),
                "",
                Map.of(),
                List.of("**"),
                List.of(FILES)));
        if (!files.isEmpty()) {
            steps.add(Sqlite.step(files));
        }
        steps.replaceAll(step -> step.command().getFirst().equals(php) ? step.needing("php", chosen.number()) : step);
        return steps;
    }

    private void install(List<Step> steps, String php, Map<String, String> env, PhpRelease chosen, List<String> more) {
        String vendor = Tree.at(dir, "vendor");
        List<String> command = new ArrayList<>(List.of(
                php,
                COMPOSER,
                "install",
                "--no-dev",
                "--no-interaction",
                "--no-progress",
                "--no-scripts",
                "--no-autoloader",
                "--prefer-dist"));
        if (!chosen.allowed(composer.version("php").orElse(""))) {
            command.add("--ignore-platform-req=php");
        }
        steps.add(new Step(
                "packages",
                command,
                dir,
                env,
                List.of(Tree.at(dir, "composer.json"), Tree.at(dir, "composer.lock"), BUILD_SETTINGS),
                List.of()));
        if (!more.isEmpty()) {
            List<String> further =
                    new ArrayList<>(List.of(php, COMPOSER, "require", "--no-interaction", "--no-scripts"));
            further.addAll(more);
            steps.add(new Step("further packages", further, dir, env, List.of("**"), List.of()));
        }
        steps.add(new Step(
                "autoloader",
                List.of(php, COMPOSER, "dump-autoload", "--no-dev", "--no-interaction", "--no-scripts", "--optimize"),
                dir,
                env,
                List.of("**"),
                List.of(vendor)));
    }

    private static Map<String, String> with(Map<String, String> env, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        // A volume is not there while the image is built.
        all.values().removeIf(value -> value.contains(Sqlite.FOLDER + "/"));
        all.putAll(env);
        return all;
    }

    /** Whether Node.js has to build scripts and styles of its pages. */
    private boolean assets() {
        return composer.present() && FrontAssets.present(tree, dir);
    }

    private List<LayerPlan> layers(Service service, PhpRelease chosen) {
        List<Text> texts = new ArrayList<>(List.of(
                new Text(SETTINGS + "/php.ini", 0644, Resources.text(PhpImage.class, "php.ini") + extensions.lines()),
                new Text(
                        BEGIN,
                        0644,
                        "<?php\n" + String.join("\n", framework.begin()) + "\n"
                                + Resources.text(PhpImage.class, "begin.php")),
                new Text(APACHE, 0644, apache(service, chosen))));
        List<LayerPlan> layers = new ArrayList<>(List.of(new LayerPlan("settings", List.of(), texts)));
        if (composer.present()) {
            layers.add(new LayerPlan(
                    "dependencies", List.of(new Copy(Tree.at(dir, "vendor"), LayerPaths.APP + "/vendor"))));
        }
        List<Copy> code = new ArrayList<>(List.of(new Copy(FILES, LayerPaths.APP)));
        if (!files.isEmpty()) {
            code.add(Sqlite.copy(LayerPaths.APP));
        }
        layers.add(new LayerPlan("code", code, framework.texts()));
        return layers;
    }

    private String apache(Service service, PhpRelease chosen) {
        String sent = root.isEmpty() ? LayerPaths.APP : LayerPaths.APP + "/" + root;
        StringBuilder passed = new StringBuilder();
        // A variable without a value causes only a warning.
        service.env()
                .forEach(variable ->
                        passed.append("PassEnv ").append(variable.name()).append('\n'));
        return Resources.text(PhpImage.class, "httpd.conf")
                .replace("@port@", Integer.toString(service.port()))
                .replace("@root@", sent)
                .replace("@php@", chosen.number())
                .replace("@front@", framework.front() ? "FallbackResource /index.php\n" : "")
                .replace("@passed@", passed);
    }
}
