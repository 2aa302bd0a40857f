package dev.slipway.wiring;

import dev.slipway.application.Amendments;
import dev.slipway.application.EnvVar;
import dev.slipway.application.EnvVar.Origin;
import dev.slipway.application.ScanSettings;
import dev.slipway.application.Settings;
import dev.slipway.application.Settings.ServiceSettings;
import dev.slipway.application.Value;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.manifest.LockFile;
import dev.slipway.manifest.YamlValue;
import dev.slipway.stack.Stack;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Store;
import dev.slipway.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code slipway.yaml}. It collects all problems, each with its line, before it fails. */
final class SettingsReader {
    static final String FILE = "slipway.yaml";
    static final String REGISTRY = "registry";
    private static final Set<String> TOP = Set.of("name", "source", REGISTRY, "services", "assistance", "scan");
    /** What a variable may lead to, and the names of the stores. */
    private static final Set<String> LEADS = Stream.concat(
                    Stream.of("secret", "service", "database", "public"),
                    Stores.ALL.stream().map(Store::id))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> SERVICE = Set.of(
            "dir",
            "stack",
            "port",
            "env",
            "needs",
            "health",
            "migrate",
            "patient",
            "packages",
            "buildPackages",
            "dependencies",
            "release",
            "start",
            "volumes",
            "files",
            "single",
            "way");
    private static final Set<String> SCAN = Set.of("severity", "database", "api", "waivers");
    private static final Set<String> WAIVER = Set.of("id", "package", "reason", "until");
    private static final Set<String> HEALTH = Set.of("live", "ready", "started", "metrics");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(String file) {
        this.file = file;
    }

    static Settings read(Path root, Map<String, String> set) {
        SettingsReader reader = new SettingsReader(FILE);
        Settings settings = reader.file(root);
        for (Map.Entry<String, String> entry : set.entrySet()) {
            settings = reader.set(settings, entry.getKey(), entry.getValue());
        }
        if (!reader.problems.isEmpty()) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-111",
                    "The settings in " + root.resolve(FILE) + " cannot be used.",
                    reader.problems.getFirst(),
                    reader.problems,
                    "Mend the lines named above; docs/your-application.md lists what may be there.",
                    "Nothing was changed."));
        }
        return settings;
    }

    /** What earlier tries have shown. It leaves out what cannot be read: that is tried again. */
    static Map<String, ServiceSettings> learned(Map<String, LockFile.LearnedSettings> lock) {
        Map<String, ServiceSettings> services = new LinkedHashMap<>();
        lock.forEach((name, learned) -> {
            SettingsReader reader = new SettingsReader(LockFile.NAME);
            ServiceSettings read = reader.service(YamlValue.of(learned.settings()), "services." + name);
            if (reader.problems.isEmpty()) {
                services.put(name, read);
            }
        });
        return services;
    }

    private Settings file(Path root) {
        Path path = root.resolve(FILE);
        if (!Files.isRegularFile(path)) {
            return Settings.NONE;
        }
        try {
            return YamlValue.read(Files.readString(path), FILE)
                    .map(document -> top(root, document))
                    .orElse(Settings.NONE);
        } catch (YamlValue.MalformedException e) {
            problems.add(file + ":" + e.line() + ": " + e.getMessage());
            return Settings.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Settings top(Path root, YamlValue node) {
        Map<String, YamlValue> keys = mapping(node, "", TOP);
        Map<String, ServiceSettings> services = new LinkedHashMap<>();
        if (keys.containsKey("services")) {
            mapping(keys.get("services"), "services", Set.of()).forEach((name, value) -> {
                if (!name.matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?")) {
                    problem(value, "services." + name + ": a name has small letters, digits and hyphens");
                } else {
                    services.put(name, service(value, "services." + name));
                }
            });
        }
        String source = text(keys, "source", "").orElse("");
        if (!source.isEmpty() && !Files.isDirectory(root.resolve(source))) {
            problem(keys.get("source"), "source: there is no folder " + source);
        }
        Map<String, String> assistance = new LinkedHashMap<>();
        if (keys.containsKey("assistance")) {
            Map<String, YamlValue> all = mapping(keys.get("assistance"), "assistance", Set.copyOf(Settings.ASSISTANCE));
            all.keySet().forEach(key -> text(all, key, "assistance.").ifPresent(t -> assistance.put(key, t)));
        }
        return new Settings(
                text(keys, "name", "").orElse(""),
                source,
                text(keys, REGISTRY, "").orElse(""),
                services,
                assistance,
                scan(keys.get("scan")));
    }

    private ScanSettings scan(@Nullable YamlValue node) {
        if (node == null) {
            return ScanSettings.NONE;
        }
        Map<String, YamlValue> keys = mapping(node, "scan", SCAN);
        Optional<String> severity = text(keys, "severity", "scan.");
        severity.filter(word -> !ScanSettings.SEVERITIES.contains(word))
                .ifPresent(word -> problem(
                        keys.get("severity"),
                        "scan.severity: " + word + " is not one of " + String.join(", ", ScanSettings.SEVERITIES)));
        List<ScanSettings.Waiver> waivers = new ArrayList<>();
        YamlValue list = keys.get("waivers");
        if (list instanceof YamlValue.Sequence sequence) {
            sequence.values().forEach(one -> waivers.add(waiver(one)));
        } else if (list != null) {
            problem(list, "scan.waivers: a list is wanted here");
        }
        return new ScanSettings(severity, text(keys, "database", "scan."), text(keys, "api", "scan."), waivers);
    }

    /** A waiver without a reason or an end is none. */
    private ScanSettings.Waiver waiver(YamlValue node) {
        Map<String, YamlValue> keys = mapping(node, "scan.waivers", WAIVER);
        for (String key : List.of("id", "reason", "until")) {
            if (text(keys, key, "scan.waivers.").filter(t -> !t.isBlank()).isEmpty()) {
                problem(node, "scan.waivers: " + key + " is wanted");
            }
        }
        String until = text(keys, "until", "scan.waivers.").orElse("");
        try {
            if (!until.isEmpty()) {
                LocalDate.parse(until);
            }
        } catch (DateTimeException e) {
            problem(keys.get("until"), "scan.waivers.until: " + until + " is no day such as 2027-01-31");
        }
        return new ScanSettings.Waiver(
                text(keys, "id", "scan.waivers.").orElse(""),
                text(keys, "package", "scan.waivers.").orElse(""),
                text(keys, "reason", "scan.waivers.").orElse(""),
                until,
                place(node));
    }

    private ServiceSettings service(YamlValue node, String at) {
        Map<String, YamlValue> keys = mapping(node, at, SERVICE);
        List<EnvVar> env = new ArrayList<>();
        if (keys.containsKey("env")) {
            mapping(keys.get("env"), at + ".env", Set.of())
                    .forEach((name, value) -> env.add(variable(name, value, at + ".env." + name)));
        }
        Map<String, String> health = new LinkedHashMap<>();
        if (keys.containsKey("health")) {
            Map<String, YamlValue> paths = mapping(keys.get("health"), at + ".health", HEALTH);
            paths.keySet().forEach(key -> text(paths, key, at + ".health.").ifPresent(path -> health.put(key, path)));
        }
        Optional<String> stack = text(keys, "stack", at + ".");
        List<String> known = Stream.concat(
                        Stacks.named().map(Stack::id), Stores.ALL.stream().map(Store::id))
                .toList();
        stack.filter(id -> !known.contains(id))
                .ifPresent(id -> problem(
                        keys.get("stack"), at + ".stack: " + id + " is not one of " + String.join(", ", known)));
        return new ServiceSettings(
                text(keys, "dir", at + "."),
                stack,
                port(keys, at),
                env,
                texts(keys, "needs", at),
                health,
                texts(keys, "migrate", at),
                flag(keys, "patient", at),
                amendments(keys, at));
    }

    private Amendments amendments(Map<String, YamlValue> keys, String at) {
        List<String> volumes = paths(keys, "volumes", at, "folder");
        List<String> files = paths(keys, "files", at, "file");
        Optional<String> way = text(keys, "way", at + ".");
        if (way.isPresent() && !way.get().matches("[0-9]")) {
            problem(keys.get("way"), at + ".way: " + way.get() + " is no number from 0 to 9");
        }
        return new Amendments(
                debian(keys, "packages", at),
                debian(keys, "buildPackages", at),
                texts(keys, "dependencies", at).orElse(List.of()),
                text(keys, "release", at + "."),
                text(keys, "start", at + "."),
                volumes,
                files,
                flag(keys, "single", at).orElse(false),
                way.filter(w -> w.matches("[0-9]")).map(Integer::parseInt).orElse(0));
    }

    private List<String> paths(Map<String, YamlValue> keys, String key, String at, String what) {
        List<String> paths = texts(keys, key, at).orElse(List.of());
        paths.stream()
                .filter(path -> !path.matches("(/[\\w.-]+)+") || path.contains(".."))
                .forEach(path -> problem(
                        keys.get(key), at + "." + key + ": " + path + " is no absolute " + what + " in its image"));
        return paths;
    }

    /** Names of Debian packages (Debian policy 5.6.1). */
    private List<String> debian(Map<String, YamlValue> keys, String key, String at) {
        List<String> names = texts(keys, key, at).orElse(List.of());
        names.stream()
                .filter(name -> !name.matches("[a-z0-9][a-z0-9.+-]+"))
                .forEach(name ->
                        problem(keys.get(key), at + "." + key + ": " + name + " is no name of a Debian package"));
        return names;
    }

    private EnvVar variable(String name, YamlValue node, String at) {
        boolean plain = node instanceof YamlValue.Scalar;
        return new EnvVar(name, value(node, at), !plain, place(node), Origin.PERSON);
    }

    private Value value(YamlValue node, String at) {
        if (node instanceof YamlValue.Scalar scalar) {
            return new Value.Literal(scalar.text());
        }
        Map<String, YamlValue> keys = mapping(node, at, LEADS);
        Optional<String> service = text(keys, "service", at + ".");
        if (service.isPresent()) {
            int path = (service.get() + "/").indexOf('/');
            return new Value.ServiceUrl(
                    service.get().substring(0, path), service.get().substring(path));
        }
        if (keys.containsKey("database")) {
            String form = text(keys, "database", at + ".").orElse("");
            return Stores.value(form.contains("{") ? form : DatabaseUrls.PLAIN);
        }
        for (Store store : Stores.ALL) {
            if (keys.containsKey(store.id())) {
                String form = text(keys, store.id(), at + ".").orElse("");
                return Value.of(store.id(), form.contains("{") ? form : store.form());
            }
        }
        if (keys.size() != 1) {
            problem(
                    node,
                    at
                            + ": a value, or one of {secret: true}, {service: NAME}, {database: FORM}, "
                            + "{redis: FORM} or another store's name, {public: true}");
        }
        return keys.containsKey("public") ? new Value.PublicUrl("") : new Value.Secret();
    }

    private Optional<Integer> port(Map<String, YamlValue> keys, String at) {
        Optional<String> text = text(keys, "port", at + ".");
        if (text.isPresent() && !text.get().matches("[1-9][0-9]{0,4}")) {
            problem(keys.get("port"), at + ".port: " + text.get() + " is no port number");
            return Optional.empty();
        }
        return text.map(Integer::parseInt);
    }

    private Optional<Boolean> flag(Map<String, YamlValue> keys, String key, String at) {
        Optional<String> text = text(keys, key, at + ".");
        if (text.isPresent() && !text.get().matches("true|false")) {
            problem(keys.get(key), at + "." + key + ": true or false is wanted here");
            return Optional.empty();
        }
        return text.map(Boolean::parseBoolean);
    }

    private Optional<String> text(Map<String, YamlValue> keys, String key, String at) {
        YamlValue node = keys.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof YamlValue.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        problem(node, at + key + ": a single value is wanted here");
        return Optional.empty();
    }

    private Optional<List<String>> texts(Map<String, YamlValue> keys, String key, String at) {
        YamlValue node = keys.get(key);
        if (node instanceof YamlValue.Sequence sequence
                && sequence.values().stream().allMatch(n -> n instanceof YamlValue.Scalar)) {
            return Optional.of(sequence.values().stream()
                    .map(n -> ((YamlValue.Scalar) n).text())
                    .toList());
        }
        if (node != null) {
            problem(node, at + "." + key + ": a list is wanted here, such as [a, b]");
        }
        return Optional.empty();
    }

    /** The keys in order. If {@code allowed} is empty, all keys are allowed. */
    private Map<String, YamlValue> mapping(@Nullable YamlValue node, String at, Set<String> allowed) {
        Map<String, YamlValue> keys = new LinkedHashMap<>();
        if (!(node instanceof YamlValue.Mapping map)) {
            if (node != null) {
                problem(node, (at.isEmpty() ? "the file" : at) + ": keys with values are wanted here");
            }
            return keys;
        }
        for (YamlValue.Entry entry : map.entries()) {
            String key = entry.key() instanceof YamlValue.Scalar scalar ? scalar.text() : "";
            if (allowed.isEmpty() || allowed.contains(key)) {
                keys.put(key, entry.value());
            } else {
                problem(
                        entry.key(),
                        (at.isEmpty() ? "" : at + ".") + key + ": unknown; known are "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return keys;
    }

    private Settings set(Settings settings, String path, String value) {
        String[] parts = path.split("\\.", 4);
        if (path.equals("name")) {
            return new Settings(
                    value,
                    settings.source(),
                    settings.registry(),
                    settings.services(),
                    settings.assistance(),
                    settings.scan());
        }
        if (path.equals(REGISTRY)) {
            return new Settings(
                    settings.name(),
                    settings.source(),
                    value,
                    settings.services(),
                    settings.assistance(),
                    settings.scan());
        }
        if (parts.length < 3 || !parts[0].equals("services")) {
            problems.add("--set " + path
                    + ": unknown; known are name, registry, services.NAME.port, services.NAME.env.VARIABLE");
            return settings;
        }
        Map<String, ServiceSettings> services = new LinkedHashMap<>(settings.services());
        ServiceSettings old = services.getOrDefault(parts[1], NONE);
        ServiceSettings changed = old;
        if (parts[2].equals("env") && parts.length == 4) {
            List<EnvVar> env = new ArrayList<>(old.env());
            env.removeIf(v -> v.name().equals(parts[3]));
            env.add(new EnvVar(parts[3], new Value.Literal(value), false, "--set " + path, Origin.PERSON));
            changed = with(old, old.port(), env);
        } else if (parts[2].equals("port") && value.matches("[1-9][0-9]{0,4}")) {
            changed = with(old, Optional.of(Integer.parseInt(value)), old.env());
        } else {
            problems.add(
                    "--set " + path + "=" + value + ": only a port's number and env.VARIABLE can be set of a service");
        }
        services.put(parts[1], changed);
        return new Settings(
                settings.name(),
                settings.source(),
                settings.registry(),
                services,
                settings.assistance(),
                settings.scan());
    }

    private static final ServiceSettings NONE = new ServiceSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Amendments.NONE);

    private static ServiceSettings with(ServiceSettings old, Optional<Integer> port, List<EnvVar> env) {
        return new ServiceSettings(
                old.dir(),
                old.stack(),
                port,
                env,
                old.needs(),
                old.health(),
                old.migrate(),
                old.patient(),
                old.amendments());
    }

    private void problem(@Nullable YamlValue node, String what) {
        problems.add((node == null ? file : place(node)) + ": " + what);
    }

    private String place(YamlValue node) {
        return node.line() == 0 ? file : file + ":" + node.line();
    }
}
