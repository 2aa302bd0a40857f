package dev.slipway.stack.php;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.EnvFile;
import dev.slipway.stack.EnvReads;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Laravel: its key, its database by {@code DB_CONNECTION}, its folders, its migrations. */
final class Laravel {
    static final String PACKAGE = "laravel/framework";

    private static final Pattern CONNECTION =
            Pattern.compile("'default'\\s*=>\\s*env\\(\\s*'DB_CONNECTION'\\s*,\\s*'(\\w+)'");
    private static final Pattern HEALTH = Pattern.compile("\\bhealth:\\s*'([^']+)'");

    /**
     * Variables that lead to a database server or to Redis. The other settings of a connection have defaults that hold.
     */
    private static final Pattern DATABASE = Pattern.compile("DB_(HOST|PORT|DATABASE|USERNAME|PASSWORD)");

    private static final Pattern SERVER =
            Pattern.compile("(DB|DATABASE|REDIS|MEMCACHED|MAIL|BEANSTALKD|PUSHER|REVERB)_.*");

    private static final List<String> FOLDERS = List.of(
            "bootstrap/cache",
            "storage/app/public",
            "storage/framework/cache/data",
            "storage/framework/sessions",
            "storage/framework/views",
            "storage/logs");

    /** Variables that the image sets. */
    private static final Set<String> DECIDED =
            Set.of("APP_ENV", "APP_DEBUG", "APP_KEY", "LOG_CHANNEL", "DB_CONNECTION", "APP_PREVIOUS_KEYS");

    private final Tree tree;
    private final String dir;
    private final Composer composer;
    private final PhpCode code;

    Laravel(Tree tree, String dir, Composer composer, PhpCode code) {
        this.tree = tree;
        this.dir = dir;
        this.composer = composer;
        this.code = code;
    }

    /** The database of its settings: {@code sqlite}, {@code pgsql}, {@code mysql} or {@code mariadb}. */
    String connection() {
        Optional<String> example = example().stream()
                .filter(line ->
                        line.name().equals("DB_CONNECTION") && !line.value().isBlank())
                .map(EnvFile.Variable::value)
                .findFirst();
        return example.orElseGet(() -> {
            Matcher named = CONNECTION.matcher(code.text(Tree.at(dir, "config/database.php")));
            return named.find() ? named.group(1) : "sqlite";
        });
    }

    private List<EnvFile.Variable> example() {
        return EnvFile.of(tree.text(Tree.at(dir, ".env.example")));
    }

    /** The variables that an operator may want to set, out of the hundred that its settings read. */
    EnvReads reads() {
        EnvReads reads = new EnvReads();
        reads.add(EnvVar.literal("APP_KEY", "", true, Tree.at(dir, "config/app.php")));
        Set<String> named = example().stream().map(EnvFile.Variable::name).collect(Collectors.toSet());
        boolean server = !connection().equals("sqlite");
        boolean redis = composer.requires("predis/predis") || composer.requires("ext-redis");
        for (EnvVar read : code.reads("").all()) {
            String name = read.name();
            boolean settings = read.evidence().startsWith(Tree.at(dir, "config/"));
            boolean wanted = DATABASE.matcher(name).matches()
                    ? server
                    : name.startsWith("REDIS_")
                            ? redis
                            : !SERVER.matcher(name).matches() && (!settings || named.contains(name));
            if (wanted && !DECIDED.contains(name)) {
                reads.add(read);
            }
        }
        return reads;
    }

    Framework framework() {
        Map<String, String> env = new TreeMap<>(Map.of(
                "APP_ENV", "production", "APP_DEBUG", "false", "LOG_CHANNEL", "stderr", "DB_CONNECTION", connection()));
        List<String> begin = new ArrayList<>(List.of(
                "foreach (['" + String.join("', '", FOLDERS) + "'] as $folder) {",
                "    is_dir($folder) || mkdir($folder, 0750, true);",
                "}",
                "$key = (string) getenv('APP_KEY');",
                "// The cipher takes 32 bytes; a generated secret is longer.",
                "if (!str_starts_with($key, 'base64:') && strlen($key) !== 32) {",
                "    putenv('APP_KEY=base64:' . base64_encode(hash('sha256', $key, true)));",
                "}"));
        if (connection().equals("sqlite")) {
            String file = Sqlite.FOLDER + "/database.sqlite";
            env.put("DB_DATABASE", file);
            begin.add("touch('" + file + "');");
        }
        Matcher health = HEALTH.matcher(code.text(Tree.at(dir, "bootstrap/app.php")));
        String path = health.find() ? health.group(1) : "";
        return new Framework(
                "Laravel" + composer.shown(PACKAGE),
                List.of("artisan package:discover"),
                List.of("storage", "bootstrap/cache"),
                FOLDERS,
                begin,
                env,
                List.of("artisan", "migrate", "--force"),
                new Health(path, path, "", ""),
                List.of(),
                true);
    }
}
