package dev.slipway.stack.php;

import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.EnvFile;
import dev.slipway.stack.EnvReads;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Symfony: its secret, Doctrine's database, its folders, its migrations. */
final class Symfony {
    static final String PACKAGE = "symfony/framework-bundle";

    private static final String CONSOLE = "bin/console";
    private static final String MIGRATIONS = "doctrine/doctrine-migrations-bundle";
    private static final Pattern READ = Pattern.compile("%env\\((?:[\\w]+:)*([A-Z][A-Z0-9_]+)\\)%");

    private final Tree tree;
    private final String dir;
    private final Composer composer;
    private final PhpCode code;

    Symfony(Tree tree, String dir, Composer composer, PhpCode code) {
        this.tree = tree;
        this.dir = dir;
        this.composer = composer;
        this.code = code;
    }

    /** {@code sqlite}, {@code pgsql} or {@code mysql}; empty if it uses no database. */
    String connection() {
        if (!composer.requires("doctrine/orm")
                && !composer.requires("doctrine/dbal")
                && !composer.requires("doctrine/doctrine-bundle")) {
            return "";
        }
        // Its .env is committed with defaults for everybody. Only the scheme is read from it.
        String url = EnvFile.of(tree.text(Tree.at(dir, ".env"))).stream()
                .filter(line -> line.name().equals("DATABASE_URL"))
                .map(EnvFile.Variable::value)
                .findFirst()
                .orElse("");
        return url.startsWith("sqlite") ? "sqlite" : DatabaseUrls.mysql(url) ? "mysql" : "pgsql";
    }

    EnvReads reads() {
        EnvReads reads = new EnvReads();
        reads.addAll(code.reads("").all());
        for (String file : tree.below(Tree.at(dir, "config"), f -> f.matches(".*\\.(ya?ml|php)"))) {
            READ.matcher(tree.text(file).replaceAll("(?m)^\\s*#.*$", ""))
                    .results()
                    .filter(m -> !m.group(1).matches("APP_(ENV|DEBUG)"))
                    .filter(m ->
                            !m.group(1).equals("DATABASE_URL") || !connection().equals("sqlite"))
                    .forEach(m -> reads.add(EnvVar.literal(
                            m.group(1), given(m.group(1)), m.group(1).equals("APP_SECRET"), file)));
        }
        return reads;
    }

    /** Symfony's own default of a variable that needs one. Settings with an unset variable would end every request. */
    private static String given(String name) {
        return switch (name) {
            case "MESSENGER_TRANSPORT_DSN" -> "doctrine://default?auto_setup=0";
            case "MAILER_DSN" -> "null://null";
            case "DEFAULT_URI" -> "http://localhost";
            default -> "";
        };
    }

    Framework framework(String release) {
        Map<String, String> env = new TreeMap<>(Map.of("APP_ENV", "prod", "APP_DEBUG", "0"));
        if (connection().equals("sqlite")) {
            env.put("DATABASE_URL", "sqlite:///" + Sqlite.FOLDER + "/app.db");
        }
        List<String> built = new ArrayList<>();
        if (composer.requires("symfony/asset-mapper")) {
            built.add(CONSOLE + " asset-map:compile");
        }
        boolean migrates = composer.requires(MIGRATIONS)
                && !tree.below(Tree.at(dir, "migrations")).isEmpty();
        return new Framework(
                "Symfony" + composer.shown(PACKAGE),
                built,
                List.of("var"),
                List.of("var"),
                List.of(
                        "is_dir('var') || mkdir('var', 0750, true);",
                        "$warm = proc_open(['/usr/bin/php" + release + "', '" + CONSOLE
                                + "', 'cache:warmup', '--quiet', '--no-optional-warmers'], [], $pipes);",
                        "if (proc_close($warm) !== 0) {",
                        "    exit(1);",
                        "}"),
                env,
                migrates
                        ? List.of(CONSOLE, "doctrine:migrations:migrate", "--no-interaction", "--allow-no-migration")
                        : List.of(),
                Health.NONE,
                List.of(new Text(
                        LayerPaths.APP + "/.env.local.php",
                        0644,
                        "<?php\nreturn ['APP_ENV' => 'prod', 'APP_DEBUG' => '0'];\n")),
                true);
    }
}
