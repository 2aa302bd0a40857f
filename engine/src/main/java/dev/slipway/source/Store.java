package dev.slipway.source;

import dev.slipway.source.BuildPlan.Copy;
import dev.slipway.source.BuildPlan.LayerPlan;
import dev.slipway.source.BuildPlan.RunConfig;
import dev.slipway.source.BuildPlan.Text;
import dev.slipway.source.EnvVar.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that keeps others' data: it has no source, other services' need of it brings it in. */
interface Store extends Stack {
    @Override
    default Optional<Found> detect(Tree tree, String dir) {
        return Optional.empty();
    }

    /** Its name is the stack's. @param evidence who needs it */
    Service service(Tree tree, List<String> evidence);

    /** What it is called where it stands in for another; empty where it is what was asked for. */
    default String standsIn() {
        return "";
    }

    /** What of the application's is run when the data is made. */
    default StoreScripts scripts(Tree tree) {
        return new StoreScripts(List.of(), "");
    }

    /** The program that starts it: {@code start-ID.sh} beside this class. */
    default String program() {
        return "/usr/local/bin/start-" + id();
    }

    /** The variables by which a database is made, in the order of their names. */
    default List<EnvVar> owned(Tree tree, String database, String password, String user, String evidence) {
        String name = scripts(tree).database();
        return List.of(
                new EnvVar(database, Kind.DATABASE_URL, name.isEmpty() ? "{database}" : name, true, evidence),
                new EnvVar(password, Kind.DATABASE_URL, "{password}", true, evidence),
                new EnvVar(user, Kind.DATABASE_URL, "{user}", true, evidence));
    }

    /** Packages of Debian with the start program in a layer above them. */
    default BuildPlan plan(Tree tree, List<String> packages, List<String> without, RunConfig run) {
        List<String> scripts = scripts(tree).files();
        Text program = new Text(program(), 0755, Resources.text("start-" + id() + ".sh"));
        List<Text> texts = new ArrayList<>(List.of(program));
        if (program.content().contains(StoreScripts.SHARED)) {
            texts.add(new Text(StoreScripts.SHARED, 0644, Resources.text("store.sh")));
        }
        List<Copy> copies = scripts.stream()
                .map(file -> new Copy(file, StoreScripts.FOLDER + "/" + Tree.name(file)))
                .toList();
        return new BuildPlan(
                "trixie", packages, without, scripts, List.of(), List.of(new LayerPlan("code", copies, texts)), run);
    }
}
