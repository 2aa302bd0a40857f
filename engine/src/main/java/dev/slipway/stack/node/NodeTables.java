package dev.slipway.stack.node;

import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.EnvVar;
import dev.slipway.inventory.Tree;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A library of JavaScript that knows a service's tables, and what makes them before the service starts. */
sealed interface NodeTables permits Prisma, Drizzle {
    /** The variable of a database's URL where nothing names another. */
    String USUAL = "DATABASE_URL";

    /** What the library reads that the code does not show. */
    List<EnvVar> env();

    String evidence();

    /** Before the service is built. */
    List<Step> steps(NodePackages packages);

    /** What the command needs in the image. */
    List<LayerPlan> layers();

    /** Command in the image that makes the tables, or changes them, and ends; empty where there is none. */
    List<String> migrate();

    static Optional<NodeTables> of(Tree tree, String dir, NodePackages packages) {
        return Prisma.of(tree, dir, packages).map(NodeTables.class::cast).or(() -> Drizzle.of(tree, dir, packages));
    }

    /** Variables of addresses that a settings file of such a library reads. */
    static Set<String> variables(String settings) {
        Set<String> names = new LinkedHashSet<>();
        Pattern.compile("\\benv\\(\\s*[\"'](\\w+)[\"']|\\benv\\.(\\w+)|\\benv\\[[\"'](\\w+)[\"']]")
                .matcher(settings)
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3))
                .filter(name -> name.matches("(?i).*UR[LI].*") && !name.matches("(?i).*SHADOW.*"))
                .forEach(names::add);
        return names;
    }

    static List<EnvVar> env(List<String> variables, String place) {
        return variables.stream()
                .map(name -> EnvVar.of(name, Stores.value(DatabaseUrls.PLAIN), true, place))
                .toList();
    }

    /** A program that takes the first variable that is set. */
    static List<String> command(String program, List<String> variables) {
        List<String> command = new ArrayList<>(List.of(NodeRuntime.PROGRAM, program));
        command.addAll(variables);
        return command;
    }
}
