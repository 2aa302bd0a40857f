package dev.slipway.stack.php;

import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Redis;
import dev.slipway.store.Sqlite;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PHP behind Apache: Laravel, Symfony, Slim, other front controllers, and single PHP files. */
public final class PhpStack implements Stack {
    private static final int PORT = 8080;
    private static final String FIRST = "index.php";

    /** Folders that web servers usually send, the most telling name first. */
    private static final List<String> ROOTS =
            List.of("public", "web", "webroot", "public_html", "htdocs", "www", "html", "docroot", "");

    private static final Pattern ROUTES = Pattern.compile(
            "REQUEST_URI|PATH_INFO|vendor/autoload|\\bRouter\\b|\\$_GET\\[['\"](?:route|url|r|q)['\"]]");
    private static final Pattern SESSION = Pattern.compile("\\bsession_start\\(");
    private static final Pattern WRITES = Pattern.compile(
            "(?:move_uploaded_file|file_put_contents|fopen|mkdir)\\([^;]*?['\"]/?(?:\\.\\.?/)*([\\w-]+)/[^'\"]*['\"]");
    private static final Pattern INSTALLED = Pattern.compile("docker-php-ext-install\\s+((?:-\\S+\\s+)*[\\w\\s]+)");

    private static final Map<String, String> LIBRARIES = Map.of(
            "slim/slim", "Slim",
            "cakephp/cakephp", "CakePHP",
            "codeigniter4/framework", "CodeIgniter",
            "yiisoft/yii2", "Yii",
            "laminas/laminas-mvc", "Laminas");

    private static final Map<String, Pattern> DRIVERS = Map.of(
            "pgsql", Pattern.compile("(?i)['\"]pgsql:|\\bpg_connect\\(|pdo_pgsql|['\"]driver['\"]\\s*=>\\s*['\"]pgsql"),
            "mysql",
                    Pattern.compile(
                            "(?i)['\"]mysql:|\\bnew \\\\?mysqli\\b|\\bmysqli_connect\\(|pdo_mysql|['\"]driver['\"]\\s*=>\\s*['\"]mysql"),
            "sqlite", Pattern.compile("(?i)['\"]sqlite:|\\bnew \\\\?SQLite3\\("));

    @Override
    public String id() {
        return "php";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.php") ? Optional.of(Comments.PHP.blanked(tree, file)) : Optional.empty();
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Composer composer = Composer.of(tree, dir);
        Optional<String> root = ROOTS.stream()
                .filter(name -> tree.has(Tree.at(Tree.at(dir, name).replaceFirst("/$", ""), FIRST)))
                .findFirst();
        if (root.isEmpty()
                || dir.matches("(.*/)?vendor(/.*)?")
                || !composer.present() && (!root.get().isEmpty() && !only(tree, dir) || within(tree, dir))) {
            return List.of();
        }
        PhpCode code = new PhpCode(tree, dir);
        List<Project> ways = PhpRelease.by(composer.version("php").orElse("")).stream()
                .map(release -> project(tree, dir, root.get(), composer, code, release))
                .toList();
        return List.of(ways.getFirst().or(ways.subList(1, ways.size())));
    }

    /** Whether the folder has only a page's folder and its companions. Then the folder itself is no project. */
    private static boolean only(Tree tree, String dir) {
        return tree.below(dir).stream()
                        .anyMatch(f -> f.endsWith(".php") && Tree.parent(f).equals(dir))
                || tree.has(Tree.at(dir, "src"));
    }

    /** Whether a folder around this one is a project. */
    private static boolean within(Tree tree, String dir) {
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            if (tree.has(Tree.at(at, "composer.json")) || tree.has(Tree.at(at, FIRST))) {
                return true;
            }
        }
        return false;
    }

    private Project project(Tree tree, String dir, String root, Composer composer, PhpCode code, PhpRelease release) {
        Set<String> extensions = new TreeSet<>(composer.extensions());
        extensions.addAll(installed(tree, dir));
        String connection;
        List<EnvVar> env;
        Framework framework;
        if (composer.requires(Laravel.PACKAGE)) {
            Laravel laravel = new Laravel(tree, dir, composer, code);
            connection = laravel.connection();
            env = laravel.reads().all();
            framework = laravel.framework();
        } else if (composer.requires(Symfony.PACKAGE)) {
            Symfony symfony = new Symfony(tree, dir, composer, code);
            connection = symfony.connection();
            env = symfony.reads().all();
            framework = symfony.framework(release.number());
        } else {
            connection = DRIVERS.entrySet().stream()
                    .filter(e -> code.place(e.getValue()).isPresent())
                    .map(Map.Entry::getKey)
                    .min(Comparator.comparing((String name) -> name.equals("sqlite")))
                    .orElse(
                            extensions.contains("pdo_pgsql")
                                    ? "pgsql"
                                    : extensions.contains("pdo_mysql") ? "mysql" : "");
            env = code.reads("").all();
            framework = Framework.plain(
                    LIBRARIES.entrySet().stream()
                            .filter(e -> composer.requires(e.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(""),
                    !root.isEmpty()
                            || ROUTES.matcher(code.text(Tree.at(dir, FIRST))).find());
        }
        switch (connection) {
            case "pgsql" -> extensions.addAll(List.of("pgsql", "pdo_pgsql"));
            case "mysql", "mariadb" -> extensions.addAll(List.of("mysqli", "pdo_mysql"));
            case "sqlite" -> extensions.addAll(List.of("sqlite3", "pdo_sqlite"));
            default -> {}
        }
        List<StoreUse> stores = Stores.uses(
                name -> composer.requires(name) || name.startsWith("ext-") && extensions.contains(name.substring(4)),
                name -> composer.file());
        List<String> notes = new ArrayList<>(notes(composer, release));
        Service service = service(dir, root, composer, framework, env, release);
        if (connection.equals("sqlite")) {
            notes.add(Sqlite.note(composer.present() ? composer.file() : Tree.at(dir, FIRST)));
        }
        Optional<String> session = code.place(SESSION);
        if (session.isPresent()
                && !composer.requires(Laravel.PACKAGE)
                && stores.stream().noneMatch(use -> use.store().equals(Redis.ID))) {
            notes.add(session.get() + ": " + service.name()
                    + " keeps sessions in files, so it has one pod: they are lost when it is started anew");
            service = service.amended(service.amendments().alone());
        }
        for (String folder : written(tree, dir, code, composer)) {
            service = service.amended(service.amendments().keeping(LayerPaths.APP + "/" + folder));
            notes.add(service.name() + " writes to " + folder + ": it lies in a volume, and the service has one pod");
        }
        List<String> files = connection.equals("sqlite") && framework.migrate().isEmpty()
                ? Sqlite.files(code.files(), tree::text)
                : List.of();
        PhpImage image = new PhpImage(
                tree,
                dir,
                root,
                composer,
                framework,
                release,
                new Extensions(extensions),
                connection.equals("sqlite"),
                files);
        String url = switch (connection) {
            case "pgsql" ->
                DatabaseUrls.PLAIN + (framework.name().startsWith("Symfony") ? "?serverVersion=17&charset=utf8" : "");
            case "mysql", "mariadb" ->
                DatabaseUrls.MYSQL
                        + (framework.name().startsWith("Symfony")
                                ? "?serverVersion=11.8.0-MariaDB&charset=utf8mb4"
                                : "");
            default -> "";
        };
        return new Project(service, url, stores, notes, image::plan);
    }

    private static List<String> notes(Composer composer, PhpRelease release) {
        List<String> notes = new ArrayList<>();
        String wanted = composer.version("php").orElse("");
        if (!release.allowed(wanted)) {
            notes.add(composer.file() + " asks for PHP " + wanted + "; Debian has " + PhpRelease.shown() + ", and "
                    + release.number() + " is tried");
        }
        if (composer.present()
                && !composer.locked()
                && composer.manifest().path("require").propertyNames().stream().anyMatch(n -> n.contains("/"))) {
            notes.add(composer.file() + ": there is no composer.lock, so versions are chosen anew at every build");
        }
        return notes;
    }

    private Service service(
            String dir, String root, Composer composer, Framework framework, List<EnvVar> env, PhpRelease release) {
        Role role = dir.matches("(?i)(.*/)?(front-?end|client|ui)") ? Role.FRONTEND : Role.BACKEND;
        String first = Tree.at(root.isEmpty() ? dir : Tree.at(dir, root), FIRST);
        List<String> evidence = new ArrayList<>();
        if (composer.present()) {
            evidence.add(composer.file());
        }
        evidence.add(first);
        return new Service(
                Names.service(dir, role),
                role,
                id(),
                "PHP " + release.number() + (framework.name().isEmpty() ? "" : ", " + framework.name()) + ", Apache",
                dir,
                PORT,
                env,
                List.of(),
                framework.health(),
                framework.migrate().isEmpty() ? List.of() : PhpImage.command(release, framework.migrate()),
                evidence);
    }

    /** Extensions that the author's own Dockerfile installs. */
    private static Set<String> installed(Tree tree, String dir) {
        Set<String> names = new TreeSet<>();
        String text = tree.text(Tree.at(dir, "Dockerfile"))
                .replaceAll("(?m)^\\s*#.*$", "")
                .replaceAll("\\\\\\r?\\n\\s*", " ");
        Matcher matcher = INSTALLED.matcher(text);
        while (matcher.find()) {
            for (String name : matcher.group(1).strip().split("\\s+")) {
                if (!name.startsWith("-")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Folders of the project that its code writes to. */
    private static Set<String> written(Tree tree, String dir, PhpCode code, Composer composer) {
        Set<String> folders = new TreeSet<>();
        if (composer.requires(Symfony.PACKAGE)) {
            return folders;
        }
        if (composer.requires(Laravel.PACKAGE)) {
            // Each pod makes its framework's own folders anew.
            return code.has("\\bStorage::|->store(?:As|Publicly|PubliclyAs)?\\(\\s*['\"]")
                    ? Set.of("storage/app")
                    : folders;
        }
        for (String file : code.files()) {
            WRITES.matcher(code.text(file))
                    .results()
                    .map(m -> m.group(1))
                    .filter(name -> name.matches("(?i)uploads?|data|files|storage|cache|images|media|logs?")
                            || !tree.below(Tree.at(dir, name)).isEmpty())
                    .filter(name -> !name.matches("tmp|src|php"))
                    .forEach(folders::add);
        }
        return folders;
    }
}
