package dev.slipway.stack.deno;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Json;
import dev.slipway.stack.Comments;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MongoDb;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that Deno runs, by its task {@code start} or by its main module. */
public final class DenoStack implements Stack {
    private static final int PORT = 8000;
    private static final String PACKAGE = "@deno/linux-x64-glibc";
    private static final String VERSION = "2.9.6";
    private static final String PROGRAM = "/usr/local/bin/deno";
    private static final String MADE = LayerPaths.made("deno");
    private static final String CACHE = LayerPaths.made("deno-dir");
    private static final String FILES = LayerPaths.made("app");
    private static final List<String> MANIFESTS = List.of("deno.json", "deno.jsonc");
    private static final List<String> MODULES = List.of(
            "main.ts",
            "server.ts",
            "mod.ts",
            "index.ts",
            "app.ts",
            "main.js",
            "server.js",
            "src/main.ts",
            "src/server.ts");

    /** Functions that no other runtime has. */
    private static final Pattern OWN = Pattern.compile("\\bDeno\\.(?:serve|listen)\\b");

    private static final Pattern SERVES = Pattern.compile("\\bDeno\\.(?:serve|listen)\\b|\\bapp\\.listen\\(");
    private static final Pattern HANDLER =
            Pattern.compile("export default \\{[^}]*\\bfetch\\b|satisfies Deno\\.ServeDefaultExport");
    private static final Pattern READ = Pattern.compile(
            "Deno\\.env\\.get\\(\\s*[\"']([A-Z][A-Z0-9_]+)[\"']\\s*\\)(?:\\s*(?:\\?\\?|\\|\\|)\\s*[\"']([^\"']*)[\"'])?");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("[\"']PORT[\"']\\s*\\)\\s*(?:\\?\\?|\\|\\|)\\s*[\"']?(\\d{2,5})"),
            Pattern.compile("\\bport\\s*[:=]\\s*(\\d{2,5})"));
    private static final Pattern ROUTE =
            Pattern.compile("\\.get\\(\\s*[\"'](/[\\w/-]*)[\"']|pathname === [\"'](/[\\w/-]*)[\"']");

    @Override
    public String id() {
        return "deno";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<String> manifest = MANIFESTS.stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst();
        Document settings = manifest.map(file -> Json.lenient(tree, file)).orElse(Document.MISSING);
        String task = task(settings, "start");
        Optional<String> module = MODULES.stream()
                .map(name -> Tree.at(dir, name))
                .filter(file -> serves(text(tree, file)))
                .findFirst();
        boolean named = manifest.isPresent() && (!task.isEmpty() || module.isPresent());
        boolean own =
                module.isPresent() && OWN.matcher(text(tree, module.get())).find() && !within(tree, dir);
        if (!named && !own) {
            return List.of();
        }
        List<Project> ways = new ArrayList<>();
        if (!task.isEmpty()) {
            ways.add(project(
                    tree, dir, settings, List.of("task", "start"), String.valueOf(manifest.orElse("")), module));
        }
        module.ifPresent(file -> {
            String name = file.substring(dir.isEmpty() ? 0 : dir.length() + 1);
            List<String> words = HANDLER.matcher(text(tree, file)).find()
                    ? List.of("serve", "--host", "0.0.0.0", "--port", "{port}", "--allow-all", name)
                    : List.of("run", "--allow-all", name);
            ways.add(project(tree, dir, settings, words, file, module));
        });
        return List.of(ways.getFirst().or(ways.subList(1, ways.size())));
    }

    private static String text(Tree tree, String file) {
        return Comments.C.blanked(tree, file);
    }

    /** Whether the folder, or a folder around it, has a project of Node.js or Deno. */
    private static boolean within(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            String folder = at;
            if (tree.has(Tree.at(at, "package.json"))
                    || MANIFESTS.stream().anyMatch(name -> tree.has(Tree.at(folder, name)))) {
                return true;
            }
            if (at.isEmpty()) {
                return false;
            }
        }
    }

    private static boolean serves(String code) {
        return SERVES.matcher(code).find() || HANDLER.matcher(code).find();
    }

    /** The command of a task, which is a text or an object. */
    private static String task(Document settings, String name) {
        Document task = settings.path("tasks").path(name);
        return task.isObject() ? task.path("command").asString() : task.asString();
    }

    private Project project(
            Tree tree, String dir, Document settings, List<String> words, String evidence, Optional<String> module) {
        List<String> files = tree.below(dir, f -> f.matches(".*\\.[jt]sx?") && !f.matches(".*[._]test\\.[jt]sx?"));
        EnvReads env = new EnvReads();
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : files) {
            String code = text(tree, file);
            READ.matcher(code)
                    .results()
                    .forEach(m -> env.add(
                            m.group(1), m.group(2) == null ? "" : m.group(2), false, tree.place(file, m.start())));
            ROUTE.matcher(code)
                    .results()
                    .forEach(m ->
                            routes.add(new HealthPaths.Route(m.group(1) != null ? m.group(1) : m.group(2), false)));
        }
        String imports = settings.path("imports").properties().stream()
                .map(entry -> entry.getValue().asString())
                .reduce("", (a, b) -> a + "\n" + b);
        String all = imports + files.stream().map(tree::text).reduce("", String::concat);
        String framework = all.contains("fresh/") || imports.contains("@fresh/")
                ? ", Fresh"
                : all.contains("hono") ? ", Hono" : all.contains("/oak") ? ", Oak" : "";
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Deno 2" + framework,
                dir,
                tree.number(files, PORTS).orElse(PORT),
                env.all(),
                List.of(),
                HealthPaths.choose(routes, ""),
                List.of(),
                List.of(evidence));
        String database = Pattern.compile("npm:(?:pg|postgres)\\b|deno\\.land/x/postgres|@db/postgres|@neon")
                        .matcher(all)
                        .find()
                ? DatabaseUrls.PLAIN
                : Pattern.compile("npm:mysql2|deno\\.land/x/mysql").matcher(all).find()
                        ? DatabaseUrls.MYSQL
                        : Pattern.compile("npm:mongo(?:db|ose)|@db/mongo")
                                        .matcher(all)
                                        .find()
                                ? MongoDb.FORM
                                : "";
        List<StoreUse> stores = Stores.uses(
                library -> Pattern.compile("(?:npm:|jsr:|[\"'])" + Pattern.quote(library) + "(?![\\w/-])")
                        .matcher(all)
                        .find(),
                library -> evidence);
        boolean built = !task(settings, "build").isEmpty();
        return new Project(
                service,
                database,
                stores,
                List.of(),
                (wired, peers) -> plan(tree, dir, words, module, built, wired, peers));
    }

    private static BuildPlan plan(
            Tree tree,
            String dir,
            List<String> words,
            Optional<String> module,
            boolean built,
            Service service,
            List<Service> peers) {
        String up = LayerPaths.up(dir);
        List<Step> steps = new ArrayList<>(List.of(new Step(
                "deno",
                List.of(
                        "npm",
                        "install",
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                        MADE,
                        PACKAGE + "@" + VERSION),
                "",
                Map.of(),
                List.of(),
                List.of(MADE))));
        String entry = module.map(file -> " --entrypoint " + file.substring(dir.isEmpty() ? 0 : dir.length() + 1))
                .orElse("");
        String cache = "export DENO_DIR=\"$PWD/" + up + CACHE + "\" && mkdir -p \"$DENO_DIR\" && deno install" + entry;
        steps.add(new Step(
                        "packages",
                        List.of("sh", "-c", cache + (built ? " && deno task build" : "")),
                        dir,
                        Map.of(),
                        List.of("**"),
                        List.of(CACHE))
                .needing("deno", "")
                .fetching());
        steps.add(new Step(
                "collect",
                List.of("sh", "-c", LayerPaths.gathering(dir, FILES, List.of("./.git"))),
                "",
                Map.of(),
                List.of("**", CACHE),
                List.of(FILES)));
        List<String> start = Stream.concat(Stream.of(PROGRAM), words.stream())
                .map(word -> word.replace("{port}", Integer.toString(service.port())))
                .toList();
        return new BuildPlan(
                        "trixie",
                        List.of("ca-certificates", "libgcc-s1"),
                        List.of(),
                        tree.content(dir).stream()
                                .filter(file -> peers.stream()
                                        .noneMatch(peer -> !peer.dir().isEmpty()
                                                && !peer.dir().equals(dir)
                                                && !dir.startsWith(peer.dir() + "/")
                                                && file.startsWith(peer.dir() + "/")))
                                .toList(),
                        steps,
                        List.of(
                                new LayerPlan(
                                        "runtime",
                                        List.of(new Copy(MADE + "/node_modules/" + PACKAGE + "/deno", PROGRAM))),
                                new LayerPlan("dependencies", List.of(new Copy(CACHE, "/usr/local/lib/deno"))),
                                new LayerPlan("code", List.of(new Copy(FILES, LayerPaths.APP)))),
                        new RunConfig(
                                start,
                                Map.of(
                                        "DENO_DIR", "/usr/local/lib/deno",
                                        "DENO_NO_PROMPT", "1",
                                        "DENO_NO_UPDATE_CHECK", "1",
                                        "DENO_SERVE_ADDRESS", "tcp:0.0.0.0:" + service.port(),
                                        "HOME", "/tmp",
                                        "PORT", Integer.toString(service.port())),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                List.of("/tmp")))
                .with(Profile.USUAL
                        .withBudget(90)
                        .withTools(
                                new Tool("npm", "nodejs", "npm"),
                                new Tool("sh", List.of("nodejs", "npm"), "npm install --global deno@" + VERSION)));
    }
}
