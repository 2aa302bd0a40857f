package dev.slipway.stack.go;

import dev.slipway.application.Protocol;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MongoDb;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Go program: a main function, and the code of the tree that it uses.
 *
 * @param folder with the main function
 * @param files its own, and those of the packages that it imports
 */
record GoProgram(SourceModule module, String folder, List<GoFile> files) {
    /** Names of the frameworks by the paths of their modules. */
    private static final Map<String, String> FRAMEWORKS = new TreeMap<>(Map.of(
            "github.com/gin-gonic/gin", "Gin",
            "github.com/go-chi/chi", "chi",
            "github.com/gofiber/fiber", "Fiber",
            "github.com/gorilla/mux", "Gorilla",
            "github.com/labstack/echo", "Echo",
            "google.golang.org/grpc", "gRPC"));

    private static final List<String> POSTGRES = List.of(
            "github.com/jackc/pgx",
            "github.com/lib/pq",
            "gorm.io/driver/postgres",
            "github.com/go-pg/pg",
            "github.com/uptrace/bun/driver/pgdriver");
    private static final List<String> MYSQL = List.of(
            "github.com/go-sql-driver/mysql", "gorm.io/driver/mysql", "github.com/uptrace/bun/dialect/mysqldialect");
    private static final List<String> SQLITE = List.of(
            "github.com/mattn/go-sqlite3",
            "modernc.org/sqlite",
            "gorm.io/driver/sqlite",
            "github.com/glebarez/sqlite",
            "github.com/ncruces/go-sqlite3");
    private static final String MONGODB = "go.mongodb.org/mongo-driver";
    private static final String GRPC = "google.golang.org/grpc";

    private static final Pattern HTTP = Pattern.compile("\\bListenAndServe(?:TLS)?\\(|\\bhttp\\.Serve(?:TLS)?\\(");
    private static final Pattern RUNS = Pattern.compile("\\.(?:Run|Start|Listen)(?:TLS)?\\(");
    private static final Pattern SOCKET = Pattern.compile("\\b(?:net|tls)\\.Listen(?:TCP)?\\(");
    private static final Pattern SERVES = Pattern.compile("\\.Serve(?:TLS)?\\(");
    private static final Pattern CALLS = Pattern.compile("\\bgrpc\\.NewServer\\(");
    private static final Pattern HEALTH_OF_CALLS = Pattern.compile("\\bRegisterHealthServer\\(");

    private static final Pattern READ = Pattern.compile(
            "(\\bos\\.(?:Getenv|LookupEnv)|\\b\\w*(?i:env)\\w*)\\(\\s*(?:&?[\\w.]+\\s*,\\s*)?\"([A-Z][A-Z0-9_]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");
    /** Matches {@code `env:"PORT" envDefault:"8080"`} in structs, of either library for it. */
    private static final Pattern TAG =
            Pattern.compile("`[^`\\n]*\\b(?:env|envconfig):\"([A-Z][A-Z0-9_]+)([,\"])([^`\\n]*)`");

    private static final Pattern TAGGED_DEFAULT = Pattern.compile("\\b(?:envDefault|default|env-default):\"([^\"]*)\"");
    private static final Pattern NEEDED = Pattern.compile(
            "(?s)\\)?\\s*(?:;|\\n).{0,80}?== \"\"\\s*\\{\\s*(?:log\\.(?:Fatal|Panic)|panic\\(|os\\.Exit)");

    /** Distance in characters behind a variable within which the code may end the program if it is empty. */
    private static final int NEAR = 160;

    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*,\\s*\":?(\\d{2,5})\""),
            Pattern.compile("`[^`\\n]*\"PORT\"[^`\\n]*(?i:default):\":?(\\d{2,5})\""),
            Pattern.compile("(?i)\"[\\w.-]*port\"\\s*,\\s*\"?:?(\\d{2,5})\\b"),
            Pattern.compile("(?i)port\\w*\\s*(?:string|int)?\\s*:?=\\s*\"?:?(\\d{2,5})\\b"),
            Pattern.compile("(?i)addr\\w*\"?\\s*(?::=|[=:,])\\s*\"[\\w.]*:(\\d{2,5})\""),
            Pattern.compile("(?:ListenAndServe(?:TLS)?|\\.(?:Run|Start|Listen))\\(\\s*\"[\\w.]*:(\\d{2,5})\""),
            Pattern.compile("\"(?:0\\.0\\.0\\.0)?:(\\d{2,5})\""));
    private static final Pattern ROUTE =
            Pattern.compile("\\b(?:GET|Get|HandleFunc|Handle)\\(\\s*\"(?:GET )?(/[\\w/-]+)\"");

    static GoProgram of(SourceModule module, String folder) {
        return new GoProgram(module, folder, module.program(folder));
    }

    private boolean uses(String path) {
        return files.stream().anyMatch(f -> f.imports(path));
    }

    private boolean has(Pattern pattern) {
        return files.stream().anyMatch(f -> pattern.matcher(f.code()).find());
    }

    /** The protocol of its port. HTTP without a route beside gRPC is only for operators. */
    Protocol protocol() {
        if (calls() && !routed()) {
            return Protocol.GRPC;
        }
        return http() ? Protocol.HTTP : calls() ? Protocol.GRPC : Protocol.TCP;
    }

    private boolean routed() {
        return FRAMEWORKS.keySet().stream().anyMatch(f -> !f.equals(GRPC) && uses(f));
    }

    private boolean http() {
        return has(HTTP) || routed() && has(RUNS) || uses("net/http") && has(SERVES);
    }

    /** Whether it serves gRPC. */
    private boolean calls() {
        return has(CALLS) && uses(GRPC);
    }

    boolean healthOfCalls() {
        return has(HEALTH_OF_CALLS);
    }

    /** Whether it listens on any port. */
    boolean listens() {
        return http() || calls() || has(SOCKET);
    }

    String framework() {
        return FRAMEWORKS.entrySet().stream()
                .filter(e -> uses(e.getKey()))
                .filter(e -> !e.getKey().equals(GRPC) || calls())
                .map(e -> ", " + e.getValue())
                .findFirst()
                .orElse("");
    }

    /** The variables that its code reads. */
    EnvReads env() {
        EnvReads env = new EnvReads();
        for (GoFile file : files) {
            Matcher read = READ.matcher(file.code());
            while (read.find()) {
                boolean required = read.group(1).matches("(?i).*(must|require).*")
                        || NEEDED.matcher(file.code())
                                .region(
                                        read.end(),
                                        Math.min(read.end() + NEAR, file.code().length()))
                                .lookingAt();
                env.add(read.group(2), told(file, read), required, place(file, read.start()));
            }
            TAG.matcher(file.code()).results().forEach(m -> {
                Matcher given = TAGGED_DEFAULT.matcher(m.group(3));
                boolean required = m.group(2).equals(",") && m.group(3).matches("(required|notEmpty)\\b.*")
                        || m.group(3).contains("required:\"true\"");
                env.add(m.group(1), given.find() ? given.group(1) : "", required, place(file, m.start()));
            });
        }
        return env;
    }

    private String place(GoFile file, int at) {
        return module.tree().place(file.path(), at);
    }

    /** The default of a variable: beside its name, or in the following lines that replace an empty text. */
    private static String told(GoFile file, Matcher read) {
        if (read.group(3) != null) {
            return read.group(3);
        }
        String before = file.code().substring(Math.max(0, read.start() - 40), read.start());
        Matcher name = Pattern.compile("(\\w+)(?:\\s*,\\s*\\w+)?\\s*:?=\\s*$").matcher(before);
        if (!name.find()) {
            return "";
        }
        String variable = Pattern.quote(name.group(1));
        Matcher given = Pattern.compile("\\)\\s*;?\\s*(?:if\\s+)?(?:" + variable + "\\s*==\\s*\"\"|!\\w+|len\\("
                        + variable + "\\)\\s*==\\s*0)\\s*\\{\\s*" + variable + "\\s*=\\s*\"([^\"\\n]*)\"")
                .matcher(file.code());
        return given.region(read.end(), file.code().length()).lookingAt() ? given.group(1) : "";
    }

    List<HealthPaths.Route> routes() {
        List<HealthPaths.Route> routes = new ArrayList<>();
        files.forEach(f ->
                ROUTE.matcher(f.code()).results().forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false))));
        return routes;
    }

    /** The port that its code names. */
    OptionalInt port() {
        for (Pattern pattern : PORTS) {
            for (GoFile file : files) {
                Matcher matcher = pattern.matcher(file.code());
                while (matcher.find()) {
                    int port = Integer.parseInt(matcher.group(1));
                    if (port > 0 && port < 65536) {
                        return OptionalInt.of(port);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    boolean sqlite() {
        return SQLITE.stream().anyMatch(this::uses);
    }

    /**
     * The form of its database's URL; empty if it has no driver, or if it may also keep its data in SQLite, which needs
     * no URL.
     */
    String database() {
        if (sqlite()) {
            return "";
        }
        // lib/pq requires TLS unless the URL says otherwise.
        return POSTGRES.stream().anyMatch(this::uses)
                ? DatabaseUrls.PLAIN + "?sslmode=disable"
                : MYSQL.stream().anyMatch(this::uses) ? DatabaseUrls.MYSQL_OF_GO : uses(MONGODB) ? MongoDb.FORM : "";
    }

    /** The stores beside its database for which it imports a library. */
    List<StoreUse> stores() {
        return Stores.uses(this::uses, path -> library(path).orElse(path));
    }

    private Optional<String> library(String path) {
        return files.stream()
                .filter(f -> f.imports(path))
                .map(f -> place(f, f.code().indexOf(path)))
                .findFirst();
    }

    List<String> paths() {
        return files.stream().map(GoFile::path).toList();
    }

    /** The file with the main function. */
    String main() {
        return files.stream()
                .filter(f -> Tree.parent(f.path()).equals(folder) && f.main())
                .map(GoFile::path)
                .findFirst()
                .orElse(folder);
    }
}
