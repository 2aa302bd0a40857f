package dev.slipway.stack.rust;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MongoDb;
import dev.slipway.store.Sqlite;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers in Rust: axum, actix, Rocket, warp, or their own. */
public final class RustStack implements Stack {
    private static final Map<String, String> FRAMEWORKS = new LinkedHashMap<>();

    static {
        FRAMEWORKS.put("axum", "axum");
        FRAMEWORKS.put("actix-web", "actix");
        FRAMEWORKS.put("rocket", "Rocket");
        FRAMEWORKS.put("warp", "warp");
        FRAMEWORKS.put("poem", "Poem");
        FRAMEWORKS.put("salvo", "Salvo");
        FRAMEWORKS.put("tide", "Tide");
        FRAMEWORKS.put("tonic", "tonic");
        FRAMEWORKS.put("hyper", "hyper");
    }

    private static final Pattern LISTENS = Pattern.compile(
            "TcpListener::bind|HttpServer::new|axum::serve|\\brocket::(?:build|ignite|custom)|#\\[launch\\]|\\bwarp::serve|\\bServer::(?:bind|builder|new)|\\.listen\\(|\\.bind\\(");
    private static final Pattern READ = Pattern.compile(
            "\\bvar(?:_os)?\\(\\s*\"([A-Z][A-Z0-9_]+)\"\\s*\\)((?:\\s*\\.\\s*(?:ok|unwrap|expect|unwrap_or\\w*|context|map_err)\\b)?(?:\\(\\)|\\(\\s*(?:\\|\\w*\\|)?\\s*(?:String::from\\()?\"([^\"]*)\")?|\\s*\\?)?");
    private static final Pattern OPTION = Pattern.compile(
            "\\benv\\s*=\\s*\"([A-Z][A-Z0-9_]+)\"(?:[^\\]]*?\\bdefault_value(?:_t)?\\s*=\\s*\"?([^\",\\])]*))?");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*\\)[^;]{0,120}?\"?\\b(\\d{4,5})\\b"),
            Pattern.compile("\"(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|localhost|\\[::])?:(\\d{2,5})\""),
            Pattern.compile("\\(\\s*(?:\"[\\d.]+\"|\\[[\\d, ]+]|Ipv[46]Addr::\\w+)\\s*,\\s*(\\d{2,5})\\s*\\)"),
            Pattern.compile("(?i)\\bport\\b[^=\\n]{0,20}=\\s*\"?(\\d{4,5})"));
    private static final Pattern HERE = Pattern.compile(
            "\"(?:127\\.0\\.0\\.1|localhost):\\d{2,5}\"|\\(\\s*\"(?:127\\.0\\.0\\.1|localhost)\"\\s*,\\s*\\d{2,5}\\s*\\)|\\[127,\\s*0,\\s*0,\\s*1]");
    private static final Pattern ROUTE =
            Pattern.compile("(?:\\.route\\(\\s*|#\\[get\\(\\s*|\\bat\\(\\s*)\"(/[\\w/-]*)\"");

    @Override
    public String id() {
        return "rust";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.rs") ? Optional.of(Comments.RUST.blanked(tree, file)) : Optional.empty();
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<Crate> found = Crate.of(tree, dir);
        if (found.isEmpty()) {
            return List.of();
        }
        Crate crate = found.get();
        List<String> programs = programs(tree, crate);
        List<Project> all = new ArrayList<>();
        for (String program : programs) {
            RustRelease.Requirement asked = RustRelease.asked(tree, dir, crate.manifest());
            List<Project> ways = RustRelease.by(asked).stream()
                    .map(release -> project(tree, crate, program, programs.size() > 1, release, asked))
                    .toList();
            all.add(ways.getFirst().or(ways.subList(1, ways.size())));
        }
        return all;
    }

    /**
     * The programs that listen: all whose own file does; else the program that Cargo runs first, if the library
     * listens.
     */
    private static List<String> programs(Tree tree, Crate crate) {
        List<String> listening = crate.programs().entrySet().stream()
                .filter(e -> LISTENS.matcher(Crate.code(tree, e.getValue())).find())
                .map(Map.Entry::getKey)
                .toList();
        if (!listening.isEmpty()
                || crate.sources().stream()
                        .noneMatch(
                                file -> LISTENS.matcher(Crate.code(tree, file)).find())) {
            return listening;
        }
        String first = crate.manifest().path("package").path("default-run").asString(crate.name());
        return List.of(
                crate.programs().containsKey(first)
                        ? first
                        : crate.programs().keySet().iterator().next());
    }

    private Project project(
            Tree tree,
            Crate crate,
            String program,
            boolean several,
            RustRelease release,
            RustRelease.Requirement asked) {
        String main = crate.programs().get(program);
        // A program's own file comes before the library that several programs share.
        List<String> files = new ArrayList<>(List.of(String.valueOf(main)));
        crate.sources().stream()
                .filter(file -> !crate.programs().containsValue(file))
                .forEach(files::add);
        EnvReads env = new EnvReads();
        List<HealthPaths.Route> routes = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String file : files) {
            String code = Crate.code(tree, file);
            READ.matcher(code)
                    .results()
                    .filter(m -> !m.group(1).matches("(CARGO|RUST|ROCKET)_.*"))
                    .forEach(m -> env.add(
                            m.group(1),
                            m.group(3) == null ? "" : required(m.group(2)) ? "" : m.group(3),
                            required(m.group(2)),
                            tree.place(file, m.start())));
            OPTION.matcher(code)
                    .results()
                    .forEach(m -> env.add(
                            m.group(1), m.group(2) == null ? "" : m.group(2), false, tree.place(file, m.start())));
            ROUTE.matcher(code).results().forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false)));
            Matcher here = HERE.matcher(code);
            if (LISTENS.matcher(code).find() && here.find()) {
                closed.add(file);
                notes.add(tree.place(file, here.start())
                        + ": it listens for its own machine alone; in the image it is opened to the pod's address");
            }
        }
        if (!release.enough(asked)) {
            notes.add(asked.place() + ": Rust " + asked.text() + " is asked for; Debian's " + release.number()
                    + " is tried");
        }
        boolean rocket = crate.depends("rocket");
        int port = tree.number(files, PORTS).orElse(rocket ? 8000 : 8080);
        String framework = FRAMEWORKS.entrySet().stream()
                .filter(e -> crate.depends(e.getKey()))
                .map(e -> ", " + e.getValue())
                .findFirst()
                .orElse("");
        String database = database(tree, crate);
        List<EnvVar> variables = new ArrayList<>(env.all());
        boolean sqlite = database.isEmpty() && (crate.has("libsqlite3-sys") || crate.has("rusqlite"));
        List<String> kept = List.of();
        if (sqlite) {
            variables.replaceAll(v -> v.name().equals("DATABASE_URL")
                    ? EnvVar.literal(v.name(), "sqlite://" + Sqlite.FOLDER + "/app.db?mode=rwc", true, v.evidence())
                    : v);
            kept = Sqlite.files(files, tree::text);
            notes.add(Sqlite.note(crate.file()));
        }
        Service service = new Service(
                several ? Names.label(program, "backend") : Names.service(crate.dir(), Role.BACKEND),
                Role.BACKEND,
                id(),
                "Rust " + release.number() + framework,
                crate.dir(),
                port,
                variables,
                List.of(),
                rocket && routes.isEmpty() ? Health.NONE : HealthPaths.choose(routes, ""),
                List.of(),
                List.of(crate.file(), main + " (main)"));
        RustImage image = new RustImage(tree, crate, program, release, closed, sqlite, kept);
        return new Project(service, database, Stores.uses(crate::depends, name -> crate.file()), notes, image::plan);
    }

    /** Whether the program ends if the variable is not set. */
    private static boolean required(@org.jspecify.annotations.Nullable String behind) {
        return behind != null && behind.matches("(?s)\\s*(\\.\\s*(unwrap\\b(?!_)|expect|context|map_err).*|\\?)");
    }

    private static String database(Tree tree, Crate crate) {
        if (crate.depends("tokio-postgres")
                || crate.depends("postgres")
                || crate.depends("deadpool-postgres")
                || feature(tree, crate, "postgres")) {
            return DatabaseUrls.PLAIN;
        }
        if (crate.depends("mysql_async") || crate.depends("mysql") || feature(tree, crate, "mysql")) {
            return DatabaseUrls.MYSQL;
        }
        return crate.depends("mongodb") ? MongoDb.FORM : "";
    }

    private static boolean feature(Tree tree, Crate crate, String database) {
        return crate.feature(tree, "sqlx", database)
                || crate.feature(tree, "sea-orm", "sqlx-" + database)
                || crate.feature(tree, "diesel", database)
                || crate.feature(tree, "diesel-async", database)
                || crate.feature(tree, "rocket_db_pools", "sqlx_" + database);
    }
}
