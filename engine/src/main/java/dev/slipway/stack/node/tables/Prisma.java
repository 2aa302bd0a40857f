package dev.slipway.stack.node.tables;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.stack.node.source.PrismaSchemas;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prisma. Its client is generated before the build. In the image, Prisma's own engine applies the migrations to
 * Postgres, or the schema if there are none. If the engines of a client cannot be fetched, a client without engines is
 * generated.
 *
 * @param home folder of the package with the schema
 * @param schema file, or folder of files, relative to the application's root
 * @param migrations folder of migrations, relative to the application's root; empty if there is none
 * @param variables that lead to the database, the one for migrations first
 * @param postgres whether that is its database
 * @param place of the schema's datasource
 */
public record Prisma(
        String home, String schema, String migrations, List<String> variables, boolean postgres, String place)
        implements NodeTables {
    /**
     * A note if the client works without engines that could not be fetched. The script leaves its version in the file.
     */
    public static final Finding WITHOUT_ENGINES = new Finding(
            LayerPaths.made("prisma-engineless.txt"),
            "engines",
            "R7",
            "Prisma has its engines",
            "binaries.prisma.sh was not reached when it was built: {content} works without engines, over"
                    + " @prisma/adapter-pg",
            "nothing; or take Prisma 7, which has none, or build where the address is reached");

    private static final String FOLDER = "/opt/prisma";
    private static final String PROGRAM = FOLDER + "/migrate.mjs";
    private static final String MADE = LayerPaths.made("prisma");
    private static final String ENGINE = "@prisma/schema-engine-wasm@7.10.0-7.561d7b42579a2459cc8edf3788918b626c640023";
    private static final String ADAPTER = "@prisma/adapter-pg@7.10.1";
    private static final String GENERATE = Resources.script(Prisma.class, "prisma-generate.js");

    private static final Pattern POSTGRES = Pattern.compile("provider\\s*=\\s*\"postgres(ql)?\"");
    private static final Pattern ADDRESS =
            Pattern.compile("(?m)^\\s*(url|directUrl)\\s*=\\s*env\\(\\s*\"(\\w+)\"\\s*\\)");

    public Prisma {
        variables = List.copyOf(variables);
    }

    /** The schema of the service in a folder, or of the workspace's package on which it depends. */
    public static Optional<Prisma> of(Tree tree, String dir, NodePackages packages) {
        Optional<Prisma> own = packages.has("@prisma/client") || packages.has("prisma")
                ? in(tree, dir).or(() -> in(tree, packages.root()))
                : Optional.empty();
        return own.or(() -> in(tree, packages.root())
                .filter(prisma -> !prisma.home().equals(dir))
                .filter(prisma -> NodePackages.of(tree, prisma.home())
                        .filter(p -> packages.has(p.name()))
                        .isPresent()));
    }

    private static Optional<Prisma> in(Tree tree, String folder) {
        return PrismaSchemas.of(tree, folder).map(file -> read(tree, file));
    }

    private static Prisma read(Tree tree, String file) {
        String home = Tree.parent(file);
        while (!home.isEmpty() && !tree.has(Tree.at(home, "package.json"))) {
            home = Tree.parent(home);
        }
        String folder = Tree.parent(file);
        boolean several = tree.below(folder, f -> f.endsWith(".prisma")).size() > 1 && !folder.equals(home);
        String text = tree.text(file);
        Set<String> variables = new LinkedHashSet<>();
        for (String key : List.of("directUrl", "url")) {
            ADDRESS.matcher(text).results().filter(m -> m.group(1).equals(key)).forEach(m -> variables.add(m.group(2)));
        }
        if (variables.isEmpty()) {
            String at = home;
            tree.below(home, f -> f.matches(Pattern.quote(Tree.at(at, "prisma.config.")) + "[cm]?[jt]s"))
                    .forEach(config -> variables.addAll(AddressVariables.variables(JavaScriptCode.of(tree, config))));
        }
        if (variables.isEmpty()) {
            variables.add(AddressVariables.USUAL);
        }
        String migrations = List.of(Tree.at(folder, "migrations"), Tree.at(Tree.parent(folder), "migrations")).stream()
                .filter(at -> !tree.below(at, f -> f.endsWith("/migration.sql")).isEmpty())
                .findFirst()
                .orElse("");
        return new Prisma(
                home,
                several ? folder : file,
                migrations,
                List.copyOf(variables),
                PrismaSchemas.SOURCE
                        .matcher(text)
                        .results()
                        .anyMatch(m -> POSTGRES.matcher(m.group(1)).find()),
                tree.place(file, Math.max(0, text.indexOf("datasource"))));
    }

    @Override
    public List<EnvVar> env() {
        return postgres ? AddressVariables.env(variables, place) : List.of();
    }

    @Override
    public String evidence() {
        return place + (postgres ? " (tables of Prisma)" : " (client of Prisma)");
    }

    @Override
    public List<Step> steps(NodePackages packages) {
        String up = home.isEmpty() ? "." : LayerPaths.up(home).replaceAll("/$", "");
        String below = schema.substring(home.isEmpty() ? 0 : home.length() + 1);
        Step generate = new Step(
                        "prisma",
                        List.of(
                                "sh",
                                "-c",
                                "made=\"$(cd " + up + " && pwd)/" + BuildPlan.MADE
                                        + "\" && mkdir -p \"$made\" && node -e '" + GENERATE + "' " + below + " "
                                        + variables.getLast() + " \"$made\""),
                        home,
                        postgres
                                ? variables.stream().collect(Collectors.toMap(v -> v, v -> Stores.POSTGRES.nowhere()))
                                : Map.of(),
                        List.of(
                                "**/*.prisma",
                                "*.prisma",
                                "**/prisma.config.*",
                                "prisma.config.*",
                                Tree.at(packages.root(), "node_modules")),
                        List.of())
                // It fetches the engines, or the adapter that replaces them.
                .fetching();
        Step engine = new Step(
                "prisma-engine",
                List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", MADE, ENGINE, ADAPTER),
                "",
                Map.of(),
                List.of(),
                List.of(MADE + "/node_modules"));
        return postgres ? List.of(generate, engine) : List.of(generate);
    }

    @Override
    public List<LayerPlan> layers() {
        if (!postgres) {
            return List.of();
        }
        String at = FOLDER + "/schema";
        List<Copy> copies = new ArrayList<>(List.of(
                new Copy(MADE + "/node_modules", FOLDER + "/node_modules"),
                new Copy(schema, schema.endsWith(".prisma") ? at + "/schema.prisma" : at)));
        if (!migrations.isEmpty()) {
            copies.add(new Copy(migrations, FOLDER + "/migrations"));
        }
        return List.of(new LayerPlan(
                "migrations",
                copies,
                List.of(new Text(PROGRAM, 0644, Resources.text(Prisma.class, "prisma-migrate.mjs")))));
    }

    @Override
    public List<String> migrate() {
        return postgres ? AddressVariables.command(PROGRAM, variables) : List.of();
    }

    /** Prisma's engines are linked with OpenSSL. */
    public static boolean usesOpenSsl(NodePackages packages, Optional<NodeTables> tables) {
        return packages.has("@prisma/client")
                || tables.filter(Prisma.class::isInstance).isPresent();
    }
}
