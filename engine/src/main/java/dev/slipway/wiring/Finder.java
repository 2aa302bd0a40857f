package dev.slipway.wiring;

import dev.slipway.application.Application;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Settings;
import dev.slipway.application.Settings.ServiceSettings;
import dev.slipway.application.Value;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.inventory.SecretNotes;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.DockerfileText;
import dev.slipway.manifest.KubernetesWorkload;
import dev.slipway.stack.Project;
import dev.slipway.stack.dockerfile.DockerfileStack;
import dev.slipway.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for services in every folder of a tree, applies the settings, and joins the services. */
final class Finder {
    /** Image names of proxies that stand in front of other servers, and settings that make them do nothing else. */
    private static final Pattern PROXY =
            Pattern.compile("(?i)(\\S*/)?(nginx(-unprivileged)?|haproxy|traefik|caddy|envoy)([:@].*)?");

    private static final Pattern PASSES_ON =
            Pattern.compile("\\b(proxy_pass|reverse_proxy|uwsgi_pass|use_backend|default_backend)\\b");

    private static final int DEEPEST = 4;

    private final Tree tree;
    private final Settings settings;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> missing = new ArrayList<>();
    /** Folders of services that are left out on purpose. */
    private final Set<String> additions = new TreeSet<>();

    Finder(Tree tree, Settings settings) {
        this.tree = tree;
        this.settings = settings;
    }

    /** An application, and the projects of its services that have a source, by the services' names. */
    record Outcome(Application application, Map<String, Project> projects) {
        Outcome {
            projects = Map.copyOf(projects);
        }

        /** The same outcome with further notes. */
        Outcome with(List<String> more) {
            List<String> notes = new ArrayList<>(application.notes());
            notes.addAll(more);
            return new Outcome(
                    new Application(application.name(), application.services(), notes, application.missing()),
                    projects);
        }
    }

    Outcome look(Path root) {
        Map<String, Project> found = new TreeMap<>();
        Stages stages = new Stages(tree);
        for (Project one : stages.chosen(detected())) {
            String name = found.containsKey(one.service().name())
                    ? longer(one)
                    : one.service().name();
            found.put(name, one.named(name));
        }
        notes.addAll(stages.notes());
        for (Project worker : new Workers(tree, List.copyOf(found.values())).all()) {
            String name = worker.service().name();
            found.putIfAbsent(
                    found.containsKey(name) ? name + "-worker" : name,
                    worker.named(found.containsKey(name) ? name + "-worker" : name));
        }
        new Additions(tree).of(found.keySet()).forEach((name, note) -> {
            if (!settings.services().containsKey(name)) {
                Optional.ofNullable(found.remove(name))
                        .ifPresent(one -> additions.add(one.service().dir()));
                notes.add(note);
            }
        });
        settings.services().forEach((name, service) -> described(name, service).ifPresent(one -> found.put(name, one)));
        if (found.isEmpty()) {
            throw new SlipwayFailure(nothing(root));
        }
        found.values().forEach(one -> notes.addAll(one.notes()));
        OwnState state = new OwnState(tree);
        List<Project> all = found.entrySet().stream()
                .map(entry -> Overrides.apply(
                        state.kept(entry.getValue()), settings.services().get(entry.getKey())))
                .toList();
        notes.addAll(state.notes());
        Wiring wiring = new Wiring(tree, all);
        List<Service> services = wiring.connect();
        notes.addAll(wiring.notes());
        String name = Names.label(
                settings.name().isEmpty() ? String.valueOf(root.getFileName()) : settings.name(), "application");
        leftOut(services, name);
        notes.addAll(tree.notes());
        notes.addAll(SecretNotes.of(tree));
        return new Outcome(
                new Application(name, services, List.copyOf(notes), missing),
                all.stream().collect(Collectors.toMap(one -> one.service().name(), Function.identity())));
    }

    /**
     * Notes services that a Compose file, or else a Dockerfile, builds and no stack recognises, so that a person knows
     * why they are missing.
     */
    private void leftOut(List<Service> services, String application) {
        List<ComposeFiles.Entry> entries = ComposeFiles.of(tree);
        for (ComposeFiles.Entry entry : entries) {
            entry.image()
                    .filter(image -> !own(services, application, entry, image))
                    .ifPresent(image -> image(services, entry, image));
            leftOut(
                    services,
                    entry.folder().orElse(""),
                    Tree.at(entry.folder().orElse(""), entry.dockerfile()),
                    entry.place() + ": " + entry.name());
        }
        if (entries.isEmpty()) {
            for (String dockerfile : tree.below("", f -> Tree.name(f).equals("Dockerfile"))) {
                String folder = Tree.parent(dockerfile);
                boolean around = services.stream()
                        .anyMatch(s ->
                                !s.role().store() && (s.dir().isEmpty() || (folder + "/").startsWith(s.dir() + "/")));
                if (!around && !Workers.NOT_SERVICES.matcher(folder).matches()) {
                    leftOut(services, folder, dockerfile, dockerfile + ": an image");
                }
            }
        }
        workloads(application, services);
    }

    private void leftOut(List<Service> services, String folder, String dockerfile, String who) {
        if (!folder.isEmpty()
                && !additions.contains(folder)
                && tree.has(dockerfile)
                && DockerfileText.images(tree.text(dockerfile))
                        .noneMatch(image -> Stores.ofImage(image).isPresent())
                && services.stream().noneMatch(s -> (s.dir() + "/").startsWith(folder + "/"))) {
            if (passesOn(folder, dockerfile)) {
                notes.add(who + " only passes requests on: the services behind it are reached themselves, without it");
                return;
            }
            String what = who + " is built of " + folder
                    + ", in which nothing is that Slipway can build: it is left out"
                    + DockerfileStack.refused(tree, dockerfile)
                            .map(why -> " (" + why + ")")
                            .orElse("");
            notes.add(what);
            missing.add(what);
        }
    }

    /**
     * Whether its author publishes what the source becomes as this image. It is called after the application or a service, a
     * script makes it, or the Compose file, which builds nothing, tells it where the store is that a service asks for.
     */
    private boolean own(List<Service> services, String application, ComposeFiles.Entry entry, String image) {
        String name = Tree.name(image.replaceFirst("[:@][^/]*$", ""));
        boolean called = Stream.concat(
                        Stream.of(application),
                        services.stream().filter(s -> !s.role().store()).map(Service::name))
                .anyMatch(name::equals);
        boolean builds =
                ComposeFiles.of(tree).stream().anyMatch(other -> other.folder().isPresent());
        return called
                || scripted(image)
                || !builds
                        && services.stream()
                                .filter(s -> !s.role().store())
                                .flatMap(s -> s.env().stream())
                                .filter(variable -> variable.value() instanceof Value.OfStore)
                                .anyMatch(variable -> entry.environment().containsKey(variable.name()));
    }

    /** What a Compose file starts from an image that Slipway does not build. */
    private void image(List<Service> services, ComposeFiles.Entry entry, String image) {
        boolean built = ComposeFiles.of(tree).stream()
                .anyMatch(other -> other.folder().isPresent()
                        && image.equals(String.valueOf(other.keys().get("image"))));
        boolean there = Stores.ofImage(image)
                .filter(store -> services.stream().anyMatch(s -> s.stack().equals(store.id())))
                .isPresent();
        // The page's server is made with the page.
        boolean serves = entry.binds().stream()
                .anyMatch(folder -> services.stream()
                        .anyMatch(s -> s.role() == Role.FRONTEND && (s.dir() + "/").startsWith(folder + "/")));
        if (built || there || serves || entry.optional()) {
            return;
        }
        String who = entry.place() + ": " + entry.name();
        if (PROXY.matcher(image).matches() && passesOn(entry)) {
            notes.add(who + " only passes requests on: the services behind it are reached themselves, without it");
            return;
        }
        String what = who + made(image) + ": it is left out";
        notes.add(what);
        missing.add(what);
    }

    /** Whether a script of the tree makes this image. */
    private boolean scripted(String image) {
        String plain = image.replaceFirst("[:@].*", "");
        Pattern making = Pattern.compile("(?:-t|--tag|\\bpush|\\bbuild)[ =][^\\n]*\\b" + Pattern.quote(plain) + "\\b");
        return plain.contains("/")
                && tree.below("", f -> Tree.name(f).matches("Makefile|Justfile|package\\.json|.*\\.sh")).stream()
                        .anyMatch(file -> making.matcher(tree.text(file)).find());
    }

    private static String made(String image) {
        return " is started from the image " + image
                + (Stores.ofImage(image).isPresent()
                        ? ", and no service was seen to use it"
                        : ", and nothing here says what it is built of");
    }

    /** What Kubernetes manifests start beside what is found, and nobody brings up. */
    private void workloads(String name, List<Service> services) {
        List<KubernetesWorkload> all = KubernetesWorkload.of(tree);
        Set<String> folders = all.stream()
                .filter(one -> found(services, one))
                .map(KubernetesWorkload::folder)
                .collect(Collectors.toSet());
        Set<String> told = new LinkedHashSet<>();
        for (KubernetesWorkload one : all) {
            boolean there = found(services, one)
                    || Stores.ofImage(one.image())
                            .filter(store ->
                                    services.stream().anyMatch(s -> s.stack().equals(store.id())))
                            .isPresent()
                    || one.image().isEmpty()
                    || one.plainImage().equalsIgnoreCase(name)
                    || PROXY.matcher(one.image()).matches()
                    || missing.stream().anyMatch(what -> what.contains(one.name()));
            if (!there && folders.contains(one.folder()) && told.add(one.name())) {
                String what = one.place() + ": " + one.name() + made(one.image()) + ": it is left out";
                notes.add(what);
                missing.add(what);
            }
        }
    }

    private static boolean found(List<Service> services, KubernetesWorkload one) {
        return services.stream()
                .filter(s -> !s.role().store())
                .anyMatch(s -> alike(s, one.name()) || alike(s, one.plainImage()));
    }

    /** Whether a name of a workload or an image means the service: {@code shop-cart-service} does {@code cart}. */
    private static boolean alike(Service service, String name) {
        return Stream.of(service.name(), Tree.name(service.dir()))
                .filter(own -> !own.isEmpty())
                .anyMatch(own ->
                        ("-" + name + "-").contains("-" + own + "-") || ("-" + own + "-").contains("-" + name + "-"));
    }

    /** Whether the settings that a server is given say so; one that is given none takes them from what runs beside it. */
    private boolean passesOn(ComposeFiles.Entry entry) {
        List<String> settings = entry.binds().stream()
                .flatMap(source -> tree.has(source) ? Stream.of(source) : tree.below(source).stream())
                .toList();
        return settings.isEmpty()
                || settings.stream()
                        .anyMatch(file -> PASSES_ON.matcher(tree.text(file)).find());
    }

    private boolean passesOn(String folder, String dockerfile) {
        return DockerfileText.images(tree.text(dockerfile))
                        .anyMatch(image -> PROXY.matcher(image).matches())
                && tree.below(folder).stream()
                        .anyMatch(file -> PASSES_ON.matcher(tree.text(file)).find());
    }

    /** The folders that may hold a service. */
    private Stream<String> searched() {
        return tree.folders().stream()
                .filter(dir -> dir.split("/").length <= DEEPEST)
                .filter(dir -> !Workers.NOT_SERVICES.matcher(dir).matches());
    }

    private List<Project> detected() {
        List<Project> found = new ArrayList<>();
        searched()
                .forEach(dir -> Stacks.ALL.stream()
                        .flatMap(stack -> stack.projects(tree, dir).stream())
                        .forEach(found::add));
        Set<String> taken = found.stream().flatMap(one -> one.takes().stream()).collect(Collectors.toSet());
        found.removeIf(
                one -> one.takes().isEmpty() && taken.contains(one.service().dir()));
        List<Project> own = byDockerfile(found);
        // A page inside such a program's folder is served by the program.
        found.removeIf(page -> page(page)
                && own.stream()
                        .anyMatch(one ->
                                around(one.service().dir(), page.service().dir())));
        found.addAll(own);
        if (found.isEmpty()) {
            searched()
                    .flatMap(dir -> Stacks.ANYTHING.stack().projects(tree, dir).stream())
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Projects of Dockerfiles, in folders in which no stack finds anything. */
    private List<Project> byDockerfile(List<Project> found) {
        List<Project> more = new ArrayList<>();
        for (String dir : tree.folders()) {
            String file = Tree.at(dir, "Dockerfile");
            boolean store = DockerfileText.images(tree.text(file))
                    .anyMatch(image -> Stores.ofImage(image).isPresent());
            if (dir.split("/").length <= DEEPEST
                    && !Workers.NOT_SERVICES.matcher(dir).matches()
                    && !store
                    && !passesOn(dir, file)
                    && found.stream()
                            .noneMatch(one -> around(one.service().dir(), dir)
                                    && (!page(one) || !one.service().dir().startsWith(dir + "/")))) {
                more.addAll(Stacks.LAST.stack().projects(tree, dir));
            }
        }
        return more;
    }

    private static boolean page(Project one) {
        return one.service().stack().equals("static");
    }

    /** Whether two folders are the same or one contains the other. */
    private static boolean around(String one, String other) {
        return (one + "/").startsWith(other.isEmpty() ? "" : other + "/")
                || (other + "/").startsWith(one.isEmpty() ? "" : one + "/");
    }

    /** A service that settings describe, in a folder in which none was found. */
    private Optional<Project> described(String name, ServiceSettings service) {
        if (service.dir().isEmpty()) {
            return Optional.empty();
        }
        return Stacks.named()
                .filter(stack -> service.stack().map(stack.id()::equals).orElse(true))
                .flatMap(stack -> stack.projects(tree, service.dir().get()).stream())
                .findFirst()
                .map(one -> one.named(name));
    }

    private static String longer(Project one) {
        return Names.label(one.service().dir(), one.service().name());
    }

    /** The failure if no service was found. */
    private Failure nothing(Path root) {
        return new Failure(
                "SLIP-110",
                "No service was found in " + root + ".",
                ComposeFiles.of(tree).stream().anyMatch(entry -> entry.image().isPresent())
                        ? "Its Compose file starts images that are made elsewhere, and no folder of it holds what one of the"
                                + " known stacks begins with: Slipway builds from source."
                        : "No folder of it holds what one of the known stacks begins with.",
                looked(),
                "Name the folder of the application: ./slipway up FOLDER; or describe it in "
                        + root.resolve("slipway.yaml"),
                "");
    }

    private List<String> looked() {
        List<String> lines = new ArrayList<>();
        ComposeFiles.of(tree)
                .forEach(entry ->
                        entry.image().ifPresent(image -> lines.add(entry.place() + ": " + entry.name() + made(image))));
        Stacks.beginnings().forEach(what -> lines.add("looked for " + what));
        tree.folders().stream()
                .flatMap(dir -> DockerfileStack.refused(tree, Tree.at(dir, "Dockerfile")).stream())
                .forEach(lines::add);
        lines.add("folders: " + tree.folders().size() + ", files in them: "
                + tree.below("").size() + "; hidden folders, node_modules,"
                + " builds and backups are not looked into");
        return lines;
    }
}
