package dev.slipway.stack.go;

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
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.HealthPaths;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MongoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in Go: one static program, with the files beside its code that it may read. */
public final class GoStack implements FolderStack {
    private static final int PORT = 8080;
    private static final String PROGRAM = "/usr/local/bin/server";
    private static final String MADE = LayerPaths.made("server");
    private static final String FILES = LayerPaths.made("app");
    private static final Map<String, String> FRAMEWORKS = new TreeMap<>(Map.of(
            "github.com/gin-gonic/gin", "Gin",
            "github.com/go-chi/chi", "chi",
            "github.com/gofiber/fiber", "Fiber",
            "github.com/gorilla/mux", "Gorilla",
            "github.com/labstack/echo", "Echo"));

    private static final List<String> POSTGRES =
            List.of("github.com/jackc/pgx", "github.com/lib/pq", "gorm.io/driver/postgres", "github.com/go-pg/pg");
    private static final List<String> REDIS =
            List.of("github.com/redis/go-redis", "github.com/go-redis/redis", "github.com/gomodule/redigo");
    private static final String MONGODB = "go.mongodb.org/mongo-driver";
    private static final Pattern MAIN = Pattern.compile("(?m)^package main\\b");
    private static final Pattern LISTENS =
            Pattern.compile("ListenAndServe|\\.(?:Run|Start|Listen)\\(|net\\.Listen\\(|http\\.Serve\\(");
    private static final Pattern READ = Pattern.compile(
            "(?:os\\.(?:Getenv|LookupEnv)|\\b\\w*(?i:get_?env|env_?or)\\w*)\\(\\s*\"([A-Z][A-Z0-9_]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*,\\s*\":?(\\d{2,5})\""),
            Pattern.compile("(?i)port\\s*:?=\\s*\":?(\\d{2,5})\""),
            Pattern.compile("\"[\\w.]*:(\\d{2,5})\""));
    private static final Pattern ROUTE =
            Pattern.compile("\\b(?:GET|Get|HandleFunc|Handle)\\(\\s*\"(?:GET )?(/[\\w/-]+)\"");
    private static final Pattern VERSION = Pattern.compile("(?m)^go (\\d+\\.\\d+)");

    private static final Profile PROFILE = Profile.USUAL.withTools(new Tool("go", "golang-go"));

    @Override
    public String id() {
        return "go";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        return tree.has(Tree.at(dir, "go.mod"))
                        && sources(tree, dir).stream()
                                .anyMatch(f -> LISTENS.matcher(tree.text(f)).find())
                ? main(tree, dir).map(main -> found(tree, dir, main))
                : Optional.empty();
    }

    private static List<String> sources(Tree tree, String dir) {
        return tree.below(dir, f -> f.endsWith(".go") && !f.endsWith("_test.go"));
    }

    /** The file with the main function of the server: at the root, else where it listens, else the first. */
    private static Optional<String> main(Tree tree, String dir) {
        List<String> all = sources(tree, dir).stream()
                .filter(f -> MAIN.matcher(tree.text(f)).find())
                .filter(f -> tree.text(f).contains("func main("))
                .toList();
        return Stream.<java.util.function.Predicate<String>>of(
                        f -> Tree.parent(f).equals(dir),
                        f -> LISTENS.matcher(tree.text(f)).find(),
                        f -> Tree.name(Tree.parent(f)).matches("(?i)server|api|web|app|main|backend"),
                        f -> true)
                .flatMap(wanted -> all.stream().filter(wanted))
                .findFirst();
    }

    private Found found(Tree tree, String dir, String main) {
        String module = tree.text(Tree.at(dir, "go.mod"));
        EnvReads env = new EnvReads();
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : sources(tree, dir)) {
            String text = tree.text(file);
            READ.matcher(text)
                    .results()
                    .forEach(m -> env.add(
                            m.group(1), m.group(2) == null ? "" : m.group(2), false, tree.place(file, m.start())));
            ROUTE.matcher(text).results().forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false)));
        }
        Matcher version = VERSION.matcher(module);
        String framework = FRAMEWORKS.entrySet().stream()
                .filter(e -> module.contains(e.getKey()))
                .map(e -> ", " + e.getValue())
                .findFirst()
                .orElse("");
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Go" + (version.find() ? " " + version.group(1) : "") + framework,
                dir,
                port(tree, dir),
                env.all(),
                List.of(),
                HealthPaths.choose(routes, ""),
                List.of(),
                List.of(Tree.at(dir, "go.mod"), main + " (main)"));
        // lib/pq asks for TLS where nothing else is said.
        String database = POSTGRES.stream().anyMatch(module::contains)
                ? DatabaseUrls.PLAIN + "?sslmode=disable"
                : module.contains(MONGODB) ? MongoDb.FORM : "";
        String cache = REDIS.stream()
                .filter(module::contains)
                .findFirst()
                .map(name -> tree.place(Tree.at(dir, "go.mod"), module.indexOf(name)) + ": " + name)
                .orElse("");
        return new Found(service, database, cache, List.of());
    }

    private static int port(Tree tree, String dir) {
        return tree.number(sources(tree, dir), PORTS).orElse(PORT);
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        String dir = service.dir();
        String main = main(tree, dir).orElseThrow(() -> new IllegalArgumentException("no main in " + dir));
        String pkg =
                Tree.parent(main).substring(Math.min(Tree.parent(main).length(), dir.isEmpty() ? 0 : dir.length() + 1));
        List<Step> steps = new ArrayList<>();
        Map<String, String> env = Map.of("CGO_ENABLED", "0", "GOFLAGS", "");
        if (!tree.has(Tree.at(dir, "go.sum"))) {
            steps.add(new Step("modules", List.of("go", "mod", "tidy"), dir, env, List.of("**"), List.of()));
        }
        steps.add(new Step(
                "compile",
                List.of(
                        "go",
                        "build",
                        "-trimpath",
                        "-buildvcs=false",
                        "-ldflags",
                        "-s -w",
                        "-o",
                        LayerPaths.up(dir) + MADE,
                        pkg.isEmpty() ? "." : "./" + pkg),
                dir,
                env,
                List.of("**"),
                List.of(MADE)));
        steps.add(new Step(
                "collect",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + FILES + " && mkdir -p " + FILES + " && tar -cf - -C " + (dir.isEmpty() ? "." : dir)
                                + " --exclude=./" + BuildPlan.MADE
                                + " --exclude=*.go --exclude=./go.mod --exclude=./go.sum . | tar -xf - -C " + FILES),
                "",
                Map.of(),
                List.of("**"),
                List.of(FILES)));
        return new BuildPlan(
                        "trixie",
                        List.of("ca-certificates", "tzdata"),
                        List.of(),
                        tree.content(dir),
                        steps,
                        List.of(
                                new LayerPlan("files", List.of(new Copy(FILES, LayerPaths.APP))),
                                new LayerPlan("code", List.of(new Copy(MADE, PROGRAM)))),
                        new RunConfig(
                                List.of(PROGRAM),
                                Map.of("GIN_MODE", "release", "PORT", Integer.toString(service.port())),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                List.of("/tmp")))
                .with(PROFILE);
    }
}
