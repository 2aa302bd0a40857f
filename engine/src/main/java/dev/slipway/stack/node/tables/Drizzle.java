package dev.slipway.stack.node.tables;

import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Resources;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drizzle with Postgres. In the image, Drizzle itself applies the migrations. Without migrations, it compares the
 * database with the schema, as {@code drizzle-kit push} does.
 *
 * @param home folder of the package with the settings
 * @param settings file of drizzle-kit
 * @param schemas files with the tables
 * @param migrations folder of migrations; empty if there is none
 * @param variables that lead to the database
 * @param versions of drizzle-orm and drizzle-kit, in npm's words
 */
public record Drizzle(
        String home,
        String settings,
        List<String> schemas,
        String migrations,
        List<String> variables,
        List<String> versions)
        implements NodeTables {
    private static final String FOLDER = "/opt/drizzle";
    private static final String PROGRAM = FOLDER + "/migrate.mjs";
    private static final String MADE = LayerPaths.made("drizzle");
    private static final Pattern POSTGRES =
            Pattern.compile("dialect\\s*:\\s*[\"']postgresql[\"']|driver\\s*:\\s*[\"']pg[\"']");
    private static final Pattern SCHEMA = Pattern.compile("schema\\s*:\\s*(\\[[^]]*]|[\"'`][^\"'`]+[\"'`])");
    private static final Pattern OUT = Pattern.compile("\\bout\\s*:\\s*[\"'`]([^\"'`]+)[\"'`]");
    private static final Pattern WORD = Pattern.compile("[\"'`]([^\"'`]+)[\"'`]");

    public Drizzle {
        schemas = List.copyOf(schemas);
        variables = List.copyOf(variables);
        versions = List.copyOf(versions);
    }

    public static Optional<Drizzle> of(Tree tree, String dir, NodePackages packages) {
        if (!packages.has("drizzle-orm")) {
            return Optional.empty();
        }
        return tree.below(dir, f -> Tree.name(f).matches("drizzle(\\.\\w+)?\\.config\\.[cm]?[jt]s")).stream()
                .filter(f -> Tree.parent(f).equals(dir))
                .filter(f -> POSTGRES.matcher(JavaScriptCode.of(tree, f)).find())
                .findFirst()
                .map(file -> read(tree, dir, file, packages))
                .filter(one -> !one.migrations().isEmpty() || !one.schemas().isEmpty());
    }

    private static Drizzle read(Tree tree, String dir, String file, NodePackages packages) {
        String text = JavaScriptCode.of(tree, file);
        Matcher out = OUT.matcher(text);
        String folder = at(dir, out.find() ? out.group(1) : "drizzle");
        List<String> variables = new ArrayList<>(AddressVariables.variables(text));
        if (variables.isEmpty()) {
            variables.add(AddressVariables.USUAL);
        }
        return new Drizzle(
                dir,
                file,
                schemas(tree, dir, text),
                tree.has(folder + "/meta/_journal.json") ? folder : "",
                variables,
                List.of(version(packages, "drizzle-orm", "0.45.4"), version(packages, "drizzle-kit", "0.31.11")));
    }

    private static String at(String dir, String path) {
        return Tree.at(dir, path.replaceFirst("^(\\./)+", "").replaceFirst("/+$", ""));
    }

    private static String version(NodePackages packages, String name, String otherwise) {
        String said = packages.version(name);
        return name + "@" + (said.matches("[~^]?\\d[\\w.-]*") ? said : otherwise);
    }

    /** Files, folders and globs. */
    private static List<String> schemas(Tree tree, String dir, String settings) {
        Matcher said = SCHEMA.matcher(settings);
        if (!said.find()) {
            return List.of();
        }
        return WORD.matcher(said.group(1))
                .results()
                .map(m -> at(dir, m.group(1)))
                .flatMap(path -> {
                    PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + path);
                    return tree
                            .below(
                                    dir,
                                    f -> f.matches(".*\\.[cm]?[jt]s")
                                            && (f.equals(path)
                                                    || Tree.parent(f).equals(path)
                                                    || glob.matches(Path.of(f))))
                            .stream();
                })
                .distinct()
                .toList();
    }

    @Override
    public List<EnvVar> env() {
        return AddressVariables.env(variables, settings);
    }

    @Override
    public String evidence() {
        return settings + " (tables of Drizzle)";
    }

    @Override
    public List<Step> steps(NodePackages packages) {
        String up = LayerPaths.up(home);
        List<String> wanted = new ArrayList<>(List.of(versions.getFirst(), "pg@8"));
        if (migrations.isEmpty()) {
            wanted.add(versions.getLast());
        }
        List<String> commands = new ArrayList<>(List.of("npm install --no-save --no-audit --no-fund --omit=optional"
                + " --ignore-scripts --legacy-peer-deps --prefix " + up + MADE + " \"" + String.join("\" \"", wanted)
                + "\""));
        if (migrations.isEmpty()) {
            for (String schema : schemas) {
                String below = schema.substring(home.isEmpty() ? 0 : home.length() + 1);
                commands.add("npm exec --yes --package=" + BetterAuth.ESBUILD + " -- esbuild " + below
                        + " --bundle --platform=node --format=esm --target=node22 --log-level=error"
                        + " --external:drizzle-orm --external:pg --external:postgres --outfile=" + up + MADE
                        + "/schema/" + schemas.indexOf(schema) + ".mjs");
            }
        }
        return List.of(new Step(
                "drizzle",
                List.of("sh", "-c", String.join(" && ", commands)),
                home,
                Map.of(),
                List.of("**", Tree.at(packages.root(), "node_modules")),
                migrations.isEmpty()
                        ? List.of(MADE + "/node_modules", MADE + "/schema")
                        : List.of(MADE + "/node_modules")));
    }

    @Override
    public List<LayerPlan> layers() {
        return List.of(new LayerPlan(
                "migrations",
                List.of(
                        new Copy(MADE + "/node_modules", FOLDER + "/node_modules"),
                        migrations.isEmpty()
                                ? new Copy(MADE + "/schema", FOLDER + "/schema")
                                : new Copy(migrations, FOLDER + "/migrations")),
                List.of(new Text(PROGRAM, 0644, Resources.text(Drizzle.class, "drizzle-migrate.mjs")))));
    }

    @Override
    public List<String> migrate() {
        return AddressVariables.command(PROGRAM, variables);
    }
}
