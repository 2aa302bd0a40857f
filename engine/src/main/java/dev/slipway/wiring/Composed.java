package dev.slipway.wiring;

import dev.slipway.application.MountedFile;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.ComposeFiles.Entry;
import dev.slipway.manifest.ComposeFiles.FileSource;
import dev.slipway.manifest.DockerfileText;
import dev.slipway.store.Store;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the Compose file says of a service that was found: the stores behind which it starts, and the files that it is given. */
final class Composed {
    private static final Pattern OF_STORE =
            Pattern.compile("\\w*?(?:(PASSWORD)|(USER|USERNAME)|(DB|DATABASE|DB_NAME))_FILE");
    private static final Pattern SET = Pattern.compile("[^${}\\s]+");

    private final Tree tree;
    private final List<Entry> entries;
    private final List<String> notes;

    /** @param notes to which is added what is to be said */
    Composed(Tree tree, List<String> notes) {
        this.tree = tree;
        this.entries = ComposeFiles.of(tree);
        this.notes = notes;
    }

    /** Where the file speaks of this service. */
    private Optional<Entry> entry(Service service) {
        return entry(entries, service);
    }

    /**
     * The entry that speaks of a service: of several that are built of its folder, the one of its name. A program may lie below the
     * folder of its Dockerfile.
     */
    static Optional<Entry> entry(List<Entry> entries, Service service) {
        for (String dir = service.dir(); ; dir = Tree.parent(dir)) {
            String folder = dir;
            List<Entry> own = entries.stream().filter(entry -> entry.of(folder)).toList();
            if (!own.isEmpty() || Tree.parent(dir).isEmpty()) {
                return own.stream()
                        .filter(entry -> entry.name().equals(service.name()))
                        .findFirst()
                        .or(() -> own.stream().findFirst());
            }
        }
    }

    /** The store that a service of the file is, by the image that it starts from. */
    static Optional<Store> store(Tree tree, Entry entry) {
        return entry.image()
                .flatMap(Stores::ofImage)
                .or(() -> entry.folder()
                        .map(folder -> Tree.at(folder, entry.dockerfile()))
                        .flatMap(file -> DockerfileText.images(tree.text(file))
                                .flatMap(image -> Stores.ofImage(image).stream())
                                .findFirst()));
    }

    /** The stores behind which the service starts, or with which it shares a secret, as the file makes them. */
    List<FixedAddress> stores(Service service) {
        Optional<Entry> own = entry(service);
        return entries.stream()
                .filter(other -> own.filter(e -> e.after().contains(other.name()) || shares(e, other))
                        .isPresent())
                .flatMap(other -> store(tree, other).map(store -> address(tree, other, store)).stream())
                .toList();
    }

    /** The database that the file makes in this store: code and SQL may name it. */
    static Optional<String> database(Tree tree, Store store) {
        return ComposeFiles.of(tree).stream()
                .filter(entry -> store(tree, entry)
                        .filter(one -> one.id().equals(store.id()))
                        .isPresent())
                .map(entry -> told(variables(tree, entry), "\\w*_(DB|DATABASE)"))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** The variables of a store's service, those of its Dockerfile among them. */
    private static Map<String, String> variables(Tree tree, Entry entry) {
        Map<String, String> env = new TreeMap<>(entry.folder()
                .map(folder -> DockerfileText.env(tree.text(Tree.at(folder, entry.dockerfile()))))
                .orElse(Map.of()));
        env.putAll(entry.environment());
        return env;
    }

    private static boolean shares(Entry one, Entry other) {
        return one.files().stream()
                .filter(FileSource::secret)
                .anyMatch(file ->
                        other.files().stream().anyMatch(given -> given.name().equals(file.name())));
    }

    private static FixedAddress address(Tree tree, Entry entry, Store store) {
        Map<String, String> env = variables(tree, entry);
        String user = told(env, "\\w*(USER|USERNAME)");
        String password = told(env, "(?!.*ALLOW_EMPTY|.*RANDOM)\\w*PASSWORD");
        String database = told(env, "\\w*_(DB|DATABASE)");
        String superuser = store.superuser();
        return new FixedAddress(
                store,
                entry.name(),
                user.isEmpty() ? superuser : user,
                password,
                database.isEmpty() && store.userNamesDatabase() ? user.isEmpty() ? superuser : user : database,
                entry.place(),
                true);
    }

    private static String told(Map<String, String> env, String name) {
        return env.entrySet().stream()
                .filter(e ->
                        e.getKey().matches(name) && SET.matcher(e.getValue()).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The files that the service is given. */
    List<MountedFile> files(Service service) {
        List<MountedFile> files = new ArrayList<>();
        entry(service).ifPresent(entry -> {
            for (FileSource given : entry.files()) {
                MountedFile file = file(given, entry.place());
                files.add(file);
                notes.add(entry.place() + ": " + service.name() + " reads " + given.path() + ": " + what(file));
            }
        });
        return files;
    }

    private static String what(MountedFile file) {
        return switch (file.value()) {
            case Value.StorePart part ->
                "the " + part.part().name().toLowerCase(Locale.ROOT) + " of " + part.store()
                        + " is there, from its Secret";
            case Value.Secret secret ->
                "a generated value is there, the secret " + file.name() + " (the chart's secrets." + file.name()
                        + " is for another)";
            case Value.Literal text -> "its content is in a ConfigMap";
            case Value.StoreUrl other -> other.store();
            case Value.OfService other -> other.service();
            case Value.PublicUrl other -> other.path();
        };
    }

    private MountedFile file(FileSource given, String place) {
        String name = given.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        if (!given.secret()) {
            return new MountedFile(given.path(), name, new Value.Literal(given.content()), place);
        }
        Optional<Value.StorePart> part = entries.stream()
                .flatMap(entry -> store(tree, entry).stream().flatMap(store -> part(entry, store, given.name())))
                .findFirst();
        Optional<String> shared = part.filter(own -> own.part() == Value.Part.PASSWORD)
                .flatMap(own -> Stores.of(own.store()).secret());
        return shared.map(secret -> new MountedFile(given.path(), secret, new Value.Secret(), place))
                .orElseGet(() -> new MountedFile(
                        given.path(), name, part.<Value>map(own -> own).orElseGet(Value.Secret::new), place));
    }

    /** What of a store its own service reads from the secret of this name. */
    private static Stream<Value.StorePart> part(Entry entry, Store store, String secret) {
        return entry.files().stream()
                .filter(file -> file.name().equals(secret))
                .flatMap(file -> entry.environment().entrySet().stream()
                        .filter(variable -> variable.getValue().equals(file.path())))
                .map(variable -> OF_STORE.matcher(variable.getKey()))
                .filter(Matcher::matches)
                .map(name -> new Value.StorePart(
                        store.id(),
                        name.group(1) != null
                                ? Value.Part.PASSWORD
                                : name.group(2) != null ? Value.Part.USER : Value.Part.DATABASE,
                        ""));
    }

    /** The variables of the service that hold the place of such a file, with their values. */
    Map<String, String> places(Service service, List<MountedFile> files) {
        Map<String, String> places = new TreeMap<>();
        entry(service)
                .ifPresent(entry -> entry.environment().forEach((name, value) -> {
                    if (files.stream().anyMatch(file -> file.path().equals(value))) {
                        places.put(name, value);
                    }
                }));
        return places;
    }

    /** Where the file speaks of the service; empty where it does not. */
    String place(Service service) {
        return entry(service).map(Entry::place).orElse("");
    }
}
