package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Resources;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * FerretDB 1.24. It serves programs that ask for MongoDB, which is neither in Debian nor free software. It keeps its
 * data in SQLite, so one program and one volume are enough.
 */
public final class MongoDb implements Store {
    public static final String ID = "mongodb";
    public static final String FORM = "mongodb" + DatabaseUrls.REST;

    private static final List<String> DRIVERS = List.of(
            "mongoose",
            "mongodb",
            "@nestjs/mongoose",
            "connect-mongo",
            "pymongo",
            "motor",
            "beanie",
            "mongoengine",
            "flask-pymongo",
            "odmantic");
    private static final Pattern URL =
            Pattern.compile("MONGO(DB)?|(.*_)?MONGO(DB)?(_\\w+)?_(UR[LI]|DSN|CONN\\w*|STRING)|ATLAS_UR[LI]"
                    + "|(DB|DATABASE)_(CONN\\w*|STRING|LINK)|CONNECTION_(STRING|UR[LI])");
    private static final Pattern GIVEN = Pattern.compile("mongodb(\\+srv)?://.*");
    private static final Pattern SCHEMES = Pattern.compile("mongodb");
    private static final Pattern CLIENT = Pattern.compile("(?i)mongo");
    private static final int PORT = 27017;
    private static final String VERSION = "1.24.2";
    private static final String PROGRAM = "/usr/local/bin/ferretdb";
    private static final String DATA = "/var/lib/ferretdb";
    private static final String PASSWORD = "FERRETDB_SETUP_PASSWORD";
    private static final String FOLDER = LayerPaths.made("mongodb");
    private static final String SHELL = LayerPaths.made("mongosh");
    /** Compressed megabytes, with MongoDB's shell and Node.js. */
    private static final int WITH_SHELL = 220;

    private static final String MADE = FOLDER + "/ferretdb";
    /** FerretDB does not start without the file with its version, which only its authors' own build makes. */
    private static final String COMPILE = """
            set -e
            rm -rf %1$s
            mkdir -p %1$s
            cd %1$s
            cp -r "$(go mod download -json github.com/FerretDB/FerretDB@v%2$s | sed -n 's/.*"Dir": "\\(.*\\)",$/\\1/p')" source
            chmod -R u+w source
            echo v%2$s > source/build/version/version.txt
            cd source
            go build -trimpath -buildvcs=false -tags ferretdb_no_postgresql -ldflags '-s -w' -o ../ferretdb ./cmd/ferretdb
            """.formatted(FOLDER, VERSION);

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String standsInFor() {
        return "MongoDB";
    }

    @Override
    public String variable() {
        return "MONGODB_URI";
    }

    @Override
    public Profile profile() {
        return Store.super.profile().withTools(new Profile.Tool("go", "golang-go"));
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return database(
                tree,
                evidence,
                "FerretDB 1.24",
                PORT,
                new AccountVariables("FERRETDB_SETUP_DATABASE", PASSWORD, "FERRETDB_SETUP_USERNAME"));
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "mongo(?:db)?|ferretdb";
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    @Override
    public String nowhere() {
        return "mongodb://localhost:27017/none";
    }

    @Override
    public boolean admits(String password) {
        return true;
    }

    /** FerretDB creates a database at its start only for a user. Without one, clients create what they use. */
    @Override
    public boolean owned(String password) {
        return !password.isEmpty();
    }

    @Override
    public Keeping keeping() {
        return new Keeping(ID, DATA, List.of(PROGRAM, "ping"), "nc.openbsd -z -w 2 @host@ @port@", "");
    }

    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.ping(PROGRAM + " ping", "", access.port());
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        boolean password = service.env().stream().anyMatch(v -> v.name().equals(PASSWORD));
        List<String> scripts = scripts(tree).files();
        List<String> packages = new ArrayList<>(List.of("coreutils", "dash", "netcat-openbsd"));
        List<Step> steps = new ArrayList<>(List.of(new Step(
                "compile",
                List.of("sh", "-c", COMPILE),
                "",
                Map.of("CGO_ENABLED", "0", "GOFLAGS", ""),
                List.of(),
                List.of(MADE))));
        List<LayerPlan> layers = new ArrayList<>(List.of(new LayerPlan("code", List.of(new Copy(MADE, PROGRAM)))));
        if (!scripts.isEmpty()) {
            packages.add("nodejs");
            steps.add(new Step(
                    "shell",
                    List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", SHELL, "mongosh@2"),
                    "",
                    Map.of(),
                    List.of(),
                    List.of(SHELL)));
            layers.addFirst(new LayerPlan("dependencies", List.of(new Copy(SHELL, "/usr/local/lib/mongosh"))));
            layers.add(new LayerPlan(
                    "scripts",
                    scripts.stream()
                            .map(file -> new Copy(file, StoreScripts.FOLDER + "/" + Tree.name(file)))
                            .toList(),
                    List.of(
                            new Text(program(), 0755, Resources.text(Store.class, "start-" + ID + ".sh")),
                            new Text(StoreScripts.SHARED, 0644, Resources.text(Store.class, "store.sh")))));
        }
        return new BuildPlan(
                        "trixie",
                        packages,
                        List.of(),
                        scripts,
                        steps,
                        layers,
                        new RunConfig(
                                List.of(scripts.isEmpty() ? PROGRAM : program()),
                                Map.of(
                                        "FERRETDB_DEBUG_ADDR",
                                        "-",
                                        "FERRETDB_HANDLER",
                                        "sqlite",
                                        "FERRETDB_LISTEN_ADDR",
                                        ":" + PORT,
                                        "FERRETDB_LOG_LEVEL",
                                        "warn",
                                        "FERRETDB_SQLITE_URL",
                                        "file:" + DATA + "/",
                                        "FERRETDB_STATE_DIR",
                                        DATA,
                                        "FERRETDB_TELEMETRY",
                                        "disable",
                                        "FERRETDB_TEST_ENABLE_NEW_AUTH",
                                        String.valueOf(password)),
                                DATA,
                                LayerPaths.NONROOT,
                                PORT,
                                List.of("/tmp", DATA)))
                .with(scripts.isEmpty() ? profile() : profile().withBudget(WITH_SHELL));
    }

    @Override
    public StoreScripts scripts(Tree tree) {
        return StoreScripts.of(tree, "mongo", ".js");
    }

    /** The form of its URL for a service with a driver; empty for a service without one. */
    public static String url(Predicate<String> has) {
        return DRIVERS.stream().anyMatch(has) ? FORM : "";
    }

    @Override
    public Optional<Value.OfStore> leads(EnvVar variable, String form) {
        boolean url = GIVEN.matcher(variable.text()).matches()
                || URL.matcher(variable.name().toUpperCase(Locale.ROOT)).matches();
        return url
                ? Optional.of(DatabaseVariables.url(ID, variable, form))
                : DatabaseVariables.value(ID, variable, form);
    }
}
