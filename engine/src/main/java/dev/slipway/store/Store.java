package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Resources;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A server that keeps other services' data. It has no source: services that need it bring it in. */
public interface Store {
    /** The name of its service, and of its start program. */
    String id();

    /** The port on which it listens, and on which its clients look for it. */
    int port();

    /** The plan of its image. @param service as the application has it */
    BuildPlan plan(Tree tree, Service service);

    /** The server as a service. @param evidence who needs it */
    Service service(Tree tree, List<String> evidence);

    /** How Kubernetes runs and asks it. */
    Keeping keeping();

    /** The question by which the smoke test sees that it serves. */
    StoreQuestion question(StoreQuestion.Access access);

    /** Schemes of URLs that lead to it, without a driver behind a {@code +}. */
    Pattern schemes();

    /** Names of images that are this server, without their registry and tag, as alternatives of a regular expression. */
    String images();

    /** The user whom its usual image makes where nobody names one; empty for none. */
    default String superuser() {
        return "";
    }

    /** Whether its usual image calls a database as its user, where nobody names one. */
    default boolean userNamesDatabase() {
        return false;
    }

    /** Code that gives an address to the store's client field by field. */
    Pattern client();

    /** The role of its service. A program uses one store of the role {@code DATABASE}. */
    default Role role() {
        return Role.DATABASE;
    }

    /**
     * Whether its server has a user, a password and a database of its own, in a Secret of its own. A store without them shares
     * a {@link #secret}, or lets in everybody whom the network lets through.
     */
    default boolean accounts() {
        return true;
    }

    /**
     * Names of libraries that connect to it, in all languages: packages, artifacts, modules. A database has none here, because
     * a stack has to know its driver's dialect.
     */
    default List<String> libraries() {
        return List.of();
    }

    /** The form of its URL that a library takes, where nothing says otherwise. */
    default String form() {
        return DatabaseUrls.PLAIN;
    }

    /** The user or database that everybody gives who uses a store without {@link #accounts}; empty for none. */
    default String common(Value.Part part) {
        return "";
    }

    /** The secret that it shares with its users; empty if it has credentials of its own. */
    default Optional<String> secret() {
        return Optional.empty();
    }

    /**
     * The part of this store's address that a variable stands for; empty if the variable does not lead there.
     *
     * @param variable of a program that has a library for the store
     * @param form of the URL that the library takes
     */
    default Optional<Value.OfStore> leads(EnvVar variable, String form) {
        return DatabaseVariables.value(id(), variable, form);
    }

    /**
     * A note on a program that has a library for the store, while neither a variable nor an address in its code leads
     * there; empty for none.
     *
     * @param library with its place
     */
    default String unreached(Service service, String library) {
        return standsInFor().isEmpty()
                ? ""
                : service.name() + " has a library for " + standsInFor()
                        + ", and no variable of it leads to one: it is not brought up (read " + variable()
                        + " from the environment, or DB_HOST, DB_USER, DB_PASSWORD and DB_NAME, then it is)";
    }

    /**
     * The form of a URL that leads to it.
     *
     * @param scheme as its author writes it, perhaps with {@code jdbc:} before it
     * @param credentials whether the URL names a user and a password
     * @param path behind the host, without a slash; empty where there is none
     */
    default String urlForm(String scheme, boolean credentials, String path) {
        return scheme + "://" + (credentials ? "{user}:{password}@" : "") + "{host}:{port}/{database}";
    }

    /** A URL that leads to no store, as a stand-in; empty if none is needed. */
    default String nowhere() {
        return "";
    }

    /** Whether the deployed store accepts a user with this password from the code; empty for no password. */
    default boolean admits(String password) {
        return !password.isEmpty();
    }

    /** Whether it is created with a user of its own. @param password that the code gives; empty for none */
    default boolean owned(String password) {
        return true;
    }

    /**
     * Whether the code has to name the client close to the address, because other servers' addresses have the same
     * fields.
     */
    default boolean named() {
        return false;
    }

    /**
     * The server, and its users as they have to be beside it.
     *
     * @param services all others of the application
     * @param evidence who needs it
     * @param open whether the code of a service leads there without a variable
     */
    default JoinResult join(Tree tree, List<Service> services, List<String> evidence, boolean open) {
        Service server = service(tree, evidence);
        return new JoinResult(
                server,
                services,
                standsInFor().isEmpty()
                        ? List.of()
                        : List.of(evidence.getFirst() + ": " + server.description() + ", which speaks as "
                                + standsInFor() + " does, is brought up for it"));
    }

    /** @param notes what the person should know of it */
    record JoinResult(Service server, List<Service> services, List<String> notes) {
        public JoinResult {
            services = List.copyOf(services);
            notes = List.copyOf(notes);
        }
    }

    /**
     * The server that it stands in for, because it speaks the same protocol; empty if it is the requested one itself.
     */
    default String standsInFor() {
        return "";
    }

    /** The variable that most programs read its URL from. */
    default String variable() {
        return "DATABASE_URL";
    }

    /** The application's scripts that run when the data is created. */
    default StoreScripts scripts(Tree tree) {
        return new StoreScripts(List.of(), "");
    }

    /**
     * The profile of its image. An idle database shows little of what it needs: under load it fills its buffers (128
     * MiB in Postgres), and each connection costs a few more. There are twice as many connections while a new version
     * takes over.
     */
    default Profile profile() {
        return new Profile(Profile.USUAL.budget(), new Profile.Sizing(100, 256, 512, 60), List.of(), List.of());
    }

    /** The program that starts it: {@code start-ID.sh} beside this class. */
    default String program() {
        return "/usr/local/bin/start-" + id();
    }

    /** The names of the variables with which a database is created. */
    record AccountVariables(String database, String password, String user) {}

    /** A server of a database. */
    default Service database(Tree tree, List<String> evidence, String description, int port, AccountVariables owned) {
        String name = scripts(tree).database();
        String first = evidence.getFirst();
        return new Service(
                id(),
                role(),
                id(),
                description,
                "",
                port,
                // In the order of their names.
                List.of(
                        part(owned.database(), Value.Part.DATABASE, name, first),
                        part(owned.password(), Value.Part.PASSWORD, "", first),
                        part(owned.user(), Value.Part.USER, "", first)),
                List.of(),
                Health.NONE,
                List.of(),
                evidence);
    }

    private EnvVar part(String variable, Value.Part part, String fixed, String evidence) {
        return EnvVar.of(variable, new Value.StorePart(id(), part, fixed), true, evidence);
    }

    /** A plan of Debian packages, with the start program in a layer above them. */
    default BuildPlan plan(Tree tree, List<String> packages, List<String> without, RunConfig run) {
        List<String> scripts = scripts(tree).files();
        Text program = new Text(program(), 0755, Resources.text(Store.class, "start-" + id() + ".sh"));
        List<Text> texts = new ArrayList<>(List.of(program));
        if (program.content().contains(StoreScripts.SHARED)) {
            texts.add(new Text(StoreScripts.SHARED, 0644, Resources.text(Store.class, "store.sh")));
        }
        List<Copy> copies = scripts.stream()
                .map(file -> new Copy(file, StoreScripts.FOLDER + "/" + Tree.name(file)))
                .toList();
        return new BuildPlan(
                        "trixie",
                        packages,
                        without,
                        scripts,
                        List.of(),
                        List.of(new LayerPlan("code", copies, texts)),
                        run)
                .with(profile());
    }
}
