package dev.slipway.stack.node.tables;

import dev.slipway.application.EnvVar;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The variables with which a library for tables finds its database. */
public final class AddressVariables {
    /** The variable of a database's URL if the settings name no other. */
    public static final String USUAL = "DATABASE_URL";

    private AddressVariables() {}

    /** Variables of addresses in the settings file of such a library. */
    public static Set<String> variables(String settings) {
        Set<String> names = new LinkedHashSet<>();
        Pattern.compile("\\benv\\(\\s*[\"'](\\w+)[\"']|\\benv\\.(\\w+)|\\benv\\[[\"'](\\w+)[\"']]")
                .matcher(settings)
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3))
                .filter(name -> name.matches("(?i).*UR[LI].*") && !name.matches("(?i).*SHADOW.*"))
                .forEach(names::add);
        return names;
    }

    public static List<EnvVar> env(List<String> variables, String place) {
        return variables.stream()
                .map(name -> EnvVar.of(name, Stores.value(DatabaseUrls.PLAIN), true, place))
                .toList();
    }

    /** A program that uses the first variable that is set. */
    public static List<String> command(String program, List<String> variables) {
        List<String> command = new ArrayList<>(List.of(NodeRuntime.PROGRAM, program));
        command.addAll(variables);
        return command;
    }
}
